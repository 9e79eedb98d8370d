/** An edited message tells what it says anew, once; one that changes nothing a reader would notice tells nothing. */
import { beforeEach, describe, expect, test } from 'vitest';
import { essence } from '../../src/dialogue/plain.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';
import { editsInGroup, saysInGroup, sentWhile } from './group-talk.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const ROAD = '厂门口的道路塌陷2米，货车进不来，请住建局来修';

let bench: Bench;
let liaison: string;
useBench(START, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await saysInGroup(bench, OWNER, 'm1', ROAD);
  liaison = (await bench.ticket()).liaison ?? '';
});

const heard = (what: () => Promise<unknown>) => sentWhile(bench, [GROUP, OWNER, liaison], what);
const added = async () => (await bench.ticket()).entries.filter(({ what }) => what === 'supplemented').length;

describe('an edit that nobody would notice', () => {
  test.each([
    ['an emoji', `${ROAD}🙏`],
    ['a space', `厂门口的道路 塌陷2米，货车进不来，请住建局来修`],
    ['punctuation', `“厂门口”的道路塌陷2米；货车进不来，请住建局来修！！`],
    ['full-width forms', ROAD.replace('2', '２').replace('，', ',')],
    ['nothing at all', ROAD],
  ])('%s: nothing is told, and nothing is put on record', async (_what, text) => {
    expect(await heard(() => editsInGroup(bench, OWNER, 'm1', text))).toEqual([]);
    expect(await added()).toBe(0);
  });

  test('of words that were added, or corrected, before', async () => {
    await bench.hears(OWNER, { message: 'p1', text: '补充 1 东门也塌了' });
    const edit = (text: string) => bench.hears(OWNER, { what: 'edit', message: 'p1', text });
    expect(await heard(() => edit('补充 1 东门也塌了！'))).toEqual([]);
    await editsInGroup(bench, OWNER, 'm1', ROAD.replace('2', '3'));
    expect(await heard(() => editsInGroup(bench, OWNER, 'm1', `${ROAD.replace('2', '3')}。`))).toEqual([]);
    expect(await added()).toBe(2);
  });

  test('of a liaison’s feedback', async () => {
    await bench.hears(liaison, { message: 'p2', text: '反馈 1 已联系企业，明天进场' });
    const edit = { what: 'edit', message: 'p2', text: '反馈 1 已联系企业，明天进场👌' } as const;
    expect(await heard(() => bench.hears(liaison, edit))).toEqual([]);
  });
});

describe('an edit that changes a word', () => {
  test.each([
    ['a figure', ROAD.replace('2', '3')],
    ['a sign within a figure', ROAD.replace('2', '2.5')],
    ['a word', `${ROAD}，东门也塌了`],
  ])('%s is told once as a correction', async (_what, text) => {
    const told = await heard(() => editsInGroup(bench, OWNER, 'm1', text));
    expect(told.filter((one) => one.startsWith(liaison))).toEqual([expect.stringContaining(`更正：${text}`)]);
    expect(await heard(() => editsInGroup(bench, OWNER, 'm1', text)), 'not twice').toEqual([]);
    expect(await added()).toBe(1);
  });

  test('and so is the way back', async () => {
    await editsInGroup(bench, OWNER, 'm1', ROAD.replace('2', '3'));
    expect((await heard(() => editsInGroup(bench, OWNER, 'm1', ROAD))).join()).toContain(`更正：${ROAD}`);
  });
});

