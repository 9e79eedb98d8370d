/**
 * Who may ask: pages of this program in a browser on this machine, nobody else. On these pages one may speak as
 * anybody, so another site must not be able to, neither by name (DNS rebinding: Host) nor by a form (Origin).
 */
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { refuse } from './refuse.ts';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const ASSETS = '/assets/';

const POLICY = [
  "default-src 'self'",
  "img-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const guard: MiddlewareHandler<{ Bindings: HttpBindings }> = async (context, next) => {
  const { headers } = context.req.raw;
  const hosts = hostsOf(context);
  let refused: Response | undefined;
  if (!hosts.includes((headers.get('host') ?? '').toLowerCase())) {
    refused = await refuse(context, 403, '这里只接受本机的访问，请用程序启动时给出的网址打开。');
  } else if (isForeign(context, hosts)) {
    refused = await refuse(context, 403, '这个操作不是从连心桥的页面发出的，没有执行。请回到页面再试。');
  }
  if (refused) context.res = refused;
  else await next();
  protect(context);
};

/** The names under which this server may be called, with its port. */
function hostsOf(context: Context<{ Bindings: HttpBindings }>): readonly string[] {
  const port = context.env.incoming.socket.localPort;
  const full = NAMES.map((name) => `${name}:${port}`);
  return port === 80 ? [...full, ...NAMES] : full;
}

/** A change asked for by another page, or something of ours built into one. */
function isForeign(context: Context, hosts: readonly string[]): boolean {
  const { headers } = context.req.raw;
  const site = headers.get('sec-fetch-site');
  if (context.req.method === 'GET' || context.req.method === 'HEAD') {
    return site === 'cross-site' && headers.get('sec-fetch-mode') !== 'navigate';
  }
  const origin = (headers.get('origin') ?? '').toLowerCase();
  return site === 'cross-site' || !hosts.some((host) => origin === `http://${host}`);
}

function protect(context: Context): void {
  const { headers } = context.res;
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', POLICY);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  // Not `no-referrer`: with it, browsers send forms from `Origin: null`.
  headers.set('Referrer-Policy', 'same-origin');
  if (!headers.has('Cache-Control')) {
    headers.set('Cache-Control', context.req.path.startsWith(ASSETS) ? 'no-cache' : 'no-store');
  }
}
