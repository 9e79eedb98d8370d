/** Every step that the chat takes is on the page, and no other: the table of verbs, by who reads and how the ticket stands. */
import { describe, expect, test } from 'vitest';
import { TICKET_VERBS, type TicketVerb, verbOf, verbSaid } from '../../../src/dialogue/verbs.ts';
import type { Command } from '../../../src/domain/lifecycle.ts';
import { may } from '../../../src/domain/permissions.ts';
import { TICKET_STATES, type TicketState } from '../../../src/domain/ticket-parts.ts';
import { asked, COMMANDS, next, outcomeOf, PEOPLE, type Story, type Who } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

/** What the verbs whose command is called otherwise bring about. */
const COMMAND_OF: Readonly<Partial<Record<TicketVerb, Command>>> = {
  annul: { type: 'reject', code: 'void', text: '登错了' },
  attribute: { type: 'attribute', enterprise: 'xinghuo', member: null },
};
/** Shown by the page itself, or chosen behind another button. */
const NO_STEP: ReadonlySet<TicketVerb> = new Set([
  'progress',
  'deadline',
  'answer',
  'handOver',
  'more',
  'acknowledge',
  'snippet',
]);

const step =
  (who: Who, type: Exclude<Command['type'], 'wake' | 'file' | 'recalculate'>) =>
  (story: Story): Story =>
    next(story, who, COMMANDS[type], START);
const LIVES: Readonly<Record<TicketState, readonly ((story: Story) => Story)[]>> = {
  queued: [],
  assigned: [],
  working: [step('liaison', 'sign'), step('leader', 'supervise')],
  waiting: [step('liaison', 'sign'), step('liaison', 'ask')],
  suspended: [step('liaison', 'sign'), step('liaison', 'suspend'), step('leader', 'grant')],
  resolved: [step('liaison', 'resolve')],
  closed: [step('liaison', 'resolve'), step('reporter', 'confirm')],
  withdrawn: [step('reporter', 'withdraw')],
  rejected: [step('dispatcher', 'reject')],
  merged: [step('dispatcher', 'merge')],
};
const READERS = [
  'reporter',
  'colleague',
  'liaison',
  'backup',
  'head',
  'dispatcher',
  'leader',
] as const satisfies readonly Who[];

describe.each(TICKET_STATES)('of a ticket that is %s', (state) => {
  test('the page offers what the contract takes, to each reader', async () => {
    const { bench } = visit;
    const life = (story: Story): Story => LIVES[state].reduce((now, one) => one(now), story);
    const ticket = await bench.has(
      START,
      life,
      state === 'queued' ? { department: null, candidates: [] } : {},
    );
    expect(ticket.state).toBe(state);
    for (const who of READERS) {
      const { person } = PEOPLE[who] as { readonly person: string };
      const page = await visit.get(`/t/${ticket.number}`, await visit.enter(person));
      const sees = may('view', ticket, { person }, bench.county.roster);
      expect(page.status, who).toBe(sees ? 200 : 404);
      if (!sees) continue;
      const offered = offeredOn(page.text);
      const isOffered = (verb: TicketVerb): boolean => offered.has(verb);
      const isTaken = (verb: TicketVerb): boolean => {
        const command = COMMAND_OF[verb] ?? COMMANDS[verb as Command['type']];
        const kinds =
          verb === 'answerDuty' || verb === 'sendBack'
            ? [1, 2].map((duty) => ({ ...command, duty }))
            : [command];
        const { roster, calendar, flows } = bench.county;
        const flow = flows[ticket.flow.split('@')[0] as keyof typeof flows];
        return kinds.some(
          (one) =>
            ![
              'notYours',
              'wrongState',
              'alreadyDone',
              'notInFlow',
              'nothing',
              'noRequest',
              'dutyUnknown',
              'noReply',
              'pending',
              'tooMuch',
              'tooLate',
              'nothingToUndo',
              'samePerson',
              'locked',
            ].includes(
              outcomeOf(
                asked(ticket, who, one as Command, START, { roster, calendar, ...(flow ? { flow } : {}) }),
              ),
            ),
        );
      };
      const verbs = TICKET_VERBS.filter((verb) => !NO_STEP.has(verb) && verbOf(verb).said.length > 0);
      expect(verbs.filter(isOffered), `${who} on a ${state} ticket`).toEqual(verbs.filter(isTaken));
    }
  }, 120_000);
});

