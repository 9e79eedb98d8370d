/** +1 and 我们这边也没修好 on another enterprise's card: asked in private, registered as their own with the same department. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';
import { repliesInGroup, sentWhile } from './group-talk.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const OTHER = 'tiebi-1';
const ROAD = '厂门口的道路塌陷，货车进不来，请住建局来修';

let bench: Bench;
let liaison: string;
useBench(START, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, ROAD, 'group');
  liaison = (await bench.ticket()).liaison ?? '';
});

const heard = (what: () => Promise<unknown>) => sentWhile(bench, [GROUP, OWNER, OTHER, liaison], what);
const answers = (text: string) => repliesInGroup(bench, OTHER, text, '【诉求件 1】');

describe('on the card of another enterprise', () => {
  test.each(['我们这边也没修好', '我家也停了', '+1', '＋１', '我们也是', '我厂也一样', '同求', '我們也是！'])(
    '%s is asked of its writer alone, and registered on one tap',
    async (text) => {
      expect(await heard(() => answers(text))).toEqual([
        `${OTHER}: 您是说，“${ROAD}”这件事在贵公司也有吗？点“登记”，就按同样的事请部门办理；没有的，不必理会。`,
      ]);
      expect(await bench.store.ticket(2)).toBeUndefined();
      await bench.presses(OTHER, '登记');
      const [first, second] = [await bench.ticket(1), await bench.ticket(2)];
      expect(second).toMatchObject({
        text: `${text}（与1号同一情况：${ROAD}）`,
        enterprise: 'tiebi',
        member: OTHER,
        department: first.department,
        kind: first.kind,
        confidential: false,
      });
      expect(second.alike ?? []).toEqual([1]);
    },
  );

  test('also when that one is over', async () => {
    await bench.says(liaison, '办结 1 已回填');
    await bench.says(OWNER, '满意 1');
    expect((await heard(() => answers('我们这边也没修好'))).join()).toContain('在贵公司也有吗');
    await bench.presses(OTHER, '登记');
    expect((await bench.ticket(2)).department).toBe((await bench.ticket(1)).department);
    expect((await bench.ticket(1)).state).toBe('closed');
  });

  test('不用了 registers nothing, and nothing is registered twice', async () => {
    await answers('+1');
    await bench.presses(OTHER, '不用了');
    await bench.presses(OTHER, '登记');
    expect(await bench.store.ticket(2)).toBeUndefined();
    await answers('+1');
    await bench.presses(OTHER, '登记');
    await bench.presses(OTHER, '登记');
    expect(await bench.store.ticket(3)).toBeUndefined();
  });

  test('what says by itself whose business it is, is registered at once', async () => {
    await answers('我们厂也停电了，请供电公司来');
    expect((await bench.ticket(2)).department).toBe('power');
  });

  test.each(['谢谢，也感谢住建局', '你们也停了吗', '明天开会', '👍'])('%s is none of that', async (text) => {
    expect((await heard(() => answers(text))).join()).not.toContain('在贵公司也有吗');
  });

  test('of the same enterprise it is added to the ticket, as before', async () => {
    await repliesInGroup(bench, 'shangchao-2', '东门也塌了', '【诉求件 1】');
    expect(await bench.store.ticket(2)).toBeUndefined();
    expect((await bench.ticket()).entries.at(-1)?.what).toBe('supplemented');
  });
});
