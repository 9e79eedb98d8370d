/** Each kind of ticket begins with the flow of its kind, and keeps it. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFlows } from '../../src/county.ts';
import { dueInWords } from '../../src/domain/deadline-words.ts';
import { FLOWS } from '../../src/domain/flow.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

const OWNER = 'shangchao-1';
const NIGHT = at('2026-11-28', '22:00');

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), NIGHT);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

async function raised(text: string): Promise<Ticket> {
  await bench.says(OWNER, text, 'group');
  const [ticket] = await bench.store.tickets({ newest: 1 });
  return ticket!;
}
const due = (ticket: Ticket): string =>
  dueInWords(ticket.clocks.resolve!.deadline, ticket.facts.registeredAt);
const cardOf = (number: number): string | undefined =>
  bench.told(GROUP).findLast((text) => text.includes(`诉求件 ${number}`));

test.each([
  ['厂门口的路坑坑洼洼，货车不好走', 'complaint', '【诉求件 1】', '12月7日（周一）内'],
  ['车间突然停电了，请供电公司快来抢修', 'urgent', '【诉求件 1 · 紧急】', '11月29日（周日）22:00 前'],
  ['专精特新什么时候开始申报？', 'consult', '【诉求件 1 · 咨询】', '12月1日（周二）内'],
  ['镇政府欠我们的混凝土货款两年了，一直不给', 'arrears', '【诉求件 1 · 拖欠账款】', '12月28日（周一）内'],
])('%s: %s', async (text, flow, title, when) => {
  const ticket = await raised(text);
  expect(ticket.flow.split('@')[0]).toBe(flow);
  expect(due(ticket)).toBe(when);
  expect(cardOf(1)).toContain(title);
});

test('a report about an official begins with the flow of reports, and with no card; a danger in it with its own', async () => {
  await raised('举报应急局的人收受红包，包庇煤矿，井下现在有人被困！');
  await bench.goesTo(NIGHT + 1000);
  expect(await bench.ticket(1)).toMatchObject({
    text: '井下现在有人被困！',
    flow: expect.stringMatching(/^urgent@/),
  });
  const [report] = await bench.store.tickets({ confidential: true });
  expect(report).toMatchObject({ urgent: false, flow: expect.stringMatching(/^report@/) });
  expect(bench.told(GROUP).join()).not.toMatch(/红包|包庇|应急局的人/u);
});

test('in danger at night nobody waits for the morning: after a quarter of an hour the default department has it', async () => {
  const ticket = await raised('有人被困在电梯里，快来人');
  expect(ticket.flow).toMatch(/^urgent@/);
  expect(ticket.state, 'two departments may be meant').toBe('queued');
  await bench.goesTo(NIGHT + 15 * MINUTE);
  expect(await bench.store.ticket(1)).toMatchObject({ state: 'assigned', assignedHow: 'default' });
});

test('every flow is on record; open tickets keep theirs when the county changes it, new ones get the new', async () => {
  const before = await raised('请问税务局，留抵退税怎么申请？');
  await bench.end();
  const flowsDir = join(place.dir, 'flows');
  cpSync('flows', flowsDir, { recursive: true });
  const file = join(flowsDir, 'consult.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('amount: 2, unit: workday', 'amount: 4, unit: workday'),
  );
  expect(loadFlows(flowsDir).consult.steps.resolve.within.amount).toBe(4);
  bench = await openBench(join(place.dir, 'data'), NIGHT + 1, { flowsDir });

  const after = await raised('绿色工厂的评定标准在哪里能看到');
  expect([due(before), due(after)]).toEqual(['12月1日（周二）内', '12月3日（周四）内']);
  const { flowsOnRecord: flows } = await bench.store.office();
  expect(flows[before.flow]?.steps.resolve.within.amount).toBe(2);
  expect(flows[after.flow]?.steps.resolve.within.amount).toBe(4);
  expect(Object.keys(flows).length, 'each kind, and the changed one').toBe(FLOWS.length + 1);
  // The old one still goes on by its own: signing it asks for nothing unknown.
  await bench.says(before.liaison ?? '', '签收 1');
  expect((await bench.store.ticket(1))?.state).toBe('working');
});

test('whoever signs a question is told when to answer, as there is no first feedback', async () => {
  const ticket = await raised('请问税务局，留抵退税怎么申请？');
  const answers = await bench.says(ticket.liaison ?? '', '签收 1');
  expect(answers.map(({ text }) => text)).toContain('诉求件 1 已签收。请在 12月1日（周二）内办结。');
});
