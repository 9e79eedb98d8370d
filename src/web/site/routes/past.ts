/** A ledger from before: handed in, looked at, and only then brought in; and what was brought in, shown apart. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { carryOver } from '../../../desk/past/carry.ts';
import { isWorthwhile, type Plan, planInWords, planOf } from '../../../desk/past/plan.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import { dayOf } from '../../../domain/time.ts';
import { BookFault } from '../../../papers/book/read.ts';
import { readPast } from '../../../papers/past/past.ts';
import { fieldsOf, filesOf, textOf } from '../../routes/fields.ts';
import { createPreviews } from '../previews.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { pastPage, pastPreviewPage } from '../views/past.ts';
import { troublePage } from '../views/trouble.ts';

/** A little more than the file itself may have (`papers/book/read.ts`). */
const MOST_BYTES = 21 * 1024 * 1024;
const NOT_YOURS = '旧台账由调度员和管理员导入。请回首页重新选择。';

export function pastRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const previews = createPreviews<Plan>(parts.clock);
  const app = new Hono<Signed>();
  const limited = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('文件太大（最多 20 MB），没有导入。'), 413),
  });

  app.get('/past', (context) => {
    const reader = context.get('reader');
    return seesTheWhole(reader) || mayBringIn(reader.roles)
      ? begin(context)
      : context.html(troublePage(NOT_YOURS), 404);
  });

  app.post('/past', limited, async (context) => {
    const reader = context.get('reader');
    if (!mayBringIn(reader.roles)) return context.html(troublePage(NOT_YOURS), 404);
    const [file] = filesOf((await fieldsOf(context)).file);
    if (!file) return begin(context, ['还没有选文件。请选旧台账（.xlsx 或 .csv）再上传。'], 400);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const at = parts.clock.now();
    try {
      const read = await readPast(bytes, dayOf(at));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const plan = await planOf({ name: file.name.slice(0, 100), sha256 }, read, parts);
      const token = isWorthwhile(plan) ? previews.keep(reader.person.id, plan) : null;
      return context.html(
        pastPreviewPage({ site, reader, plan, lines: planInWords(plan, at), token }),
        token === null ? 400 : 200,
      );
    } catch (error) {
      if (error instanceof BookFault) return begin(context, [error.message], 400);
      throw error;
    }
  });

  app.post('/past/confirm', limited, async (context) => {
    const reader = context.get('reader');
    if (!mayBringIn(reader.roles)) return context.html(troublePage(NOT_YOURS), 404);
    const token = textOf((await fieldsOf(context)).token);
    const plan = previews.of(token, reader.person.id);
    if (!plan) return begin(context, ['这次预览已经过期，没有导入。请重新上传。'], 409);
    const { imports = [] } = await parts.store.office();
    // Pressed twice: it is there already.
    if (!imports.some(({ sha256 }) => sha256 === plan.sha256)) {
      const carried = await carryOver(plan, reader.person.id, parts);
      if (carried === 'stale') {
        previews.drop(token);
        return begin(context, ['预览以后，别人导入了一份旧台账，这次没有导入。请重新上传，再看一遍。'], 409);
      }
    }
    return begin(context);
  });

  async function begin(
    context: Context<Signed>,
    faults: readonly string[] = [],
    status: 200 | 400 | 409 = 200,
  ): Promise<Response> {
    const { imports = [] } = await parts.store.office();
    return context.html(pastPage({ site, reader: context.get('reader'), imports, faults }), status);
  }

  return app;
}
