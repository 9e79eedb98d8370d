/** What a liaison says in private in answer to nothing, and is no feedback: a question, a department's name, a number alone. */
import { describe, expect, test } from 'vitest';
import { askingIn } from '../../src/dialogue/questions.ts';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
const labels = (of: Awaited<ReturnType<Bench['says']>>) =>
  of.flatMap(({ buttons }) => buttons.flat().map(({ label }) => label));

test.each([
  ['请问延期怎么申请', { how: 'extend' }],
  ['挂账怎么弄？', { how: 'suspend' }],
  ['企业电话多少？', 'contact'],
  ['请问厂里怎么联系', 'contact'],
  ['这个是不是该住建管？', 'other'],
  ['这件能延期吗', 'other'],
  ['师傅正在修呢', null],
  ['怎么调电压都不稳，已换变压器', null],
  ['明天几个师傅过去，电话已留给企业', null],
  ['不同意怎么写？', { how: 'deny' }],
  ['请企业补充怎么发？', { how: 'ask' }],
  ['请问，延期怎么申请', { how: 'extend' }],
  ['已更换变压器，恢复供电。还有别的问题吗？', null],
  ['问下了，明天到货', null],
  ['问一下供应商后定了，周五装', null],
  ['想问题不大，明天修好', null],
  ['请问题较大的两家先停用', null],
  ['咨询下来可以办，周五办好', null],
  ['变压器型号已核对，请问贵公司电话多少？', null],
])('%s', (text, asking) => {
  expect(askingIn(text)).toEqual(asking);
});

describe('a question of a liaison', () => {
  test.each([
    ['请问延期怎么申请', '延期 23 3个工作日 原因'],
    ['企业电话多少？', '企业联系人：'],
    ['这个是不是该住建管？', '没有转给企业'],
  ])('unprompted: %s', async (words, said) => {
    await bench.has(TUESDAY, signed);
    const answer = await bench.says(A, words);
    expect(answer.map(({ text }) => text).join('\n')).toContain(said);
    expect(labels(answer), 'it is not offered as feedback').toEqual([]);
    expect(bench.told(OWNER)).toEqual([]);
  });

  test.each([['反馈 1'], ['办结 1']])(
    'after %s: answered, and what was asked for is still waited for',
    async (asked) => {
      await bench.has(TUESDAY, signed);
      await bench.says(A, asked);
      expect(await bench.answers(A, '企业电话多少？')).toContain('企业联系人：');
      expect(bench.told(OWNER)).toEqual([]);
      await bench.says(A, '明天上午师傅到厂里换变压器，换好即可送电');
      expect(bench.told(OWNER).join('\n')).toContain('明天上午师傅到厂里');
    },
  );

  test.each([
    ['办结 1', '已更换变压器，恢复供电。还有别的问题吗？', 'resolved'],
    ['反馈 1', '问下了，明天到货', 'working'],
  ])('after %s, what tells goes out though it asks as well: %s', async (asked, words, state) => {
    await bench.has(TUESDAY, signed);
    await bench.says(A, asked);
    await bench.says(A, words);
    expect(bench.told(OWNER).join('\n')).toContain(words);
    expect((await bench.ticket()).state).toBe(state);
  });

  test('in answer to the task: of us it is answered, and no enterprise hears it', async () => {
    await bench.has(TUESDAY);
    const sent = await bench.replies(A, '企业电话多少？', '诉求件 1');
    expect(sent.map(({ text }) => text).join('\n')).toContain('企业联系人：');
    expect(bench.told(OWNER)).toEqual([]);
  });

  test('what tells is offered as feedback as before', async () => {
    await bench.has(TUESDAY, signed);
    expect(await bench.answers(A, '师傅正在修呢，下午能好')).toContain('这是哪一件的反馈？');
  });
});

test.each(['转给城管', '城管吧'])('%s asks which ticket goes there, and the reason', async (words) => {
  await bench.has(TUESDAY, signed);
  expect(await bench.answers(A, words)).toContain('要转办给城市管理局吗？');
  await bench.presses(A, '1 门口道路塌陷，货车进不来');
  expect((await bench.ticket()).department, 'not without a reason').toBe('housing');
  await bench.says(A, '转办 1 城管 路灯和护栏属市政');
  expect((await bench.ticket()).department).toBe('urban');
});

test('a number alone costs one sentence, not the whole help', async () => {
  await bench.has(TUESDAY, signed);
  for (const person of [A, 'tax-a', 'dispatcher-1'])
    expect(await bench.answers(person, '2')).toBe(
      '“2”没有对应的选项，没有变动。要看诉求件 2，发“进度 2”；看写法，发“帮助”。',
    );
});
