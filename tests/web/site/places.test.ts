/** 一企一档 and the page of a department: contacts, tickets by state, figures that lead to their tickets, orders, notes. */
import { expect, test } from 'vitest';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const LEADER = 'leader-1';
const A = 'housing-a';
const OWNER = 'shangchao-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, START);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, START);

test('what a leader wants to know of an enterprise or a department is on one page', async () => {
  const { bench } = visit;
  await bench.has(START, signed);
  await bench.has(START, resolved);
  await bench.answers(LEADER, '督办 1 12月1日前到位');
  await bench.answers(A, '备注 1 沥青厂停工，等料');
  const cookie = await visit.enter(LEADER);
  for (const path of ['/e/shangchao', '/d/housing']) {
    const { text } = await visit.get(path, cookie);
    expect(text, path).toMatch(/<h3>办理中\S* <small>1 件/);
    expect(text, path).toMatch(/<h3>待评价|<h3>已办结/);
    expect(text, path).toContain('督办、批示 <small>1 件');
    expect(text, path).toContain('沥青厂停工，等料');
    const [, figure = ''] = /href="\/w(\/figure\?f=counts\.registered[^"]*)"><strong>2</.exec(text) ?? [];
    const members = await visit.get(figure.replaceAll('&amp;', '&'), cookie);
    expect(members.text, path).toContain('/w/t/1');
    expect(members.text, path).toContain('/w/t/2');
  }
});

test('what its lists hold beside the figures is said', async () => {
  const { bench } = visit;
  await bench.has(START, signed);
  const cookie = await visit.enter(LEADER);
  expect((await visit.get('/e/xinghuo', cookie)).text).not.toContain('各有各的算法');
  await bench.says('xinghuo-1', '帮办 开公司');
  await bench.presses('xinghuo-1', '开始帮办');
  expect((await visit.get('/e/xinghuo', cookie)).text).toContain('有 1 件是走访、惠企政策、帮办');
  const list = (await visit.get('/tickets', cookie)).text;
  expect(list).toContain('其中 1 件是走访、惠企政策、帮办，各有各的算法，不在简报的数里');
  expect((await visit.get('/tickets', await visit.enter('xinghuo-1'))).text).not.toContain('简报的数');
});

test('an enterprise reads its own page without notes; another reads no page of it; a department no figures of another', async () => {
  const { bench } = visit;
  await bench.has(START, signed);
  await bench.answers(A, '备注 1 沥青厂停工，等料');
  const own = await visit.get('/e/shangchao', await visit.enter(OWNER));
  expect(own.text).toContain('办理中');
  expect(own.text).not.toContain('沥青厂');
  expect(own.text).not.toContain('内部备注');
  expect((await visit.get('/e/shangchao', await visit.enter('qingyun-1'))).status).toBe(404);
  const other = await visit.get('/d/housing', await visit.enter('water-a'));
  expect(other.text).not.toContain('/w/figure');
  expect(other.text).not.toContain('沥青厂');
});

test('an order says what is wanted now, that it was answered, or that the matter ended without an answer', async () => {
  const { bench } = visit;
  await bench.has(START, signed);
  await bench.answers(LEADER, '督办 1 12月1日前到位');
  await bench.answers(A, '回复 1 已在排期');
  await bench.answers(LEADER, '退回重报 1 写清哪天到位，明天下班前再报');
  const cookie = await visit.enter(LEADER);
  const page = async (): Promise<string> =>
    (await visit.get('/d/housing', cookie)).text.replace(/<span class="whole">(.*?)<\/span>/g, '$1');
  expect(await page()).toContain('写清哪天到位，明天下班前再报（退回重报；原来：12月1日前到位）');
  expect(await page()).toContain('11月25日（周三）18:00 前回复');
  await bench.says(OWNER, '撤回 1');
  expect(await page()).toContain('已撤回，没有回复');
  expect(await page()).not.toContain('已回复');
});
