/** Thanks after the end are taken as thanks: nothing is said in public, no ticket comes of it, no question but the open one. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isGrateful } from '../../src/dialogue/thanks.ts';
import { at } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';
import { repliesInGroup, sentWhile } from './group-talk.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const ROAD = '厂门口的道路塌陷，货车进不来，请住建局来修';

const THANKS = [
  '谢谢，办得真快！',
  '辛苦了，已经好了',
  '已经好了，辛苦了',
  '办得真快，谢谢领导！',
  '太好了，谢谢住建局的师傅们',
  '路已经修好了，感谢各位领导',
  '效率高！点赞👍',
  '給力！謝謝',
  '真快，谢谢🙏',
  '👍',
  '🙏🙏',
  '谢谢',
];
const NO_THANKS = [
  '谢谢，但是又坏了',
  '谢谢，东门也一样',
  '辛苦了，什么时候来看西门',
  '感谢领导，请再派人看看排水',
  '谢谢，还没好',
  '修好了一半',
  '修好了就好了',
  '辛苦各位领导，用电紧张',
  '谢谢，路灯坏了三盏',
  '解决了吗',
];

describe('what thanks are', () => {
  test.each(THANKS)('%s', (text) => expect(isGrateful(text)).toBe(true));
  test.each(NO_THANKS)('%s is more than that', (text) => expect(isGrateful(text)).toBe(false));
});

describe('after the end', () => {
  let folder: ReturnType<typeof scratch>;
  let bench: Bench;
  let liaison: string;
  beforeEach(async () => {
    folder = scratch();
    bench = await openBench(folder.dir, START);
    await bench.says(OWNER, ROAD, 'group');
    liaison = (await bench.ticket()).liaison ?? '';
    await bench.says(liaison, '办结 1 已回填夯实');
  });
  afterEach(async () => {
    await bench.end();
    folder.remove();
  });

  const heard = (what: () => Promise<unknown>) => sentWhile(bench, [GROUP, OWNER, liaison], what);

  test.each(THANKS)('%s on the card while it waits for a rating: asked, of the owner alone', async (text) => {
    const said = await heard(() => repliesInGroup(bench, OWNER, text, '【诉求件 1】'));
    expect(said).toEqual([expect.stringContaining(`${OWNER}: 诉求件 1 解决得怎么样`)]);
    expect((await bench.ticket()).state).toBe('resolved');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test.each(THANKS)('%s on the card of what is over: nothing is said', async (text) => {
    await bench.says(OWNER, '满意 1');
    expect(await heard(() => repliesInGroup(bench, OWNER, text, '【诉求件 1】'))).toEqual([]);
    expect((await bench.ticket()).state).toBe('closed');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test.each(['谢谢，办得真快！', '辛苦了，已经好了'])(
    '%s to nobody in particular makes no ticket',
    async (text) => {
      expect(await heard(() => bench.says(OWNER, text, 'group'))).toEqual([]);
      await bench.says(OWNER, '满意 1');
      expect(await heard(() => bench.says(OWNER, text, 'group'))).toEqual([]);
      await bench.says(OWNER, text);
      expect(await bench.store.ticket(2)).toBeUndefined();
    },
  );

  test('谢谢，但是又坏了 is asked about, not taken for thanks', async () => {
    await bench.says(OWNER, '满意 1');
    const said = await heard(() => repliesInGroup(bench, OWNER, '谢谢，但是又坏了', '【诉求件 1】'));
    expect(said.join()).toContain('另一件');
  });
});
