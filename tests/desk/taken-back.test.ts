/** What people take back, what they quote by an id that nobody knows, and what a file is called. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { recordText } from '../../src/channels/wechat/record.ts';
import { readXml } from '../../src/channels/wechat/xml.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const STRANGER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const POWER = '厂里变压器老跳闸，请供电公司来看看';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

let folder: ReturnType<typeof scratch>;
let bench: Bench;
const opened = async (options: Parameters<typeof openBench>[2] = {}): Promise<void> => {
  folder = scratch();
  bench = await openBench(folder.dir, START, options);
};
afterEach(async () => {
  await bench.end();
  folder.remove();
});

const inGroup = { id: GROUP, kind: 'group', title: '' } as const;
const raises = () => bench.hears(OWNER, { message: 'm-1', chat: inGroup, addressed: false, text: POWER });
const takesBack = (person: string, message: string) =>
  bench.hears(person, {
    what: 'recalled',
    message: `r-${message}`,
    chat: inGroup,
    addressed: false,
    replyTo: { message, fromBot: false },
  });

describe('a message taken back', () => {
  beforeEach(() => opened());

  test('that raised a ticket: its owner is asked in private whether the ticket goes, too', async () => {
    await raises();
    const group = bench.told(GROUP).length;
    await takesBack(OWNER, 'm-1');
    expect(bench.newest(OWNER)).toMatch(/撤回.*诉求件 1.*也要撤回吗/);
    expect(bench.told(GROUP), 'nobody else is told').toHaveLength(group);
    expect((await bench.ticket()).state, 'nothing has changed yet').toBe('assigned');
    await bench.presses(OWNER, '撤回');
    expect((await bench.ticket()).state).toBe('withdrawn');
  });

  test.each([
    ['by somebody else', STRANGER, 'm-1'],
    ['that raised nothing', OWNER, 'm-2'],
  ])('%s asks nothing', async (_how, person, message) => {
    await raises();
    const before = bench.told(person).length;
    await takesBack(person, message);
    expect(bench.told(person)).toHaveLength(before);
  });

  test('that was a report: its writer is asked alone, and nothing else says that there is one', async () => {
    await bench.hears(OWNER, {
      message: 'm-1',
      chat: inGroup,
      addressed: false,
      text: '我要举报住建局的科长收了包工头的红包',
    });
    const [report] = await bench.store.tickets({ confidential: true });
    const others = [GROUP, STRANGER, HUB, report?.liaison ?? ''];
    const before = others.map((place) => bench.told(place).length);
    const commit = vi.spyOn(bench.store, 'commit');
    await takesBack(OWNER, 'm-1');
    expect(bench.newest(OWNER)).toMatch(/撤回.*也要撤回吗/);
    const [build] = commit.mock.calls.at(-1) ?? [];
    commit.mockRestore();
    expect(build?.(() => 0).outbox).toMatchObject([{ secret: true, to: { person: OWNER } }]);
    expect(others.map((place) => bench.told(place).length)).toEqual(before);
  });

  test('of a ticket that is over asks nothing', async () => {
    await raises();
    await takesBack(OWNER, 'm-1');
    await bench.presses(OWNER, '撤回');
    const before = bench.told(OWNER).length;
    await takesBack(OWNER, 'm-1');
    expect(bench.told(OWNER)).toHaveLength(before);
  });
});

describe('a quotation with an id', () => {
  beforeEach(() => opened());

  test.each([
    ['of a message of ours', { fromBot: true, text: '【诉求件 1】待签收' }],
    ['of what a ticket began with', { fromBot: false, text: POWER.slice(0, 12) }],
  ])('that nobody knows is found by its words: %s', async (_whose, quoted) => {
    await raises();
    await bench.hears(OWNER, {
      message: 'm-9',
      chat: inGroup,
      text: '催一下',
      replyTo: { message: 'an-id-of-wechat', ...quoted },
    });
    expect((await bench.ticket()).entries.map(({ what }) => what)).toContain('urged');
  });
});

test('a chat that the dispatcher passes on in WeChat is entered like one that is pasted', async () => {
  await opened();
  const name = bench.county.roster.person(OWNER)?.name ?? '';
  const items = [
    [name, '2026-11-24 08:40', POWER],
    [name, '2026-11-24 08:55', '谢谢'],
  ].map(
    ([who, when, words]) =>
      `<dataitem datatype="1"><datadesc>${words}</datadesc><sourcename>${who}</sourcename><sourcetime>${when}</sourcetime></dataitem>`,
  );
  const info = `<recordinfo><datalist count="2">${items.join('')}</datalist></recordinfo>`;
  const xml = `<msg><appmsg><type>19</type><recorditem><![CDATA[${info}]]></recorditem></appmsg></msg>`;
  await bench.says(HUB, recordText(readXml(xml)) ?? '');
  expect(await bench.ticket()).toMatchObject({
    enteredBy: HUB,
    member: OWNER,
    text: expect.stringContaining(POWER),
    origin: { saidAt: at('2026-11-24', '08:40') },
  });
});

describe('a file', () => {
  test.each([
    ['whose name comes with its bytes', '文件-abc123', '批复.pdf', '批复.pdf'],
    ['without an ending', '附件', null, '附件.pdf'],
    ['with a name', '情况说明.pdf', null, '情况说明.pdf'],
  ])('%s is passed on under the right one', async (_how, name, told, expected) => {
    await opened({
      fetch: async (_ref, onName) => {
        if (told !== null) onName?.(told);
        return PDF;
      },
    });
    await bench.hears(OWNER, {
      message: 'm-1',
      chat: inGroup,
      text: POWER,
      files: [{ ref: 'f', kind: 'document', name, size: null }],
    });
    await bench.goesTo(START + 5 * MINUTE);
    await bench.program.pulse.idle();
    const [file] = (await bench.ticket()).files;
    expect(file).toMatchObject({ state: 'stored', name: expected });
  });
});