/** The verbs that a page has a step or a button for. */
function offeredOn(page: string): ReadonlySet<string> {
  const steps = [...page.matchAll(/name="step" value="([^"]+)"/g)].map(([, word = '']) => verbSaid(word));
  const presses = [...page.matchAll(/v1\|([a-zA-Z]+)\|/g)].map(([, verb]) => verb);
  return new Set([...steps, ...presses].filter((one) => one !== undefined));
}

describe('a file given with a step', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const OWNER = 'xinghuo-1';
  const LIAISON = 'power-a';

  test('of a result is kept with it, shown in the story and passed on to the enterprise', async () => {
    const { bench } = visit;
    await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
    const cookie = await visit.enter(LIAISON);
    const sent = await visit.sends(
      '/t/1/step',
      { step: '办结', words: '线路已修好' },
      [['修好.png', PNG]],
      cookie,
    );
    expect([sent.status, sent.location]).toEqual([303, '/w/t/1#talk']);
    await bench.goesTo(START + 1000);
    await expect.poll(async () => (await bench.ticket()).files[0]?.state, { timeout: 30_000 }).toBe('stored');
    const ticket = await bench.ticket();
    expect([ticket.state, ticket.files[0]?.state, ticket.files[0]?.name]).toEqual([
      'resolved',
      'stored',
      '修好.png',
    ]);
    const { text } = await visit.get('/t/1', cookie);
    const [, story = ''] = /<h2>经过<\/h2>([\s\S]*?)<\/section>/.exec(text) ?? [];
    expect(story).toContain('/w/t/1/files/0');
    expect(Buffer.from(await visit.bytes('/t/1/files/0', cookie)).equals(PNG)).toBe(true);
    expect((await visit.get('/t/1/files/0', await visit.enter('qingyun-1'))).status).toBe(404);
  });

  test.each([
    ['转办', '住建 不归我们', [['a.png', PNG]], '“转办”不能带附件'],
    ['办结', '', [['a.png', PNG]], '附件要和一句话一起发'],
    ['办结', '好了', [['a.png', Buffer.alloc(0)]], '是空的'],
    ['办结', '好了', Array.from({ length: 10 }, () => ['a.png', PNG]), '一次最多 9 个附件'],
    ['办结', '好了', [['a.pdf', Buffer.alloc(21 * 1024 * 1024, '%PDF-1.4')]], '附件太大'],
  ] as const)('that cannot come with it changes nothing: %s “%s”', async (word, words, files, why) => {
    const { bench } = visit;
    await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
    const cookie = await visit.enter(LIAISON);
    const before = await bench.ticket();
    const sent = await visit.sends('/t/1/step', { step: word, words }, files as never, cookie);
    expect([400, 413]).toContain(sent.status);
    expect(sent.text).toContain(why);
    expect(await bench.ticket()).toEqual(before);
  });
});

describe('常用语', () => {
  test('fill in the form with one tap, and send nothing', async () => {
    const { bench } = visit;
    await bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
    const cookie = await visit.enter('power-a');
    const before = await bench.ticket();
    const { text } = await visit.get('/t/1?s=power-restored', cookie);
    expect(text).toMatch(/<textarea name="words"[^>]*>故障已排除，供电已恢复/);
    expect(text).toMatch(/value="办结" checked/);
    expect(await bench.ticket()).toEqual(before);
    expect((await visit.get('/t/1?s=nothing', cookie)).text).toMatch(
      /<textarea name="words"[^>]*><\/textarea>/,
    );
    expect((await visit.get('/t/1', await visit.enter('xinghuo-1'))).text).not.toContain('常用语');
  });
});
