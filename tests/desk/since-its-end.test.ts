/** A danger said on a ticket that is over is a ticket of its own at once: nobody is told to say it again. */
import { expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const NOW = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const FIRE = '锅炉房着火了，有人困在里面，快来人';

let bench: Bench;
useBench(NOW, (opened) => {
  bench = opened;
});

const withdrawn = (story: Story): Story => next(story, 'reporter', COMMANDS.withdraw, NOW);
const closed = (story: Story): Story =>
  ['sign', 'resolve', 'confirm'].reduce(
    (one, verb) => next(one, verb === 'confirm' ? 'reporter' : 'liaison', COMMANDS[verb as 'sign'], NOW),
    story,
  );

test.each([
  ['withdrawn', withdrawn],
  ['closed', closed],
])('in answer to the card of one that is %s', async (_, end) => {
  await bench.has(NOW, end);
  await bench.says(OWNER, '进度 1');
  await bench.replies(OWNER, FIRE);
  expect((await bench.ticket(2)).urgent).toBe(true);
  expect(bench.told(OWNER).join('\n')).not.toContain('请直接再说一遍');
});

test('what else is said on one that was withdrawn is kept, and is registered with one tap', async () => {
  await bench.has(NOW, withdrawn);
  await bench.says(OWNER, '进度 1');
  await bench.replies(OWNER, '后门的路灯又坏了三盏，晚上看不见路');
  await bench.presses(OWNER, '另一件，登记');
  expect((await bench.ticket(2)).text).toBe('后门的路灯又坏了三盏，晚上看不见路');
});

test('供电公司找谁 right after 不满意 is a question, and no reason for the rating', async () => {
  const owner = 'xinghuo-1';
  await bench.says(owner, '厂区这两天老是跳闸，请供电公司来看看。');
  await bench.says('power-a', '签收 1');
  await bench.says('power-a', '办结 1 线路已经检修，企业看过了。');
  await bench.presses(owner, '不满意');
  const before = (await bench.ticket(1)).version;
  expect(await bench.answers(owner, '供电公司找谁')).toContain('供电公司');
  expect((await bench.ticket(1)).version).toBe(before);
});
