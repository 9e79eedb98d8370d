/** 权责清单: the list for everybody, also as a workbook; what is proposed for those who may; every step goes to the desk as if it were said. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { exportPowers } from '../../../county/powers-book.ts';
import { listOf, powersOf, readable } from '../../../desk/arrangements/powers/facts.ts';
import { proposalInWords } from '../../../desk/arrangements/powers/lines.ts';
import { mayPowers } from '../../../domain/arrangements/power-permissions.ts';
import type { Proposal } from '../../../domain/arrangements/powers.ts';
import { itemsFor } from '../../../domain/arrangements/powers-list.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { powersPage, proposalPage } from '../views/powers.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 8192;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const NOT_YOURS = '没有这一条，或不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有记下。请返回再填一次。';

export function powerRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage(INCOMPLETE), 413),
  });

  app.get('/powers', async (context) => {
    const reader = context.get('reader');
    if (!mayPowers('list', reader.person.id, parts.roster)) return context.html(troublePage(NOT_YOURS), 404);
    const office = await parts.store.office();
    const list = listOf(office, parts);
    const words = (context.req.query('q') ?? '').trim().slice(0, 40);
    const department = parts.roster.departmentNamed(words)?.id ?? '';
    const own = list.items.filter(
      ({ lead, partners }) => lead === department || partners.includes(department),
    );
    const items = words === '' ? list.items : own.length > 0 ? own : itemsFor(words, list.items);
    return context.html(
      powersPage({
        site,
        reader,
        view: viewOf(parts),
        list: { ...list, items },
        words,
        proposals: readable(office, reader.person.id, parts.roster).toReversed(),
        seesAll: mayPowers('proposals', reader.person.id, parts.roster),
        admissions: powersOf(office).admissions ?? [],
      }),
    );
  });

  app.get('/powers/list.xlsx', async (context) => {
    const reader = context.get('reader');
    if (!mayPowers('list', reader.person.id, parts.roster)) return context.html(troublePage(NOT_YOURS), 404);
    const list = listOf(await parts.store.office(), parts);
    const book = await exportPowers(list, parts.roster);
    const name = encodeURIComponent(`权责清单-第${list.version}版.xlsx`);
    return context.body(new Uint8Array(book), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });

  app.get('/powers/proposals/:id', async (context) => {
    const reader = context.get('reader');
    const proposal = await proposalOf(reader, context.req.param('id'));
    if (!proposal) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const [head = '', ...lines] = await proposalInWords(proposal, view, parts);
    return context.html(
      proposalPage({
        site,
        reader,
        view,
        proposal,
        head,
        lines,
        decides: mayPowers('decide', reader.person.id, parts.roster),
      }),
    );
  });

  app.post('/powers/proposals/:id', short, async (context) => {
    const reader = context.get('reader');
    const proposal = await proposalOf(reader, context.req.param('id'));
    if (!proposal) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const key = textOf(fields.key);
    const text = commandOf(proposal.id, textOf(fields.act), textOf(fields.words).trim());
    if (!isKey(key) || text === null) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, person: reader.person.id, text });
    const after = await proposalOf(reader, String(proposal.id));
    // Why it was not taken is said in the talk alone.
    const isTaken = JSON.stringify(after) !== JSON.stringify(proposal);
    return context.redirect(`${BASE}${isTaken ? `/powers/proposals/${proposal.id}` : '/talk#talk'}`, 303);
  });

  async function proposalOf({ person }: Reader, id: string): Promise<Proposal | undefined> {
    const all = readable(await parts.store.office(), person.id, parts.roster);
    return all.find((one) => String(one.id) === id);
  }

  return app;
}

/** What a form says, as it would be typed; null where something is missing. */
function commandOf(id: number, act: string, words: string): string | null {
  if (words === '') return null;
  switch (act) {
    case 'accept':
      return `清单接受 ${id} ${words}`;
    case 'keep':
      return `清单不改 ${id} ${words}`;
    case 'say':
      return `清单意见 ${id} ${words}`;
    default:
      return null;
  }
}
