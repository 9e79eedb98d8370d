/** Good input made bad: cut, doubled, spliced, filled with what readers stumble over. The same chance makes the same. */
import type { Chance } from '../crash/chance.ts';

const HOSTILE = [
  '',
  '\0',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ud800',
  '😀',
  '0',
  '-1',
  '1e309',
  '9'.repeat(40),
  '"',
  "'",
  '`',
  '\\',
  '/',
  '../',
  '..\\',
  '%00',
  '%',
  '$&',
  '\u0024{x}',
  '{号}',
  '{{',
  '}}',
  '[',
  ']',
  '<',
  '>',
  '</b>',
  '<!--',
  ']]>',
  '<script>',
  '&amp;',
  '&#0;',
  ':',
  ': ',
  '- ',
  '? ',
  '!!js',
  '&a',
  '*a',
  '|',
  '>',
  '#',
  '=1+1',
  '@',
  'null',
  'true',
  '__proto__',
  'constructor',
  '〖1-9〗',
  '（',
  '）',
  '一'.repeat(300),
  '((((((((((',
  '1'.repeat(300),
  '一百亿',
  '2月30日',
  '13月1日',
  '99:99',
] as const;

const most = (chance: Chance, length: number): number => chance.between(0, Math.max(0, length));

/** One to four changes; `others`: what parts are spliced from. */
export function mutatedText(text: string, chance: Chance, others: readonly string[]): string {
  let now = text;
  for (let left = chance.between(1, 4); left > 0; left--) {
    const from = most(chance, now.length);
    const to = Math.min(now.length, from + most(chance, 12));
    const other = chance.one(others);
    switch (chance.between(1, 7)) {
      case 1:
        now = now.slice(0, from) + now.slice(to);
        break;
      case 2:
        now = now.slice(0, to) + now.slice(from);
        break;
      case 3:
        now = now.slice(0, from) + chance.one(HOSTILE) + now.slice(to);
        break;
      case 4:
        now = now.slice(0, from) + other.slice(most(chance, other.length)) + now.slice(to);
        break;
      case 5:
        now = now.slice(0, from);
        break;
      case 6:
        now = now.slice(0, from) + String.fromCharCode(chance.between(0, 0xffff)) + now.slice(from);
        break;
      default:
        now = now.slice(0, from) + now.slice(from, to).repeat(chance.between(2, 30)) + now.slice(to);
    }
  }
  return now.slice(0, 20_000);
}

export function mutatedBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  let now = Buffer.from(bytes);
  for (let left = chance.between(1, 4); left > 0; left--) {
    const from = most(chance, now.length - 1);
    const to = Math.min(now.length, from + most(chance, 40));
    switch (chance.between(1, 6)) {
      case 1:
        now = Buffer.concat([now.subarray(0, from), now.subarray(to)]);
        break;
      case 2:
        now = Buffer.concat([now.subarray(0, to), now.subarray(from)]);
        break;
      case 3:
        now = Buffer.from(now.subarray(0, from));
        break;
      case 4:
        now.fill(chance.one([0, 0xff, 0x50]), from, to);
        break;
      default:
        now = Buffer.from(now);
        if (now.length > 0) now[from] = chance.between(0, 255);
    }
  }
  return now;
}

/** Any value in any place of a plain object, as a server or somebody in its name may send it. */
export function mutatedValue(value: unknown, chance: Chance, others: readonly string[]): unknown {
  if (chance.between(1, 12) === 1) return anything(chance, others);
  if (Array.isArray(value)) return value.map((one) => mutatedValue(one, chance, others));
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).flatMap(([name, one]): [string, unknown][] =>
      chance.between(1, 25) === 1 ? [] : [[name, mutatedValue(one, chance, others)]],
    );
    return Object.fromEntries(parts);
  }
  if (typeof value === 'string' && chance.between(1, 3) === 1) return mutatedText(value, chance, others);
  return value;
}

function anything(chance: Chance, others: readonly string[]): unknown {
  return chance.one<unknown>([
    null,
    undefined,
    true,
    0,
    -1,
    1.5,
    2 ** 60,
    Number.NaN,
    '',
    [],
    {},
    [[]],
    { id: {} },
    { length: 9 },
    chance.one(others),
    chance.one(HOSTILE),
    [null],
    { toString: null },
  ]);
}
