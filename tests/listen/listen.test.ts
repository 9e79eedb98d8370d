import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { ChatFileError, type ChatLine, readChatFile } from '../../src/listen/chat-file.ts';
import { type Heard, listen } from '../../src/listen/listen.ts';
import { summaryInWords } from '../../src/listen/words.ts';
import { programOf } from '../support/programs.ts';

const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-listen-test-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

function line(id: string, text: string, more: Partial<ChatLine> = {}): ChatLine {
  const speaker = { role: 'enterprise', org: 'e07' } as const;
  return { id, day: 'd1', at: '09:12', chat: 'group', speaker, replyTo: null, text, ...more };
}

async function heardOf(lines: readonly ChatLine[], keepDays = false): Promise<ReadonlyMap<string, Heard>> {
  const all = await listen({ lines, county, keepDays });
  return new Map(all.map((heard) => [heard.id, heard]));
}

describe('what is read', () => {
  const isKnown = (name: string): boolean => name === '王明';

  test('JSON lines, with what is left out taken as said in the group by a firm', () => {
    const path = file(
      'chat.jsonl',
      '\uFEFF{"id":1,"text":"停电了"}\n\n{"id":"2","day":"d2","chat":"private","text":"好"}\n',
    );
    const { lines, faults } = readChatFile(path, isKnown);
    expect(faults).toEqual([]);
    expect(lines.map(({ id, day, chat }) => [id, day, chat])).toEqual([
      ['1', null, 'group'],
      ['2', 'd2', 'private'],
    ]);
  });

  test.each([
    ['WeChat on a computer', '王明 2026-11-23 09:12\n停电了\n李四 2026-11-23 09:13\n我们也是'],
    [
      'days above, names and times below',
      '————— 2026-11-23 —————\n王明 09:12\n停电了\n\n李四 09:13\n我们也是',
    ],
    ['an export in brackets', '[2026/11/23 9:12:33] 王明: 停电了\n[2026/11/23 9:13:01] 李四: 我们也是'],
    ['Telegram', '王明, [23.11.2026 9:12]\n停电了\n\n李四, [23.11.2026 9:13]\n我们也是'],
    ['time before the name', '2026-11-23 9:12:33 王明\n停电了\n2026-11-23 9:13:01 李四\n我们也是'],
  ])('text copied out of %s', (_name, text) => {
    const { lines } = readChatFile(file('copied.txt', text), isKnown);
    expect(lines.map(({ day, at, speaker, text: words }) => [day, at, speaker.org, words])).toEqual([
      ['2026-11-23', '09:12', '王明', '停电了'],
      ['2026-11-23', '09:13', '李四', '我们也是'],
    ]);
  });

  test('a time without a day is of the day on which the file was saved', () => {
    const path = file('today.txt', '王明 9:12\n停电了\n李四 昨天 9:13\n我们也是');
    const saved = new Date('2026-11-24T10:00:00+08:00');
    utimesSync(path, saved, saved);
    const { lines } = readChatFile(path, isKnown);
    expect(lines.map(({ day, at, text }) => [day, at, text])).toEqual([
      ['2026-11-24', '09:12', '停电了'],
      ['2026-11-23', '09:13', '我们也是'],
    ]);
  });

  test('names before a colon, none of which is known', () => {
    const { lines } = readChatFile(
      file('colon.txt', '老张：停电了\n小李:\n我们也是\n现在还没来'),
      () => false,
    );
    expect(lines.map(({ speaker, text }) => [speaker.org, text])).toEqual([
      ['老张', '停电了'],
      ['小李', '我们也是\n现在还没来'],
    ]);
  });

  test('a line that cannot be used is named, and the others go on', () => {
    const { lines, faults } = readChatFile(
      file(
        'bad.jsonl',
        '{"id":"1","text":"停电了"}\nno json\n{"id":"1","text":"又停了"}\n{"id":"3"}\n{"id":"4","text":"","speaker":{"role":"king"}}',
      ),
      isKnown,
    );
    expect(lines).toHaveLength(1);
    expect(faults.map((fault) => /^第 \d 行/.exec(fault)?.[0])).toEqual([
      '第 2 行',
      '第 3 行',
      '第 4 行',
      '第 5 行',
    ]);
  });

  test('one JSON array, and lines behind one that is none, are read all the same', () => {
    const one = { id: '1', text: '停电了' };
    for (const [name, content] of [
      ['array.json', JSON.stringify([one, null, { id: '2', text: '好', speaker: null }], null, 1)],
      ['behind.jsonl', `名单如下\n${JSON.stringify(one)}\nnull\n{"id":"2","text":"好","speaker":null}`],
    ] as const) {
      const { lines, faults } = readChatFile(file(name, content), isKnown);
      expect(
        lines.map(({ id }) => id),
        name,
      ).toEqual(['1', '2']);
      expect(faults.length, name).toBeGreaterThan(0);
      for (const fault of faults) expect(fault, name).not.toMatch(/[a-z]{4}(?! ?“)[a-z ]{6}/i);
    }
  });

  test('a chat into which a piece of JSON was pasted is a chat, and lines set in are lines', () => {
    const chat = '王明 2026-11-23 09:12\n系统报错\n{"code":500}\n李四 2026-11-23 09:13\n我们也是';
    expect(readChatFile(file('pasted.txt', chat), isKnown).lines.map(({ text }) => text)).toEqual([
      '系统报错\n{"code":500}',
      '我们也是',
    ]);
    const indented = '  {"id":"1","text":"停电了"}\n  {"id":"2","text":"好"}';
    expect(readChatFile(file('indented.jsonl', indented), isKnown).lines).toHaveLength(2);
  });

  test('a time that is none is named, and the line is heard', () => {
    const { lines, faults } = readChatFile(
      file('at.jsonl', '{"id":"1","text":"停电了","at":"25:99"}'),
      isKnown,
    );
    expect(lines).toHaveLength(1);
    expect(faults).toEqual(['第 1 行：at “25:99” 不是时间，按前一句之后一分钟算。']);
  });

  test.each([
    ['nothing', ''],
    ['a letter of another encoding', Buffer.from([0xcd, 0xa3, 0xb5, 0xe7])],
    ['prose', '今天天气不错'],
  ])('%s is refused in a sentence', (_name, content) => {
    expect(() => readChatFile(file('refused', content), isKnown)).toThrow(ChatFileError);
  });
});

