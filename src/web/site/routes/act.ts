/** Steps: a button pressed, words to a ticket, words to the bot. Each goes through the desk like a message in private. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Asked } from '../../../channels/page/index.ts';
import { FetchFailure, type IncomingFile } from '../../../channels/port.ts';
import { MOST_FILES, TOTAL_LIMIT } from '../../limits.ts';
import { fieldsOf, fileNameOf, filesOf, isKey, textOf } from '../../routes/fields.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { namesDepartment, type Step, stepsFor, takesFiles } from '../steps.ts';
import { ticketFor } from '../tickets.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 64 * 1024;
/** What a form wraps around its files. */
const WRAPPING = 256 * 1024;
const LONGEST = 4000;
/** Pages of the site that a step was taken on. */
const BACK = /^\/(?:talk|t\/\d{1,9})$/;

const TOO_LARGE =
  '附件太大，没有变动：照片每张不超过 10 MB，文件每个不超过 20 MB，合计不超过 25 MB。请压缩后再发。';
const NO_ROOM = '服务器磁盘空间不足，附件没有收下，没有变动。不带附件照常能办，请稍后再补发附件。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';

export function actRoutes(site: Site): Hono<Signed> {
  const { channel, parts } = site;
  const app = new Hono<Signed>();
  const small = limited(MOST_BYTES, '内容太长，没有变动。请写短些。');
  const withFiles = limited(TOTAL_LIMIT + WRAPPING, TOO_LARGE);

  app.post('/press', small, async (context) => {
    const fields = await fieldsOf(context);
    const [key, back] = [textOf(fields.key), textOf(fields.back)];
    const pressed = pressIn(textOf(fields.press));
    if (!isKey(key) || !pressed || !BACK.test(back)) return refused(context, INCOMPLETE);
    const [text, button] = pressed;
    return ask(context, { key, text, button }, back);
  });

  app.post('/t/:number/step', withFiles, async (context) => {
    const number = context.req.param('number');
    const fields = await fieldsOf(context);
    const [key, word, words] = [textOf(fields.key), textOf(fields.step), textOf(fields.words).trim()];
    const reader = context.get('reader');
    const ticket = await ticketFor(number, reader, parts);
    if (!ticket) return refused(context, '没有这个编号的诉求件，或它不由您办理。', 404);
    if (!isKey(key)) return refused(context, INCOMPLETE);
    // Pressed twice, or sent again: it has been done, and the page says so.
    const back = `/t/${ticket.number}`;
    if (channel.hasHeard(key, reader.person.id)) return context.redirect(`${BASE}${back}#talk`, 303);
    // The page may be an hour old: somebody else has gone on meanwhile.
    const step = (await stepsFor(ticket, reader, parts)).find((one) => one.word === word);
    if (!step) {
      return refused(
        context,
        `诉求件 ${number} 现在不能“${word.slice(0, 8)}”，没有变动。可能别人刚办过，请看它现在的样子。`,
        409,
        `${BASE}${back}`,
      );
    }
    if (words.length > LONGEST) return refused(context, `太长了：最多 ${LONGEST} 字，没有变动。`, 413);
    const uploads = filesOf(fields.files);
    const unusable = faultOf(uploads, step, words);
    if (unusable !== null) return refused(context, unusable, 400, `${BASE}${back}`);
    const department = namesDepartment(step)
      ? (parts.roster.department(textOf(fields.department))?.name ?? '')
      : '';
    const text = [word, ticket.number, department, words].filter((part) => part !== '').join(' ');
    try {
      const files = await Promise.all(uploads.map(keep));
      return await ask(context, { key, text, files }, back, step.verb === 'note' ? 'notes' : 'talk');
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      if (error.kind === 'tooLarge') return refused(context, TOO_LARGE, 413, `${BASE}${back}`);
      return refused(context, NO_ROOM, 507, `${BASE}${back}`);
    }
  });

  app.post('/say', small, async (context) => {
    const fields = await fieldsOf(context);
    const [key, text] = [textOf(fields.key), textOf(fields.text).replace(/\r\n?/g, '\n').trim()];
    if (!isKey(key)) return refused(context, INCOMPLETE);
    if (text === '') return refused(context, '还没有写内容。请写一句再发。');
    if (text.length > LONGEST) return refused(context, `太长了：一次最多 ${LONGEST} 字。请分几次发。`, 413);
    return ask(context, { key, text }, '/talk');
  });

  async function ask(
    context: Context<Signed>,
    asked: Omit<Asked, 'person'>,
    back: string,
    at = 'talk',
  ): Promise<Response> {
    const reader = context.get('reader');
    await channel.ask({ ...asked, person: reader.person.id });
    // Whoever has passed a ticket on may not see it any more: what came of it stands in the talk.
    const [, number] = /^\/t\/(\d+)$/u.exec(back) ?? [];
    const isGone = number !== undefined && !(await ticketFor(number, reader, parts));
    return context.redirect(`${BASE}${isGone ? '/talk#talk' : `${back}#${at}`}`, 303);
  }

  async function keep(file: File): Promise<IncomingFile> {
    return channel.keep(new Uint8Array(await file.arrayBuffer()), fileNameOf(file));
  }

  function refused(
    context: Context,
    sentence: string,
    status: 400 | 404 | 409 | 413 | 507 = 400,
    back = BASE,
  ) {
    return context.html(troublePage(sentence, back), status);
  }

  return app;
}

function limited(maxSize: number, sentence: string) {
  return bodyLimit({ maxSize, onError: (context) => context.html(troublePage(sentence), 413) });
}

/** Why these files cannot come with this step; null when they can. */
function faultOf(files: readonly File[], step: Step, words: string): string | null {
  if (files.length === 0) return null;
  if (!takesFiles(step)) return `“${step.word}”不能带附件，没有变动。附件请随反馈、办结、补充或回复一起发。`;
  if (words === '' && step.verb !== 'supplement') return '附件要和一句话一起发，没有变动。请写一句再发。';
  if (files.length > MOST_FILES) return `一次最多 ${MOST_FILES} 个附件，没有变动。请分几次发。`;
  const empty = files.find(({ size }) => size === 0);
  if (empty) return `“${fileNameOf(empty)}”是空的，没有变动。请换一个文件。`;
  return files.reduce((sum, { size }) => sum + size, 0) > TOTAL_LIMIT ? TOO_LARGE : null;
}

/** What stood on the button, and its data. */
function pressIn(field: string): readonly [string, string] | null {
  try {
    const found: unknown = JSON.parse(field);
    if (!Array.isArray(found) || found.length !== 2) return null;
    const [label, data] = found as unknown[];
    return typeof label === 'string' && typeof data === 'string' && data.length <= 64
      ? [label.slice(0, 40), data]
      : null;
  } catch {
    return null;
  }
}
