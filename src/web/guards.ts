/**
 * Who may change something: pages of this program, nobody else. On these pages one may speak as anybody, so another site
 * must not be able to by a form (Origin). Under which names they answer at all is the listener's (`listening/http.ts`).
 */
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { ownHosts } from '../listening/names.ts';
import { refuse } from './refuse.ts';

const ASSETS = '/assets/';

const POLICY = [
  "default-src 'self'",
  "img-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** `origin`: where the pages are seen from outside, `https://…`, beside this machine's own names. */
export function guard(origin: string | null = null): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (context, next) => {
    const own = ownHosts(context.env.incoming.socket.localPort).map((host) => `http://${host}`);
    if (isForeign(context, origin === null ? own : [...own, origin])) {
      context.res = await refuse(
        context,
        403,
        '这个操作不是从连心桥的页面发出的，没有执行。请回到页面再试。',
      );
    } else await next();
    protect(context);
  };
}

/** A change asked for by another page, or something of ours built into one. */
function isForeign(context: Context, origins: readonly string[]): boolean {
  const { headers } = context.req.raw;
  const site = headers.get('sec-fetch-site');
  if (context.req.method === 'GET' || context.req.method === 'HEAD') {
    return site === 'cross-site' && headers.get('sec-fetch-mode') !== 'navigate';
  }
  const origin = (headers.get('origin') ?? '').toLowerCase();
  return site === 'cross-site' || !origins.includes(origin);
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
