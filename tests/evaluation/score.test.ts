/** The figures by which understanding is judged: each row counts what it says, and names the lines that speak against it. */
import { describe, expect, test } from 'vitest';
import { writerOf } from '../../src/evaluation/folds.ts';
import { isMet, type Row, scoreInWords, scoreOf } from '../../src/evaluation/score.ts';
import type { Heard } from '../../src/listen/listen.ts';
import { type CorpusLine, parseCorpus } from '../../src/understanding/training/corpus.ts';

type Labels = Partial<
  Pick<CorpusLine, 'is' | 'kind' | 'urgent' | 'depts' | 'of' | 'at' | 'chat' | 'speaker'>
>;

function line(id: string, labels: Labels): CorpusLine {
  const whole = {
    id,
    text: `话${id}`,
    day: 'd1',
    chat: 'group',
    speaker: { role: 'enterprise', org: 'e01' },
    ...labels,
  };
  return parseCorpus(JSON.stringify(whole), 'x.jsonl')[0]!;
}
function heard(id: string, over: Partial<Heard> = {}): Heard {
  const nothing = { fresh: [], changed: [], shown: false, private: false, asked: null, to: [] };
  return { id, ...nothing, groupText: '', ownText: '', why: [], ...over };
}
const ticket = (n: number, over: Partial<Heard['fresh'][number]> = {}) => ({
  n,
  confidential: false,
  flow: 'complaint',
  dept: 'power',
  state: 'assigned',
  parts: 1,
  ...over,
});
const of = (rows: readonly Row[], what: string): Row => {
  const row = rows.find((one) => one.what === what);
  if (!row) throw new Error(`no row ${what}`);
  return row;
};
const share = ({ hit, of: all }: Row): string => `${hit}/${all}`;

describe('reports', () => {
  const lines = ['1', '2', '3', '4'].map((id) => line(id, { is: 'report', kind: 'whistleblow' }));
  const rows = scoreOf(lines, [
    heard('1', { asked: 'confidential', ownText: '要按保密件办吗' }),
    heard('2', { fresh: [ticket(1)], shown: true }),
    heard('3', { changed: [1] }),
    heard('4', { fresh: [ticket(500_001, { confidential: true, dept: null })] }),
  ]);
  test('are given away on a card, and as a word on an ordinary ticket', () => {
    const row = of(rows, 'reports shown, or sent to a department');
    expect(share(row)).toBe('2/4');
    expect(row.against).toEqual(['2', '3']);
    expect(isMet(row)).toBe(false);
  });
});

describe('new matters', () => {
  const matter: Labels = { is: 'new', kind: 'request', depts: ['power'] };
  const lines = [
    line('1', { ...matter, urgent: true }),
    line('2', { ...matter, urgent: false }),
    line('3', { ...matter, urgent: false }),
    line('4', { ...matter, urgent: false }),
    line('5', { ...matter, urgent: false }),
  ];
  const rows = scoreOf(lines, [
    heard('1', { fresh: [ticket(1, { flow: 'urgent' })] }),
    heard('2', { fresh: [ticket(2, { flow: 'urgent', dept: 'water' })] }),
    heard('3', { fresh: [ticket(3, { dept: null })] }),
    heard('4', { asked: 'register', ownText: '要登记吗' }),
    heard('5', { changed: [1], ownText: '已补充到诉求件 1。' }),
  ]);
  test.each([
    ['urgent matters found', '1/1'],
    ['plain matters taken for urgent', '1/4'],
    ['new matters registered', '3/5'],
    // What was put to another ticket is lost, though something was said.
    ['new matters lost', '1/5'],
    ['department right', '1/3'],
    ['left to the dispatcher', '1/3'],
    ['department wrong', '1/3'],
  ])('%s: %s', (what, found) => expect(share(of(rows, what))).toBe(found));
});