describe('what becomes of it', () => {
  test('a difficulty is registered and told, thanks are left alone, with reasons', async () => {
    const heard = await heardOf([line('1', '我们厂停电了，快来人'), line('2', '谢谢各位', { at: '09:30' })]);
    expect(heard.get('1')).toMatchObject({
      fresh: [{ n: 1, confidential: false, flow: 'urgent', dept: 'power' }],
      shown: true,
    });
    expect(heard.get('1')?.to).toContain('power');
    expect(heard.get('1')?.why.join()).toContain('停电');
    expect(heard.get('2')).toMatchObject({ fresh: [], shown: false, private: false });
  });

  test('each day begins with an empty book, unless the days follow on each other', async () => {
    const lines = [line('1', '我们厂停电了，快来人'), line('2', '路灯不亮一个月了', { day: 'd2' })];
    expect((await heardOf(lines)).get('2')?.fresh[0]?.n).toBe(1);
    expect((await heardOf(lines, true)).get('2')?.fresh[0]?.n).toBe(2);
  });

  test('a quotation of what opened a ticket reaches the ticket', async () => {
    const heard = await heardOf([
      line('1', '路灯不亮一个月了，晚上看不见路'),
      line('2', '就是东门口那一排', { at: '10:40', replyTo: '1' }),
    ]);
    expect(heard.get('2')).toMatchObject({ fresh: [], changed: [1] });
  });

  test('a report is kept from the group and from every department', async () => {
    const heard = await heardOf([line('1', '举报市场监管局王科长收红包，不给就不给验收')]);
    expect(heard.get('1')).toMatchObject({
      fresh: [{ confidential: true, dept: null }],
      shown: false,
      to: [],
    });
  });

  test('no two firms are taken for one, in whatever order and by whatever names they come', async () => {
    const said = (id: string, org: string, text: string): ChatLine =>
      line(id, text, { speaker: { role: 'enterprise', org }, at: `10:0${id}` });
    const heard = await heardOf([
      said('1', '龙凤阁饭庄', '我们门口路灯不亮一个月了'),
      said('2', 'e01', '我们厂里电压不稳，请供电公司来看'),
      said('3', 'e02', '我的进度'),
      said('4', '龙凤阁饭庄', '我的进度'),
    ]);
    expect(heard.get('3')?.ownText).not.toMatch(/路灯|电压/u);
    expect(heard.get('4')?.ownText).toContain('路灯');
    expect(heard.get('4')?.ownText).not.toContain('电压');
  });

  test('what is more of a ticket, or asked about, is not explained as talk', async () => {
    const heard = await heardOf([
      line('1', '路灯不亮一个月了，晚上看不见路'),
      line('2', '就是东门口那一排', { at: '10:40', replyTo: '1' }),
      line('3', '进度 1', { at: '10:50' }),
    ]);
    expect(heard.get('2')?.why[0]).toBe('说的是已有的件');
    expect(heard.get('2')?.why.join()).not.toContain('闲话');
    expect(heard.get('3')?.why).toEqual(['是给机器人的命令']);
  });

  test('times that go backwards, and none at all, are taken in the order of the lines', async () => {
    const lines = [
      line('1', '路灯不亮一个月了', { at: '10:00' }),
      line('2', '谢谢', { at: '08:00' }),
      line('3', '好的', { at: null }),
    ];
    expect((await heardOf(lines)).size).toBe(3);
  });

  test('the summary counts what was done', async () => {
    const all = await listen({
      lines: [line('1', '我们厂停电了，快来人'), line('2', '谢谢')],
      county,
      keepDays: false,
    });
    expect(summaryInWords(all)).toContain('登记 1 件（紧急 1 件');
    expect(summaryInWords(all)).toContain('不出声 1 句');
  });
});

describe('npm run listen', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [...programOf('src/cli/listen.ts'), ...args], { encoding: 'utf8' });

  test('prints one JSON object a line', () => {
    const path = file('cli.jsonl', '{"id":"1","text":"路灯不亮一个月了"}\n{"id":"2","text":"谢谢"}\n');
    const { stdout, status } = run(path, '--json');
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((one) => (JSON.parse(one) as Heard).id),
    ).toEqual(['1', '2']);
  });

  test('without a file it says how it is used', () => {
    const { stderr, status } = run();
    expect([status, stderr]).toEqual([2, expect.stringContaining('用法')]);
  });

  test('a file that is not there is named', () => {
    const { stderr, status } = run(join(dir, 'nowhere.txt'));
    expect([status, stderr]).toEqual([1, expect.stringContaining('文件读不到')]);
  });
});
