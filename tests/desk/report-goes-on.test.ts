/** What is said in private after a report is no addition to an ordinary ticket, whose people would read it. */
import { beforeEach, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const START = at('2026-11-02', '09:00');
const OWNER = 'xinghuo-2';
const county = loadCounty({
  rosterFile: 'data/roster.yaml',
  flowsDir: 'flows',
  weightsFile: 'data/understanding.weights',
});

let bench: Bench;
useBench(START, (one) => (bench = one), { change: () => county });
beforeEach(async () => {
  await bench.says(OWNER, '厂里停电了');
  await bench.goesTo(START + HOUR);
  await bench.says(OWNER, '有人来检查没报备');
  await bench.goesTo(START + HOUR + MINUTE);
});

const told = () => [...bench.told('power-a'), ...bench.told('urban-a')].join('\n');

test.each(['是生态环境局的两个人，没亮证', '车牌尾号37', '生态局的人叫什么不知道，车牌尾号37'])(
  '%s is put to it at once',
  async (words) => {
    await bench.says(OWNER, words);
    expect(bench.newest(OWNER)).toMatch(/已补充到诉求件 \d{6}/u);
    expect(bench.told('discipline-1').join('\n')).toContain(words);
    expect(told()).not.toContain(words);
  },
);

test('a matter of its own is registered as ever', async () => {
  await bench.says(OWNER, '还有，东门路灯也不亮');
  expect((await bench.ticket(2)).text).toContain('路灯');
});

test('an hour later it is asked which is meant, and nobody reads it before', async () => {
  await bench.goesTo(START + 2 * HOUR);
  const words = '生态局的人叫什么不知道，车牌尾号37';
  await bench.says(OWNER, words);
  expect(bench.newest(OWNER)).toContain('您说的是哪一件？');
  expect(told()).not.toContain(words);
  const [report] = await bench.store.tickets({ confidential: true });
  await bench.presses(OWNER, `${report?.number} 有人来检查没报备`);
  expect(bench.told('discipline-1').join('\n')).toContain(words);
  expect(told()).not.toContain(words);
});

test('what speaks of the open ticket goes there without a question', async () => {
  await bench.goesTo(START + 2 * HOUR);
  await bench.says(OWNER, '停电的是二号车间那条线');
  expect(bench.newest(OWNER)).toContain('已补充到诉求件 1');
});

test.each(['算了', '撤了吧'])('%s is put to nothing, and of several it is asked which', async (words) => {
  await bench.says(OWNER, words);
  expect(bench.newest(OWNER)).toMatch(/哪一件|要撤回/u);
  expect(told()).not.toContain(words);
  expect(bench.told('discipline-1').join('\n')).not.toContain(words);
});
