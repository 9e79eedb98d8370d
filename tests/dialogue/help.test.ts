/** 帮助: another text for each role, on one screen of a phone, and everything it names is understood. */
import { describe, expect, test } from 'vitest';
import { HELPED, helpOf } from '../../src/dialogue/help.ts';
import { understand } from '../../src/dialogue/understand.ts';
import { TICKET_VERBS, verbOf } from '../../src/dialogue/verbs.ts';
import { say } from '../support/builders.ts';

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

describe.each(HELPED)('%s', (role) => {
  const text = helpOf(role, say);

  test('fits on one screen of a phone', () => {
    expect(rows(text)).toBeLessThanOrEqual(SCREEN);
  });

  test('everything named is understood', () => {
    const named = commands(text);
    if (role !== 'operator') expect(named.length).toBeGreaterThan(2);
    for (const command of named) {
      expect(understand(command.replace('…', '说明')).type, `“${command}” of ${role}`).not.toBe('talk');
    }
  });
});

test('no two roles read the same', () => {
  expect(new Set(HELPED.map((role) => helpOf(role, say))).size).toBe(HELPED.length);
});

const SAID = TICKET_VERBS.filter((verb) => verbOf(verb).said.length > 0);

test.each(SAID)('%s is written as it is understood', (verb) => {
  const [usage = ''] = say(`usage.${verb}`).split(' —— ');
  expect(understand(usage)).toMatchObject({ type: 'ticket', verb, number: 23 });
});

test.each(SAID)('%s: every word of its is understood, before a number and behind it', (verb) => {
  for (const word of verbOf(verb).said) {
    expect(understand(`${word} 23`), word).toMatchObject({ type: 'ticket', verb, number: 23 });
    expect(understand(`23号${word}`), word).toMatchObject({ type: 'ticket', verb, number: 23 });
  }
});
