/** 设置核对: what `npm run check-county` finds, to be read by whoever keeps the roster. Changes nothing. */
import { Hono } from 'hono';
import type { Finding } from '../../../checkup/finding.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import { MINUTE } from '../../../domain/time.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { checkupPage } from '../views/checkup.ts';
import { troublePage } from '../views/trouble.ts';

/** It reads everything there is: whoever comes again meanwhile is shown the same. */
const KEPT_MS = MINUTE;

export function checkupRoutes(site: Site): Hono<Signed> {
  const { parts, checkup } = site;
  const app = new Hono<Signed>();
  let last: { readonly at: number; readonly found: Promise<readonly Finding[]> } | null = null;
  app.get('/checkup', async (context) => {
    const reader = context.get('reader');
    if (!mayBringIn(reader.roles)) {
      return context.html(troublePage('设置由调度员和管理员核对。请回首页重新选择。'), 404);
    }
    const now = parts.clock.now();
    if (last === null || now - last.at >= KEPT_MS || now < last.at) last = { at: now, found: checkup(now) };
    try {
      // Who has a report in hand is nobody's business on a page.
      const findings = (await last.found).filter(({ secret }) => !secret);
      return context.html(checkupPage({ site, reader, findings, at: last.at }));
    } catch (error) {
      last = null;
      parts.log.error({ err: error }, '设置没有核对成');
      return context.html(
        troublePage('这次没有核对成，请稍后再打开，或在服务器上运行 npm run check-county。'),
        500,
      );
    }
  });
  return app;
}
