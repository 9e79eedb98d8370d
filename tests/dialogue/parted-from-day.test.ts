/** What is to be done and until when, apart: the day is said once, wherever people put it. */
import { expect, test } from 'vitest';
import { partedFromDay } from '../../src/dialogue/parted-from-day.ts';
import { at } from '../../src/domain/time.ts';
import { calendar } from '../support/builders.ts';

const NOW = at('2026-11-24', '10:00');

test.each([
  ['12月20日前换变压器', '换变压器', 'read'],
  ['12月20日前 换变压器', '换变压器', 'read'],
  ['12月20日之前，换变压器', '换变压器', 'read'],
  ['换变压器（2026-12-20前）', '换变压器', 'read'],
  ['换变压器 12月20日前', '换变压器', 'read'],
  ['换变压器，12月20日', '换变压器', 'read'],
  ['三天内开一次会', '开一次会', 'read'],
  ['本周五前把钱拨下去', '把钱拨下去', 'read'],
  ['月底前开会', '开会', 'read'],
  ['换变压器', '换变压器', 'unsaid'],
  ['12月1日前开会，12月5日前换完', '12月1日前开会，12月5日前换完', 'unsure'],
  ['11月1日前换变压器', '11月1日前换变压器', 'unsure'],
  ['12月20日前', '', 'read'],
  ['请在12月4日前铺好', '铺好', 'read'],
  ['下周五下班前铺好', '铺好', 'read'],
  ['12月20日前后各测一次', '12月20日前后各测一次', 'read'],
  ['', '', 'unsaid'],
  ['把 2026 年 12 号楼的线路换掉', '把 2026 年 12 号楼的线路换掉', 'unsaid'],
])('%s', (said, text, is) => {
  const parted = partedFromDay(said, NOW, calendar);
  expect([parted.text, parted.when.is]).toEqual([text, is]);
});

test('ten thousand characters keep their words', () => {
  const long = '换变压器'.repeat(2500);
  expect(partedFromDay(`12月20日前${long}`, NOW, calendar).text).toBe(long);
});
