/** 别的平台的数据: shown apart, with source and days; typed or handed in as a workbook, which is looked at before it is said to the desk. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { platformOf } from '../../../desk/arrangements/platform.ts';
import { importsIn } from '../../../domain/arrangements/platform.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import { sheetsOf } from '../../../papers/book/books.ts';
import { BookFault } from '../../../papers/book/read.ts';
import { blankPlatformBook, platformTexts } from '../../../papers/platform/form.ts';
import { fieldsOf, filesOf, isKey, textOf } from '../../routes/fields.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { platformPage } from '../views/platform.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 21 * 1024 * 1024;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NOT_YOURS = '别的平台的数据由调度员和管理员导入，领导可看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有记下。请返回再填一次。';
const COMMAND = /^平台数据[\s:：,，]/u;

export function platformRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const limited = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('文件太大（最多 20 MB），没有导入。'), 413),
  });

  app.get('/platform', (context) => {
    return sees(context.get('reader')) ? shown(context) : context.html(troublePage(NOT_YOURS), 404);
  });

  app.get('/platform/blank.xlsx', async (context) => {
    if (!mayBringIn(context.get('reader').roles)) return context.html(troublePage(NOT_YOURS), 404);
    const name = encodeURIComponent('平台数据.xlsx');
    return context.body(new Uint8Array(await blankPlatformBook()), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });

  /** Nothing is written yet: what it says stands in the form, to be sent. */
  app.post('/platform/read', limited, async (context) => {
    if (!mayBringIn(context.get('reader').roles)) return context.html(troublePage(NOT_YOURS), 404);
    const [file] = filesOf((await fieldsOf(context)).file);
    if (!file) return shown(context, { faults: ['还没有选文件。请选填好的表格（.xlsx）再上传。'] });
    try {
      const sheets = await sheetsOf(new Uint8Array(await file.arrayBuffer()));
      const read = platformTexts(sheets, (name) => parts.roster.departmentNamed(name) !== undefined);
      return shown(context, 'faults' in read ? read : { text: read.texts.join('\n\n') });
    } catch (error) {
      if (error instanceof BookFault) return shown(context, { faults: [error.message] });
      throw error;
    }
  });

  app.post('/platform', limited, async (context) => {
    const reader = context.get('reader');
    if (!mayBringIn(reader.roles)) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const key = textOf(fields.key);
    const texts = textOf(fields.text)
      .replace(/\r\n/gu, '\n')
      .split(/\n\s*\n/u)
      .map((one) => one.trim())
      .filter((one) => one !== '');
    const isMeant = texts.length > 0 && texts.every((one) => COMMAND.test(one));
    if (!isKey(key) || !isMeant) return context.html(troublePage(INCOMPLETE), 400);
    const before = JSON.stringify(platformOf(await parts.store.office()));
    for (const [place, text] of texts.entries()) {
      await channel.ask({ key: place === 0 ? key : `${key}-${place}`, person: reader.person.id, text });
    }
    // What was not taken, and why, is said in the talk alone.
    const isTaken = JSON.stringify(platformOf(await parts.store.office())) !== before;
    return context.redirect(`${BASE}${isTaken ? '/platform' : '/talk#talk'}`, 303);
  });

  function sees({ roles }: Reader): boolean {
    return mayBringIn(roles) || roles.has('leader');
  }

  async function shown(
    context: Context<Signed>,
    { faults = [], text = '' }: { readonly faults?: readonly string[]; readonly text?: string } = {},
  ): Promise<Response> {
    const platform = platformOf(await parts.store.office());
    const view = viewOf(parts);
    const page = platformPage({
      site,
      reader: context.get('reader'),
      view,
      all: importsIn(platform, view.now + 1),
      tickets: Object.values(platform.taken ?? {}),
      faults,
      text,
    });
    return context.html(page, faults.length > 0 ? 400 : 200);
  }

  return app;
}
