/** Two difficulties in one message, and above all: one that only looks like two. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { listedMatters, mattersIn } from '../../src/routing/matters.ts';

const { router } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const POWER = '厂里变压器老跳闸，请供电公司来看看';
const TAX = '税务局给的发票额度不够用';
const of = (text: string) => mattersIn(text, router);

describe('matters in a message', () => {
  test.each([
    `${POWER}。${TAX}。`,
    `${POWER}\n${TAX}`,
    `1、${POWER}；2、${TAX}`,
    `一、${POWER}。二、${TAX}。`,
    `${POWER}！另外${TAX}`,
    `各位领导好。${POWER}。已经三天了。${TAX}，请帮忙。谢谢！`,
  ])('two: %s', (text) => {
    const found = of(text);
    expect(found.map(({ department }) => department)).toEqual(['power', 'tax']);
    expect(found[0]?.text).toContain(POWER);
    expect(found[1]?.text).toContain(TAX);
    expect(
      found
        .map((one) => one.text)
        .join('')
        .replace(/\s/g, ''),
      'no word is lost',
    ).toBe(text.replace(/\s/g, ''));
  });

  test.each([
    POWER,
    `${POWER}。车间停了两天，损失很大。`,
    `${POWER}。昨天又跳了一次，变压器都烫手。`,
    '收到，谢谢各位领导',
    '',
    '1.5吨的货3.2公里',
    '。'.repeat(10_000),
  ])('not two: %s', (text) => {
    expect(of(text).length).toBeLessThan(2);
  });

  test('a report is never parted: what it says is for nobody else', () => {
    expect(of(`住建局有人索要好处费。${POWER}。`).map(({ department }) => department)).toEqual(['power']);
  });

  test('the examples of single difficulties stay single', () => {
    const texts = readFileSync('tests/fixtures/routing.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => of(text).length > 1)).toEqual([]);
  });
});

describe('what may be a difficulty, or people talking', () => {
  test.each(['明天下午三点开会别忘了带材料', '晚上一起吃饭吧老地方', '那个文件发我一份'])(
    'doubtful: %s',
    (text) => {
      expect(router.route(text)).toMatchObject({ doubtful: true, auto: false });
    },
  );

  test.each([
    POWER,
    TAX,
    '厂门口路灯灭了',
    '收到，谢谢',
    '环评批不下来',
    '办公楼着火了',
    '当初答应的优惠到现在没兑现',
  ])('not doubtful: %s', (text) => expect(router.route(text).doubtful).toBe(false));

  test('hardly any of the examples of difficulties is', () => {
    const rows = readFileSync('tests/fixtures/routing.jsonl', 'utf8').trim().split('\n');
    const texts = rows.map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.filter((text) => router.route(text).doubtful).length).toBeLessThanOrEqual(6);
  });
});

describe('a list of matters', () => {
  const ROAD = '厂门口的公路塌了个大坑没人修';
  test.each([
    `1、${POWER}；2、${TAX}；3、${ROAD}`,
    `各位领导，有三件事：一是${POWER}，二是${TAX}，三是${ROAD}。`,
    `1. ${POWER}\n2. ${TAX}\n3. ${ROAD}`,
  ])('each item has its own department: %s', (text) => {
    const found = listedMatters(text, router);
    expect(found.map((item) => router.route(item).departments[0]?.id)).toEqual(['power', 'tax', 'transport']);
    expect(found[0]).toContain(POWER);
    expect(found[0], 'the item has no words of the next').not.toContain(TAX);
    expect(found[2]?.startsWith('3'), 'its number stands no more before it').toBe(false);
  });

  test('who counts what follows says so many things, also where one is nobody’s clearly', () => {
    const text = '三件事啊：一是厂门口全黑着，二是去年那个补助一直没到账，三是想问问工伤认定要啥材料';
    expect(listedMatters(text, router)).toEqual([
      '厂门口全黑着',
      '去年那个补助一直没到账',
      '想问问工伤认定要啥材料',
    ]);
  });

  test.each([
    `${POWER}。${TAX}。`,
    `1、${POWER}；2、昨天又跳了一次`,
    `变压器1.5米处，2、3号线都停了，${POWER}`,
    '一是一，二是二',
    '',
  ])('no list, or one matter told in points: %s', (text) => {
    expect(listedMatters(text, router)).toEqual([]);
  });
});
