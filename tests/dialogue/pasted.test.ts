/** Chats as people copy them, in every shape we know; and texts that only look like one. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { readChat } from '../../src/dialogue/pasted.ts';
import { at } from '../../src/domain/time.ts';

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
    const began = performance.now();
    read(`${'a'.repeat(100_000)} ${' '.repeat(50_000)}9:12`);
    read('：'.repeat(200_000));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test.prop([fc.string({ unit: 'binary', maxLength: 400 })])('never throws, and invents no words', (text) => {
  for (const one of readChat(text, () => true)) {
    for (const line of one.text.split('\n')) expect(text.replaceAll('\u00a0', ' ')).toContain(line);
  }
});