describe('what becomes of an edit', () => {
  test('after the ticket was signed it is told to whoever has it', async () => {
    await bench.says(liaison, '签收 1');
    const told = await heard(() => editsInGroup(bench, OWNER, 'm1', `${ROAD}，东门也塌了`));
    expect(told.join('\n')).toMatch(new RegExp(`${liaison}: 诉求件 1 .+更正`, 'u'));
    expect((await bench.ticket()).state).toBe('working');
  });

  test('after the end the writer alone is told that it comes too late', async () => {
    await bench.says(liaison, '办结 1 已回填');
    await bench.says(OWNER, '满意 1');
    const told = await heard(() => editsInGroup(bench, OWNER, 'm1', `${ROAD}，东门也塌了`));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^shangchao-1: /);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });

  test('to nothing: the ticket stands, and its owner is asked in private whether to withdraw it', async () => {
    expect(await heard(() => editsInGroup(bench, OWNER, 'm1', ''))).toEqual([
      `${OWNER}: 要撤回诉求件 1（厂门口的道路塌陷2米，货车进不来，请住…）吗？不撤回的，不必理会，照常办理。`,
    ]);
    expect((await bench.ticket()).state).toBe('assigned');
    await bench.presses(OWNER, '撤回');
    expect((await bench.ticket()).state).toBe('withdrawn');
    expect(await heard(() => editsInGroup(bench, OWNER, 'm1', '')), 'over').toEqual([]);
  });

  test('to nothing, of what opened no ticket', async () => {
    await saysInGroup(bench, OWNER, 'm2', '大家好');
    expect(await heard(() => editsInGroup(bench, OWNER, 'm2', ''))).toEqual([]);
    await bench.hears(OWNER, { message: 'p3', text: '在吗' });
    expect(await heard(() => bench.hears(OWNER, { what: 'edit', message: 'p3', text: '' }))).toEqual([]);
  });

  test.each([
    ['签收 1', '签收 1。', 'signed'],
    ['办结 1 已回填', '办结 1 已回填！', 'resolved'],
  ])('of the command %s to %s: it is carried out once, and not refused', async (first, second, what) => {
    await bench.hears(liaison, { message: 'p4', text: first });
    expect(await heard(() => bench.hears(liaison, { what: 'edit', message: 'p4', text: second }))).toEqual(
      [],
    );
    expect((await bench.ticket()).entries.filter((entry) => entry.what === what)).toHaveLength(1);
  });

  test.each(['催办 1', '撤回 1'])('of an owner’s %s', async (command) => {
    await bench.hears(OWNER, { message: 'p5', text: command });
    const again = { what: 'edit', message: 'p5', text: `${command}！` } as const;
    expect(await heard(() => bench.hears(OWNER, again))).toEqual([]);
  });

  test('of a slip into a command: it is carried out', async () => {
    await bench.hears(liaison, { message: 'p6', text: '签受 1' });
    await bench.hears(liaison, { what: 'edit', message: 'p6', text: '签收 1' });
    expect((await bench.ticket()).state).toBe('working');
  });

  test('within an album: the words belong to its ticket once, the pictures stay', async () => {
    const photo = (ref: string) => [{ ref, kind: 'photo' as const, name: `${ref}.jpg`, size: 1000 }];
    const picture = { chat: { id: GROUP, kind: 'group', title: '' }, addressed: false, album: 'a1' } as const;
    await bench.hears('tiebi-1', {
      ...picture,
      message: 'a',
      text: '门口路灯坏了一排，请城管局来修',
      files: photo('a'),
    });
    await bench.hears('tiebi-1', { ...picture, message: 'b', files: photo('b') });
    // What becomes of the pictures themselves is told first.
    await bench.program.pulse.beat();
    await bench.program.pulse.idle();
    await bench.program.delivery.run();
    const edit = (message: string, text: string) => () =>
      bench.hears('tiebi-1', { ...picture, what: 'edit', message, text, files: photo(message) });
    const chats = [GROUP, 'tiebi-1', (await bench.ticket(2)).liaison ?? ''];
    expect(await sentWhile(bench, chats, edit('a', '门口路灯坏了一排，请城管局来修🙏'))).toEqual([]);
    expect((await sentWhile(bench, chats, edit('b', '这是东门'))).join()).toContain('这是东门');
    expect(await sentWhile(bench, chats, edit('b', '这是东门。'))).toEqual([]);
    const { files } = await bench.ticket(2);
    expect(files.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(await bench.store.ticket(3)).toBeUndefined();
  });
});

describe('what a reader notices', () => {
  test.each([
    ['12.5万', '125万'],
    ['12-15', '1215'],
    ['-5度', '5度'],
    ['50%', '50'],
    ['1 2', '12'],
    ['停电', '停水'],
  ])('%s is not %s', (one, other) => expect(essence(one)).not.toBe(essence(other)));

  test.each([
    ['停电 了', '停电了！'],
    ['ＡＢＣ１２', 'abc12'],
    ['修好了👍🏽', '修好了'],
    ['“停电”', '停电'],
    ['3台，都坏了', '3台 都坏了'],
  ])('%s reads as %s', (one, other) => expect(essence(one)).toBe(essence(other)));
});
