/** 帮助: another text for each role, on one screen of a phone, and everything it names is understood. */
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/dialogue/understand.ts';
import { WORDS } from '../../src/dialogue/words.ts';
import { say } from '../support/builders.ts';

const ROLES = Object.keys(WORDS.help) as (keyof typeof WORDS.help)[];
/** Chinese characters in a line of a bubble, and lines on the screen, on a phone 390 px wide with WeChat's letters. */
const LINE = 19;
const SCREEN = 22;

const width = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 0.5 : 1), 0);
const rows = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(width(line) / LINE)), 0);

/** What stands in a help text to be said: `办结 23 结果`, `我的待办`. */
function commands(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(/ · |；/u))
    .map((part) => (part.split(' —— ')[0] ?? '').trim())
    .filter((part) => /^\S{2,5}(?: \S|$)/u.test(part) && !/[。：，]/u.test(part));
}

describe.each(ROLES)('%s', (role) => {
  const text = say(`help.${role}`);

  test('fits on one screen of a phone', () => {
    expect(rows(text)).toBeLessThanOrEqual(SCREEN);
  });

  test('everything named is understood', () => {
    const named = commands(text);
    if (role !== 'chat' && role !== 'operator') expect(named.length).toBeGreaterThan(2);
    for (const command of named) {
      expect(understand(command.replace('…', '说明')).type, `“${command}” of ${role}`).not.toBe('talk');
    }
  });
});

test('no two roles read the same', () => {
  expect(new Set(ROLES.map((role) => say(`help.${role}`))).size).toBe(ROLES.length);
});
