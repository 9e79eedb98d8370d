/** Our own card pasted back is no news, by its mark; what a person wrote is never swallowed, however it begins. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ownWordsIn } from '../../src/channels/own-mark.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';
import { sentWhile } from './group-talk.ts';

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

/** All that was said of the ticket in several lines, or stands in its place. */
const ours = () =>
  [GROUP, OWNER, liaison, 'dispatcher-1']
    .flatMap((chat) => bench.sentTo(chat, CHANNEL).map(bench.copyOf))
    .filter((text) => ownWordsIn(text) !== null);

async function lives(): Promise<void> {
  await bench.says(liaison, '签收 1');
  await bench.says(liaison, '反馈 1 已联系企业，明天进场');
  await bench.says(OWNER, '进度 1');
  await bench.says(liaison, '办结 1 已回填夯实');
  await bench.says(OWNER, '满意 1');
}

describe('our own words', () => {
  test('pasted into the group by anybody, nothing comes of them', async () => {
    await lives();
    const copies = ours();
    expect(copies.length).toBeGreaterThan(5);
    for (const person of [OTHER, OWNER, liaison, 'a stranger']) {
      for (const copy of copies) {
        expect(
          await sentWhile(bench, [GROUP, OTHER, OWNER, liaison], () => bench.says(person, copy, 'group')),
          copy,
        ).toEqual([]);
      }
    }
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('in private they ask for what they name', async () => {
    const [card = ''] = ours();
    expect(await bench.answers(OWNER, card)).toContain('【诉求件 1】');
    expect(await bench.store.ticket(2)).toBeUndefined();
  });
});

describe('words of a person that look like ours', () => {
  test.each([
    '【诉求件】我们厂又停电了，请供电公司来',
    '【诉求件 9】厂里又停电了，请供电公司来看看',
    '【诉求件 1】停电了，请供电公司来看看',
    '【诉求件 1】门口：停电了，请供电公司来看看',
  ])('%s of another enterprise is a difficulty', async (text) => {
    await bench.says(OTHER, text, 'group');
    expect(await bench.ticket(2)).toMatchObject({ text, enterprise: 'tiebi', department: 'power' });
  });

  test('of the owner it is said of that ticket', async () => {
    await bench.says(OWNER, '【诉求件 1】还是没人来，东门也不平', 'group');
    expect((await bench.ticket()).entries.at(-1)).toMatchObject({ what: 'supplemented' });
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('and another matter of the owner is another', async () => {
    await bench.says(OWNER, '【诉求件 1】停电了，请供电公司来看看', 'group');
    expect((await bench.ticket(2)).department).toBe('power');
  });

  test('what stands below a copied card is on that ticket, and the copy is not told again', async () => {
    const [card = ''] = ours();
    await bench.says(OWNER, `${card}\n东门也不平，请一起修`, 'group');
    expect((await bench.ticket()).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: '东门也不平，请一起修',
    });
  });

  test('so does what stands above it', async () => {
    const [card = ''] = ours();
    await bench.says(OWNER, `东门也不平，请一起修\n${card}`, 'group');
    expect((await bench.ticket()).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: '东门也不平，请一起修',
    });
  });

  test('of a stranger they are answered like any other', async () => {
    const said = await sentWhile(bench, [GROUP], () =>
      bench.says('a stranger', '【诉求件 1】停电了，请供电公司来看看', 'group'),
    );
    expect(said).toHaveLength(1);
  });
});
