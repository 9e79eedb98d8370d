/** A photo or a paper without a word: asked about in private, kept until it is known what it belongs to, lost nowhere. */
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'tiebi-1';
const COLLEAGUE = 'tiebi-2';
const ROAD = '厂门口的道路塌陷，货车进不来，请住建局来修';
const POWER = '厂区这两天老是跳闸，请供电公司来看看';
const PHOTO = { ref: 'photo-1', kind: 'photo', name: '现场.jpg', size: 1000 } as const;
const PAPER = { ref: 'paper-1', kind: 'document', name: '情况说明.pdf', size: 1000 } as const;

let bench: Bench;
useBench(START, (one) => {
  bench = one;
});

let sent = 0;
/** What somebody is told, and the group, while they send these without a word. */
async function sends(
  who: string,
  files: Incoming['files'],
  chat: 'private' | 'group' = 'private',
): Promise<{ readonly told: readonly string[]; readonly group: readonly string[] }> {
  const before = [bench.told(who).length, bench.told(GROUP).length];
  const place = { id: chat === 'group' ? GROUP : who, kind: chat, title: '' };
  await bench.hears(who, { message: `alone-${++sent}`, chat: place, files, addressed: chat === 'private' });
  return { told: bench.told(who).slice(before[0]), group: bench.told(GROUP).slice(before[1]) };
}

const filesOf = async (number: number) => (await bench.ticket(number)).files.map(({ name }) => name);
/** The owner presses the button of a ticket. */
async function chooses(number: number): Promise<void> {
  const all = bench.sentTo(OWNER, CHANNEL).flatMap(({ buttons }) => buttons.flat());
  const label = all.findLast((one) => one.label.startsWith(`诉求件 ${number} `))?.label ?? '';
  await bench.presses(OWNER, label);
}
const later = () => bench.goesTo(bench.clock.now() + HOUR);
const UNTIL = '先替您留到 11月25日（周三）09:00';

describe('with nothing open', () => {
  test.each([
    ['照片', [PHOTO]],
    ['文件', [PAPER]],
    ['照片和文件', [PHOTO, PAPER]],
  ] as const)('%s: the trouble is asked for, and registered with it', async (what, files) => {
    const { told } = await sends(OWNER, files);
    expect(told).toEqual([
      `收到您发的${what}。请用文字说一下遇到什么困难，${what}会一起登记。${UNTIL}；发“取消”可放弃。`,
    ]);
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual(files.map(({ name }) => name));
  });

  test('said in the group it is asked about in private, and the group reads nothing', async () => {
    const { told, group } = await sends(OWNER, [PHOTO], 'group');
    expect(group).toEqual([]);
    expect(told).toEqual([expect.stringContaining('收到您发的照片')]);
    await bench.says(OWNER, ROAD, 'group');
    expect(await filesOf(1)).toEqual(['现场.jpg']);
  });

  test('words in private describe what came in the group', async () => {
    await sends(OWNER, [PHOTO], 'group');
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual(['现场.jpg']);
  });

  test('several in a row are one question, and all are kept', async () => {
    await sends(OWNER, [PHOTO]);
    expect((await sends(OWNER, [PAPER])).told).toEqual([]);
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual(['现场.jpg', '情况说明.pdf']);
  });

  test('talk asks again and takes nothing', async () => {
    await sends(OWNER, [PHOTO]);
    expect(await bench.answers(OWNER, '在吗')).toContain('收到您发的照片');
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual(['现场.jpg']);
  });

  test('what has gone to a ticket goes to no other', async () => {
    await sends(OWNER, [PHOTO]);
    await bench.says(OWNER, ROAD);
    await later();
    await bench.says(OWNER, POWER);
    expect(await filesOf(2)).toEqual([]);
  });

  test('取消 gives it up', async () => {
    await sends(OWNER, [PHOTO]);
    expect(await bench.answers(OWNER, '取消')).toBe('好的，已取消。');
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual([]);
  });

  test('after a day it is kept no longer, and another one is asked about', async () => {
    await sends(OWNER, [PHOTO]);
    await bench.goesTo(START + DAY + HOUR);
    expect((await sends(OWNER, [PAPER])).told).toEqual([expect.stringContaining('收到您发的文件')]);
    await bench.says(OWNER, ROAD);
    expect(await filesOf(1)).toEqual(['情况说明.pdf']);
  });
});