describe('talk and words about a matter', () => {
  const lines = [
    line('1', { is: 'new', kind: 'request', depts: ['power'], urgent: false }),
    line('2', { is: 'addition', of: '1' }),
    line('3', { is: 'question', of: '1' }),
    line('4', { is: 'over', of: '1', speaker: { role: 'enterprise', org: 'e09' } }),
    line('5', { is: 'talk', kind: 'chatter' }),
    line('6', { is: 'talk', kind: 'chatter' }),
    line('7', { is: 'feedback', of: '1', speaker: { role: 'liaison', org: 'power' } }),
  ];
  const rows = scoreOf(lines, [
    heard('1', { fresh: [ticket(7)] }),
    heard('2', { fresh: [ticket(8)] }),
    heard('3', { ownText: '诉求件 7 已转问供电公司' }),
    heard('4', {}),
    heard('5', { fresh: [ticket(9)] }),
    heard('6', { ownText: '有困难直接说就行' }),
    heard('7', { changed: [7], ownText: '有新的诉求件' }),
  ]);
  test.each([
    // Another firm's word on it is none of its own.
    ['words about a matter that reached it', '1/2'],
    ['words about a matter that became a new one', '1/2'],
    ['talk in the group registered', '1/3'],
    // A liaison gets tasks, and is asked nothing by them.
    ['talk in the group asked about', '1/3'],
  ])('%s: %s', (what, found) => expect(share(of(rows, what))).toBe(found));

  test('as a table: what is met and what is not', () => {
    expect(scoreInWords(rows)).toContain('| talk in the group registered | 33.3 % (1/3) | ≤ 1.5 % | no |');
  });
});

describe('a matter told in pieces', () => {
  const piece = (id: string, at: string, labels: Labels): CorpusLine =>
    line(id, { at, urgent: false, ...labels });
  const lines = [
    piece('1', '10:10', { is: 'talk', kind: 'chatter' }),
    piece('2', '10:10', { is: 'new', kind: 'request', depts: ['water'] }),
    piece('3', '11:00', { is: 'new', kind: 'request', depts: ['power'] }),
    piece('4', '11:01', { is: 'addition', of: '3' }),
    piece('5', '11:02', { is: 'addition', of: '3' }),
    // Half an hour later it is no piece of it.
    piece('6', '12:00', { is: 'new', kind: 'request', depts: ['power'] }),
    piece('7', '12:30', { is: 'addition', of: '6' }),
    piece('8', '13:00', { is: 'talk', kind: 'chatter' }),
  ];
  const rows = scoreOf(lines, [
    heard('1', { fresh: [ticket(1, { dept: 'water' })] }),
    heard('2', { changed: [1], ownText: '已补充到诉求件 1。' }),
    heard('3'),
    heard('4', { fresh: [ticket(2)] }),
    heard('5', { changed: [2] }),
    heard('6'),
    heard('7', { fresh: [ticket(3)] }),
    heard('8', { fresh: [ticket(4)] }),
  ]);
  test.each([
    ['new matters registered', '2/3'],
    ['new matters lost', '1/3'],
    ['department right', '2/2'],
    // The first words of a matter are neither talk nor a word on it.
    ['talk in the group registered', '1/1'],
    ['words about a matter that reached it', '1/1'],
    ['words about a matter that became a new one', '0/1'],
  ])('%s: %s', (what, found) => expect(share(of(rows, what))).toBe(found));
});

test('a debt on its track is with the office that has all debts, whoever owes', () => {
  const debt: Labels = { is: 'new', kind: 'arrears', depts: ['housing'] };
  const rows = scoreOf(
    [line('1', debt), line('2', debt), line('3', { ...debt, kind: 'request' })],
    ['1', '2', '3'].map((id) =>
      heard(id, {
        fresh: [ticket(Number(id), { flow: id === '2' ? 'complaint' : 'arrears', dept: 'industry' })],
      }),
    ),
  );
  expect(share(of(rows, 'department right'))).toBe('1/3');
  expect(of(rows, 'department wrong').against).toEqual(['2', '3']);
});

test('whoever asks the program is answered, which is no question back', () => {
  const rows = scoreOf(
    [line('1', { is: 'about', kind: 'chatter' }), line('2', { is: 'about', kind: 'chatter' })],
    [heard('1', { ownText: '专人史晓川' }), heard('2', { asked: 'register', ownText: '要登记吗' })],
  );
  expect(of(rows, 'talk in the group asked about').against).toEqual(['2']);
});

test('lines of one hand are known by their ids', () => {
  expect(['a0001', 'b1600', 'w21-017'].map((id) => writerOf({ id } as CorpusLine))).toEqual([
    'a',
    'b',
    'w21',
  ]);
});
