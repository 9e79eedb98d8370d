/** Long words become several messages; what is out is not said again. */
import { describe, expect, it } from 'vitest';
import { bytes, codeUnits, type Limit, Parting, partsOf } from '../../src/channels/parting.ts';

const WEBHOOK: Limit = { most: 2048, size: bytes, note: '……（内容过长）' };
const WECHAT: Limit = { most: 2000, size: codeUnits, note: '……（内容过长）' };
const HEAD = /^（续 \d\/\d）\n/;
const ticket = (number: number): string =>
  `【诉求件 ${number}】星火样例煤焦有限公司：厂区专用变压器连续三天电压不稳，申请检修；逾期 ${number} 天`;
const NOTICE = Array.from({ length: 27 }, (_, index) => ticket(index + 1)).join('\n');

describe('a text that is too long', () => {
  it.each([
    ['bytes', WEBHOOK],
    ['characters', { ...WECHAT, most: 500 }],
  ])('is parted where lines end, each part within the limit, by %s', (_unit, limit) => {
    const parts = partsOf(NOTICE, limit);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(limit.size(part)).toBeLessThanOrEqual(limit.most);
    expect(parts.map((part) => part.replace(HEAD, '')).join('\n'), 'nothing is lost').toBe(NOTICE);
    expect(parts[1]).toMatch(HEAD);
  });

  it('keeps the line of choices whole, with the last part', () => {
    const choices = '回数字：1\u00a0签收　2\u00a0转办';
    expect(partsOf(`${NOTICE}\n${choices}`, WEBHOOK).at(-1)).toMatch(new RegExp(`\n${choices}$`));
  });

  it('of one line is parted at its sentences, and of one sentence between characters', () => {
    const sentences = partsOf('厂区道路塌陷，车辆进不来。'.repeat(100), WEBHOOK);
    for (const part of sentences) expect(part).toMatch(/。$/);
    const signs = partsOf('😀'.repeat(1000), WEBHOOK);
    expect(signs.map((part) => part.replace(HEAD, '')).join('')).toBe('😀'.repeat(1000));
  });

  it('is not more than eight messages, and says when it was more', () => {
    const parts = partsOf('厂'.repeat(100_000), WEBHOOK);
    expect(parts).toHaveLength(8);
    expect(parts.at(-1)).toMatch(/……（内容过长）$/);
    for (const part of parts) expect(bytes(part)).toBeLessThanOrEqual(2048);
  });

  it('that fits is one, as it is', () => {
    const text = '  头尾的空格\n\n都在  ';
    expect(partsOf(text, WEBHOOK)).toEqual([text]);
    expect(partsOf('厂'.repeat(682), WEBHOOK)).toHaveLength(1);
  });
});

describe('a try again', () => {
  const failsAt = (place: number, said: string[]) => async (part: string, at: number) => {
    if (at === place) throw new Error('broken');
    said.push(part);
    return `id-${at}`;
  };

  it('says what is missing, and only that', async () => {
    const parting = new Parting(WEBHOOK);
    const said: string[] = [];
    await expect(parting.say('k', NOTICE, failsAt(1, said))).rejects.toThrow('broken');
    const ids = await parting.say('k', NOTICE, failsAt(-1, said));
    expect(said.map((part) => part.replace(HEAD, '')).join('\n')).toBe(NOTICE);
    expect(ids).toEqual(said.map((_part, at) => `id-${at}`));
  });

  it('with a line before it has that line before the part that may have come', async () => {
    const parting = new Parting(WEBHOOK);
    const said: string[] = [];
    await parting.say('k', NOTICE, failsAt(1, said)).catch(() => {});
    await parting.say('k', `（重发：此前一条可能已送达）\n${NOTICE}`, failsAt(-1, said));
    expect(said.filter((part) => part.includes('重发'))).toEqual([said[1]]);
    for (const part of said) expect(bytes(part)).toBeLessThanOrEqual(2048);
  });

  it('of other words, or of another message, begins anew', async () => {
    const parting = new Parting(WEBHOOK);
    await parting.say('k', NOTICE, failsAt(1, [])).catch(() => {});
    for (const [key, text] of [
      ['k', '改过的话'],
      ['k2', NOTICE],
    ] as const) {
      const said: string[] = [];
      await parting.say(key, text, failsAt(-1, said));
      expect(said).toEqual(partsOf(text, WEBHOOK));
    }
  });

  it('does what stands beside the words once, until all is done', async () => {
    const parting = new Parting(WEBHOOK);
    const done: string[] = [];
    const once = () => parting.also('k', 'file', async () => done.push('file'));
    await once();
    await once();
    expect(done).toEqual(['file']);
    parting.done('k');
    await once();
    expect(done).toEqual(['file', 'file']);
  });
});