describe('with tickets open', () => {
  const open = async () => {
    await bench.says(OWNER, ROAD, 'group');
    await bench.says(OWNER, POWER, 'group');
    await later();
  };

  test('it is asked of which, and one tap adds it there', async () => {
    await open();
    const { told, group } = await sends(OWNER, [PHOTO], 'group');
    expect(told).toEqual([expect.stringMatching(/^收到您发的照片，是哪一件的？/)]);
    expect(group).toEqual([]);
    await chooses(1);
    expect(await filesOf(1)).toEqual(['现场.jpg']);
    expect(await filesOf(2)).toEqual([]);
  });

  test('a second tap adds nothing: it asks for words', async () => {
    await open();
    await sends(OWNER, [PHOTO]);
    await chooses(1);
    await chooses(2);
    expect(await filesOf(2)).toEqual([]);
    expect(bench.told(OWNER)).toContain('请发送要补充到诉求件 2 的内容。');
  });

  test('its number says so too, and so does 补充', async () => {
    await open();
    await sends(OWNER, [PHOTO]);
    await bench.says(OWNER, '1');
    expect(await filesOf(1)).toEqual(['现场.jpg']);
    await later();
    await sends(OWNER, [PAPER]);
    await bench.says(OWNER, '补充 2');
    expect(await filesOf(2)).toEqual(['情况说明.pdf']);
    expect(await bench.store.ticket(3)).toBeUndefined();
  });

  test('是新的困难 asks for the words, and registers them with it', async () => {
    await open();
    await sends(OWNER, [PHOTO]);
    await bench.presses(OWNER, '是新的困难');
    expect(bench.newest(OWNER)).toBe('好的，请用文字说一下遇到什么困难，照片会一起登记。');
    await bench.says(OWNER, '宿舍楼没有自来水，请供水公司来看');
    expect(await filesOf(3)).toEqual(['现场.jpg']);
  });

  test('a report is not among those to choose from', async () => {
    await bench.says(OWNER, '我要举报，市监局王科长收了红包');
    await later();
    const { told } = await sends(OWNER, [PHOTO]);
    expect(told).toEqual([expect.stringMatching(/^收到您发的照片。请用文字/)]);
  });

  test('right behind the words it belongs to them, and nobody is asked', async () => {
    await bench.says(OWNER, ROAD, 'group');
    expect((await sends(OWNER, [PHOTO], 'group')).told.join()).not.toContain('收到您发的');
    expect(await filesOf(1)).toEqual(['现场.jpg']);
  });

  test('what one person sent does not go with the words of another', async () => {
    await sends(OWNER, [PHOTO]);
    await bench.says(COLLEAGUE, ROAD);
    expect(await filesOf(1)).toEqual([]);
  });
});

test('asked for papers on two tickets, it is not guessed for which', async () => {
  for (const words of [ROAD, POWER]) await bench.says(OWNER, words);
  for (const number of [1, 2]) {
    const { liaison } = await bench.ticket(number);
    await bench.says(liaison ?? '', `签收 ${number}`);
    await bench.says(liaison ?? '', `请企业补充 ${number} 请发现场照片`);
  }
  await later();
  await sends(OWNER, [PHOTO]);
  await chooses(1);
  expect(await filesOf(1)).toEqual(['现场.jpg']);
  expect((await bench.ticket(1)).state).toBe('working');
  expect((await bench.ticket(2)).state).toBe('waiting');
});

describe('without buttons', () => {
  useBench(
    START,
    (one) => {
      bench = one;
    },
    { can: { buttons: false } },
  );

  test('the number in the list is the choice, and never a ticket’s', async () => {
    await bench.says(OWNER, ROAD);
    await bench.says(OWNER, POWER);
    await later();
    const { told } = await sends(OWNER, [PHOTO]);
    const choice = /(\d+)\s诉求件 1 /u.exec(told.join())?.[1] ?? '';
    expect(Number(choice), 'no number of a ticket').toBeGreaterThan(2);
    await bench.says(OWNER, choice);
    expect(await filesOf(1)).toEqual(['现场.jpg']);
    expect(await filesOf(2)).toEqual([]);
  });
});
