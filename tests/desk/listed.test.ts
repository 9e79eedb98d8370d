/** Whoever numbers what they say, says several things: each goes to its own department. */
import { expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
let bench: Bench;
useBench(at('2026-11-24', '10:00'), (opened) => {
  bench = opened;
});

test('three matters in a list are three tickets, each with its own words and department; one message is taken once', async () => {
  const text =
    '反映三个问题：1、厂里变压器老跳闸，请供电公司来看看；2、税务局给的发票额度不够用；3、厂门口的公路塌了个大坑没人修';
  await bench.says(OWNER, text, 'group');
  const tickets = await bench.store.tickets({});
  expect(tickets.map(({ department }) => department)).toEqual(['power', 'tax', 'transport']);
  expect(tickets[1]?.text).toBe('税务局给的发票额度不够用');
  expect(tickets.filter(({ origin }) => origin.message !== null)).toHaveLength(1);
  expect(bench.told(GROUP).filter((card) => card.includes('【诉求件'))).toHaveLength(3);
});

test('a report in the list is kept apart: nothing of it is on any card', async () => {
  await bench.says(OWNER, '1、厂里变压器老跳闸，请供电公司来看看；2、税务局的人收红包才给开票', 'group');
  expect(bench.told(GROUP).join('\n')).not.toMatch(/红包/u);
});
