import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { LedgerError, NOT_RECORDED, parseLedger, readLedger } from '../../src/replay/ledger.ts';
import { scratch } from '../support/county.ts';
import { COUNTY } from './lines.ts';

const roster = loadRoster(COUNTY.rosterFile);
const read = (...lines: readonly unknown[]) =>
  parseLedger(
    'ledger.jsonl',
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    roster,
  );
const good = { id: '1', title: '路灯', body: '厂门口的路灯坏了', date: '2026-09-30 16:20:00' };

function readBytes(bytes: Uint8Array | string) {
  const { dir, remove } = scratch();
  try {
    const file = join(dir, 'ledger.jsonl');
    writeFileSync(file, bytes);
    return readLedger(file, roster);
  } finally {
    remove();
  }
}

describe('a line that cannot be used', () => {
  it.each([
    ['broken JSON', '{"id": "1", "title": ', /不是完整的 JSON/],
    ['no object', '[1, 2]', /应为一个 JSON 对象/],
    ['no id', { ...good, id: undefined }, /id：缺少编号/],
    ['a blank id', { ...good, id: ' ' }, /id：编号是空的/],
    ['only invisible marks for words', { ...good, title: '', body: ' \u200B\n' }, /标题和正文都是空的/],
    ['a number for words', { ...good, body: 5 }, /body：应为文字/],
    ['a text too long', { ...good, body: '长'.repeat(10_001) }, /正文有 10004 个字，超过 10000 个/],
    ['no date', { ...good, date: undefined }, /date：缺少时间/],
    [
      'a date with slashes',
      { ...good, date: '2026/9/30 16:20' },
      /date：时间“2026\/9\/30 16:20”看不懂，应写成/,
    ],
    ['a day that is none', { ...good, date: '2026-02-29 10:00:00' }, /date：时间“2026-02-29 10:00:00”看不懂/],
    ['a date without a time', { ...good, date: '2026-09-30' }, /date：时间“2026-09-30”看不懂/],
    ['a year far off', { ...good, date: '0226-09-30 10:00:00' }, /date：年份应在 2000 到 2099 之间/],
    [
      'a reply time that is none',
      { ...good, replyDate: '昨天', reply: '好了' },
      /replyDate：时间“昨天”看不懂/,
    ],
    [
      'an answer before the question',
      { ...good, replyDate: '2026-09-30 16:19:59', reply: '好了' },
      /replyDate（.*）早于 date/,
    ],
  ])('is named with its number and its fault, and the others go on: %s', (_, bad, fault) => {
    const ledger = read({ ...good, id: 'before' }, bad, { ...good, id: 'after' });
    expect(ledger.faults).toHaveLength(1);
    expect(ledger.faults[0]).toMatch(fault);
    expect(ledger.faults[0]).toMatch(/^第 2 行：/);
    expect(ledger.entries.map(({ id }) => id)).toEqual(['before', 'after']);
    expect(ledger.lines).toBe(3);
  });

  it('is a second line of the same id, which names the first', () => {
    const ledger = read(good, { ...good, id: 1, body: '又一条' });
    expect(ledger.faults).toEqual(['第 2 行：id“1”在第 1 行已经有了，这一行不再计入。']);
    expect(ledger.entries[0]?.text).toBe('路灯\n厂门口的路灯坏了');
  });
});

describe('a line that can be used', () => {
  it('is dated in Asia/Shanghai unless it carries an offset', () => {
    const at = (date: string) => read({ ...good, date }).entries[0]?.at;
    const instant = Date.parse('2026-09-30T16:20:00+08:00');
    expect(at('2026-09-30 16:20:00')).toBe(instant);
    expect(at('2026-09-30T16:20')).toBe(instant);
    expect(at('2026-09-30T08:20:00Z')).toBe(instant);
    expect(at('2026-09-30T09:20:00.000+01:00')).toBe(instant);
  });

  it('is put in order of time, those of one instant in order of lines', () => {
    const ledger = read(
      { ...good, id: 'c' },
      { ...good, id: 'a', date: '2026-09-29 23:00:00' },
      { ...good, id: 'd' },
    );
    expect(ledger.entries.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });

  it('says what of it is not taken: an answer without a time, a time without words, an unknown department', () => {
    const replyDate = '2026-10-09 10:00:00';
    const ledger = read(
      { ...good, id: '1', reply: '好了' },
      { ...good, id: '2', replyDate },
      { ...good, id: '3', replyDate, reply: '好了', dept: '天文局' },
      { ...good, id: '4', replyDate, reply: '好了', dept: null, extra: 1 },
    );
    expect(ledger.faults).toEqual([]);
    expect(ledger.notes.map((note) => note.slice(0, 9))).toEqual([
      '第 1 行：有答复',
      '第 2 行：有答复',
      '第 3 行：名册里',
    ]);
    expect(ledger.entries.map(({ answer }) => answer && [answer.text, answer.department])).toEqual([
      null,
      [NOT_RECORDED, null],
      ['好了', null],
      ['好了', null],
    ]);
  });
});

describe('a file', () => {
  it('may have a byte order mark, CRLF and blank lines', () => {
    const ledger = readBytes(
      `\uFEFF${JSON.stringify(good)}\r\n\r\n${JSON.stringify({ ...good, id: '2' })}\r\n`,
    );
    expect(ledger).toMatchObject({ lines: 2, faults: [], notes: [] });
    expect(ledger.entries.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('that is empty, not UTF-8 or not there is refused in a sentence', () => {
    expect(() => readBytes('')).toThrow(/文件是空的，没有可以回放的记录/);
    expect(() => readBytes('\uFEFF \r\n\n')).toThrow(/文件是空的/);
    expect(() => readBytes(new Uint8Array([0xc2, 0xb7, 0xb5, 0xc6]))).toThrow(/不是 UTF-8 编码/);
    expect(() => readLedger('no-such-ledger.jsonl', roster)).toThrow(LedgerError);
  });
});
