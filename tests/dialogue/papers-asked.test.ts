/** What asks for a 督办通知单 or 催办通知, and what only speaks of one. */
import { expect, test } from 'vitest';
import { paperAskedIn } from '../../src/dialogue/papers-asked.ts';
import { plain } from '../../src/dialogue/plain.ts';
import { understand } from '../../src/dialogue/understand.ts';

test.each([
  ['督办通知单 23', 'supervise', 23, ''],
  ['督办通知单23', 'supervise', 23, ''],
  ['出一份督办通知单：23号件。', 'supervise', 23, ''],
  ['23号督办通知单', 'supervise', 23, ''],
  ['第 23 号件的催办通知', 'urge', 23, ''],
  ['催办通知 财政局', 'urge', null, '财政局'],
  ['催办通知书：住建', 'urge', null, '住建'],
  ['催办通知', 'urge', null, ''],
])('%s', (words, kind, number, whose) => {
  expect(paperAskedIn(plain(words))).toEqual({ kind, number, whose });
});

test('of full-width digits and traditional letters as well', () => {
  expect(understand('督辦通知單　２３')).toEqual({ type: 'paper', kind: 'supervise', number: 23, whose: '' });
});

test.each([
  '收到催办通知了',
  '催办通知已收到',
  '你们的督办通知单我们看了，正在办',
  '催办 23',
  '督办 23 请抓紧',
  '督办单',
])('%s asks for none', (words) => {
  expect(paperAskedIn(plain(words))).toBeNull();
});
