/** Chats as people copy them, in every shape we know; and texts that only look like one. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { beginsAsChat, readChat, readMessages } from '../../src/dialogue/pasted.ts';
import { at } from '../../src/domain/time.ts';
import { ownTimeOf } from '../support/own-time.ts';

const KNOWN = new Set(['袁春霖', '星火煤焦-袁春霖', '余文岭', '青云 办公室']);
const read = (text: string) => readChat(text, (name) => KNOWN.has(name));
const ON = '2026-11-23';

describe('who said what, and when', () => {
  test('WeChat, as a mail: the day, then name and time above the words', () => {
    const text = `—————  2026-11-23  —————\n\n\n袁春霖  09:12\n\n变压器老跳闸\n请供电公司来看\n\n余文岭  09:13\n\n收到\n`;
    expect(read(text)).toEqual([
      { name: '袁春霖', at: at(ON, '09:12'), text: '变压器老跳闸\n请供电公司来看' },
      { name: '余文岭', at: at(ON, '09:13'), text: '收到' },
    ]);
  });

  test('several days', () => {
    const text =
      '—— 2026年11月22日 周日 ——\n袁春霖 18:00\n昨天的\n—— 2026年11月23日 ——\n袁春霖 09:00\n今天的';
    expect(read(text).map((one) => one.at)).toEqual([at('2026-11-22', '18:00'), at(ON, '09:00')]);
  });

  test('QQ: date, time, name and account', () => {
    expect(read('2026-11-23 9:12:33 王明(123456)\n停电了')).toEqual([
      { name: '王明', at: at(ON, '09:12'), text: '停电了' },
    ]);
    expect(read('王明 2026/11/23 下午 3:05\n停电了')[0]).toMatchObject({ name: '王明', at: at(ON, '15:05') });
    expect(read('王明 2026/11/23 12:05 AM\n停电了')[0]?.at).toBe(at(ON, '00:05'));
  });

  test('names and colons, where somebody of that name is known', () => {
    expect(read('袁春霖:\n变压器老跳闸\n\n青云 办公室：\n税票不够用')).toMatchObject([
      { name: '袁春霖', at: null, text: '变压器老跳闸' },
      { name: '青云 办公室', text: '税票不够用' },
    ]);
    expect(read('袁春霖：变压器老跳闸\n余文岭：收到').map(({ text }) => text)).toEqual([
      '变压器老跳闸',
      '收到',
    ]);
  });

  test('a time without a day is no time: yesterday looks like today', () => {
    expect(read('袁春霖 09:12\n停电了')).toEqual([{ name: '袁春霖', at: null, text: '停电了' }]);
  });

  test('one person in a row is one thing said, unless minutes lie between', () => {
    const text = (second: string) => `—— 2026-11-23 ——\n袁春霖 09:12\n停电了\n袁春霖 ${second}\n三条线都停了`;
    expect(read(text('09:14'))).toMatchObject([{ text: '停电了\n三条线都停了' }]);
    expect(read(text('09:40'))).toHaveLength(2);
  });

  test('a name without words says nothing', () => {
    expect(read('袁春霖 09:12\n\n余文岭 09:13\n收到')).toMatchObject([{ name: '余文岭' }]);
  });
});

describe('what is no chat', () => {
  test.each([
    '变压器老跳闸，请供电公司来看',
    '原因：设备老化\n影响：停产三天\n联系人：王明',
    '说明：\n变压器老跳闸',
    '会议 时间 地点 09:00 开始',
    '2026-11-23',
    '',
    ':\n：',
    '停电从 2026-11-23 9:12 开始，到 10:30 才来',
  ])('%s', (text) => expect(read(text)).toEqual([]));

  test('impossible dates and hours give no time', () => {
    expect(read('2026-02-31 9:12 王明\n停电了')[0]?.at).toBeNull();
    expect(read('2026-11-23 29:12 王明\n停电了')[0]?.at ?? null).toBeNull();
  });

  test('a very long line costs no more than its length', () => {
    const taken = ownTimeOf(() => {
      read(`${'a'.repeat(100_000)} ${' '.repeat(50_000)}9:12`);
      read('：'.repeat(200_000));
    });
    expect(taken).toBeLessThan(5000);
  });
});

test.prop([fc.string({ unit: 'binary', maxLength: 400 })])('never throws, and invents no words', (text) => {
  for (const one of readChat(text, () => true)) {
    for (const line of one.text.split('\n')) expect(text.replaceAll('\u00a0', ' ')).toContain(line);
  }
});

describe('export forms', () => {
  /** Tuesday; the words were pasted then. */
  const NOW = at('2026-11-24', '10:00');
  const readAt = (text: string, seenAt: number | null = NOW) =>
    readChat(text, (name) => KNOWN.has(name), seenAt);

  test.each([
    ['bracketed', '[2026/11/23 9:31:05] 王明: 停电了\n[2026/11/23 9:32:00] 李四：我们也是'],
    ['bracketed, the words below', '[2026-11-23 09:31] 王明:\n停电了\n[2026-11-23 09:32] 李四:\n我们也是'],
    ['in Chinese brackets', '【2026/11/23 上午 9:31】王明：停电了\n【2026/11/23 上午 9:32】李四：我们也是'],
    ['WeChat of yesterday', '王明 昨天 09:31\n停电了\n李四 昨天 09:32\n我们也是'],
    ['WeChat of this week', '王明 星期一 09:31\n停电了\n李四 周一 09:32\n我们也是'],
    ['WeChat of this year', '王明 11月23日 09:31\n停电了\n李四 11月23日 上午9:32\n我们也是'],
    ['WeCom', '王明 11/23 9:31:05\n停电了\n李四@微信 11/23 9:32:07\n我们也是'],
    ['WeCom with the year', '王明 2026-11-23 09:31:05\n停电了\n李四 2026-11-23 09:32:07\n我们也是'],
    ['Telegram', '王明, [23.11.2026 9:31]\n停电了\n\n李四, [23.11.2026 9:32]\n[In reply to 王明]\n我们也是'],
    [
      'Telegram in English',
      '王明, [23 Nov 2026 at 9:31:05 AM]:\n停电了\n李四, [Nov 23, 2026 at 9:32:05]:\n我们也是',
    ],
    ['Telegram of a short year', '王明, [23.11.26 9:31]\n停电了\n李四, [23/11/26 9:32]\n我们也是'],
    ['QQ', '2026-11-23 9:31:33 王明(123456)\n停电了\n2026-11-23 9:32:01 李四(7654321)\n我们也是'],
  ])('%s', (_form, text) => {
    expect(readAt(text)).toEqual([
      { name: '王明', at: at(ON, '09:31'), text: '停电了' },
      { name: '李四', at: at(ON, '09:32'), text: '我们也是' },
    ]);
  });

  test('a time alone is today’s; what would be later than now was yesterday', () => {
    const said = readAt('王明 23:50\n停电了\n李四 00:10\n我们也是');
    expect(said.map((one) => one.at)).toEqual([at('2026-11-23', '23:50'), at('2026-11-24', '00:10')]);
  });

  test('a day without a year is the last one of that name', () => {
    expect(readAt('王明 12月30日 09:31\n停电了', at('2027-01-04', '09:00'))[0]?.at).toBe(
      at('2026-12-30', '09:31'),
    );
    expect(readAt('王明 11月23日 09:31\n停电了', null)[0]).toMatchObject({ name: '王明', at: null });
  });

  test('each message by itself, those without words too, and what stands above the first name', () => {
    const all = readMessages(
      '各位看一下\n王明 09:12\n[图片]\n王明 09:13\n停电了\n王明 09:13\n三条线',
      () => false,
      NOW,
    );
    expect(all.map(({ name, text }) => [name, text])).toEqual([
      ['', '各位看一下'],
      ['王明', ''],
      ['王明', '停电了'],
      ['王明', '三条线'],
    ]);
  });

  test('long words in the line of the name are words', () => {
    const long = '停电'.repeat(3000);
    expect(readAt(`袁春霖：${long}`)[0]?.text).toHaveLength(6000);
    expect(readAt(`[2026/11/23 9:31] 王明: ${long.slice(0, 3000)}`)[0]?.text).toHaveLength(3000);
  });

  test.each([
    '见附件[2026/11/23 9:31]',
    '[2026/11/23 9:31:05]',
    '会议改到 11/23 9:30，请参加',
    '电话 [9:30] 打过了：没人接电话',
  ])('no head: %s', (line) => expect(beginsAsChat(line)).toBe(false));
});
