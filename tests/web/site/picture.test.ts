/** `/card.png`: the picture of a period, drawn in earnest; for those alone whose figures they are. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, type Instant } from '../../../src/domain/time.ts';
import { type Drawing, openDrawing } from '../../../src/papers/picture/drawing.ts';
import type { CardFacts } from '../../../src/papers/picture/facts.ts';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const LEADER = 'leader-1';
/** To draw takes seconds of a busy machine. */
const PATIENCE = 180_000;

let visit: Visit;
let real: Drawing;
let drawn: CardFacts[];
let fails: boolean;
const pictures = new Map<string, Promise<Uint8Array>>();
beforeAll(async () => {
  real = await openDrawing();
});
useVisit(
  START,
  (one) => {
    visit = one;
    drawn = [];
    fails = false;
  },
  {
    // What draws is the real one; beside it stands what it was told to draw. The same is drawn once.
    drawing: {
      draw(facts) {
        drawn.push(facts);
        if (fails) return Promise.reject(new Error('cannot draw'));
        const key = JSON.stringify(facts);
        const picture = pictures.get(key) ?? real.draw(facts);
        pictures.set(key, picture);
        return picture;
      },
    },
  },
);

/** Width and height, of the head of a PNG. */
function sizeOf(bytes: Uint8Array): readonly [number, number] {
  const buffer = Buffer.from(bytes);
  expect(buffer.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [buffer.readUInt32BE(16), buffer.readUInt32BE(20)];
}

const path = (query: Record<string, string>): string => `/card.png?${new URLSearchParams(query)}`;

describe('the picture of a period', () => {
  test(
    'is a PNG that says what the board of that period says',
    async () => {
      const { bench } = visit;
      await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
      const cookie = await visit.enter(LEADER);
      const { text } = await visit.get('/board?p=11月', cookie);
      const [, src = ''] = /<img src="\/w(\/card\.png[^"]+)"/.exec(text) ?? [];
      expect(sizeOf(await visit.bytes(src.replaceAll('&amp;', '&'), cookie))).toEqual([1200, 1230]);
      expect(drawn).toHaveLength(1);
      expect(drawn[0]).toMatchObject({ counts: { registered: 1, open: 1, closed: 0, overdue: 0 } });
      expect(drawn[0]?.title).toContain('11月');
      const [, registered] = /counts\.registered[^"]*"><strong>(\d+)/.exec(text) ?? [];
      expect(registered).toBe('1');
    },
    PATIENCE,
  );

  test(
    'of a period in which nothing was is drawn, and says so',
    async () => {
      const cookie = await visit.enter(LEADER);
      expect(sizeOf(await visit.bytes(path({ p: '2025年' }), cookie))).toEqual([1200, 1230]);
      expect(drawn[0]).toMatchObject({
        counts: { registered: 0, closed: 0, open: 0, overdue: 0 },
        headline: { now: { denominator: 0 } },
        tiers: { a: 0, b: [], c: [] },
      });
      expect(drawn[0]?.title).toContain('2025年');
    },
    PATIENCE,
  );

  test(
    'of a period that nobody can mean is this month’s',
    async () => {
      const cookie = await visit.enter(LEADER);
      const forged = [
        ...['', '明年', '13月', '2026-13', 'daily_2026-99-99', 'weekly_x', 'monthly_9999-12'],
        ...['99999999-00000000', '../../etc/passwd', '<svg onload=x>', '\u0000', '月'.repeat(5000)],
      ];
      for (const p of forged) sizeOf(await visit.bytes(path({ p }), cookie));
      expect(drawn).toHaveLength(forged.length);
      for (const { title, span } of drawn) {
        expect(title).toContain('11月');
        expect(span).toContain('11月1日');
      }
    },
    PATIENCE,
  );
});

test(
  'the numbers of its line stand on a page of their own, for whoever cannot see it',
  async () => {
    const { bench } = visit;
    const resolvedAt = (when: Instant) => (story: Story) => next(story, 'liaison', COMMANDS.resolve, when);
    await bench.has(at('2026-09-07', '10:00'), resolvedAt(at('2026-09-08', '10:00')));
    for (let turn = 0; turn < 6; turn++)
      await bench.has(
        at('2026-10-12', '10:00'),
        turn % 2 ? resolvedAt(at('2026-10-13', '10:00')) : undefined,
      );
    const cookie = await visit.enter(LEADER);
    // The briefs that were due meanwhile are drawn as well.
    const facts = (period: string) => drawn.find(({ title }) => title === `简报　${period}`);
    for (const p of ['11月', '四季度', '上周']) {
      await visit.bytes(path({ p }), cookie);
      const { text } = await visit.get(`/trend?${new URLSearchParams({ p })}`, cookie);
      const shown = [...text.matchAll(/<tr><th scope="row">.*?<\/th><td>(.*?)<\/td>/gsu)].map(
        ([, cell = '']) => {
          const [of = 0, base = 0] = [...cell.matchAll(/data-tickets="(\d+)"/gu)].map(([, one]) =>
            Number(one),
          );
          return [of, base];
        },
      );
      const line = facts(p)?.trend.map(({ rate }) => [rate.numerator, rate.denominator]) ?? [];
      expect(shown.toReversed(), p).toEqual(line);
    }
    expect(facts('11月')?.trend.map(({ label }) => label)).toEqual(['9月', '10月', '11月']);
  },
  PATIENCE,
);

describe('情况通报', () => {
  test(
    'holds the picture of the board of its period, and says it in words',
    async () => {
      const { bench } = visit;
      await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
      const cookie = await visit.enter(LEADER);
      const files = unzipSync(await visit.bytes('/notice.docx?p=11月', cookie));
      const [name = ''] = Object.keys(files).filter((one) => one.endsWith('.png'));
      expect(sizeOf(files[name] ?? new Uint8Array())).toEqual([1200, 1230]);
      const onBoard = await visit.bytes(path({ p: '11月' }), cookie);
      expect(Buffer.from(files[name] ?? []).equals(Buffer.from(onBoard))).toBe(true);
      const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
      expect(xml).toMatch(/descr="[^"]*新收1件，销号0件，在办1件，超期0件/u);
      const year = unzipSync(await visit.bytes('/notice.docx?p=2026年', cookie));
      expect(Object.keys(year).filter((one) => one.endsWith('.png'))).toHaveLength(1);
      expect(drawn.map(({ title }) => title).at(-1)).toContain('2026年');
    },
    PATIENCE,
  );

  test('is given without a picture where it cannot be drawn', async () => {
    fails = true;
    const cookie = await visit.enter(LEADER);
    const files = unzipSync(await visit.bytes('/notice.docx?p=11月', cookie));
    expect(Object.keys(files).filter((one) => one.includes('media/'))).toEqual([]);
    expect(strFromU8(files['word/document.xml'] ?? new Uint8Array())).toContain('指标口径');
  });
});

describe('who sees which', () => {
  test(
    'a department and an enterprise see their own, without the tiers of others',
    async () => {
      for (const person of [LIAISON, OWNER])
        await visit.bytes(path({ p: '11月' }), await visit.enter(person));
      const [department, enterprise] = drawn;
      const { roster } = visit.bench.county;
      expect(department).toMatchObject({ whose: roster.department('power')?.name, tiers: null });
      expect(enterprise).toMatchObject({ whose: roster.enterpriseOf(OWNER)?.name, tiers: null });
    },
    PATIENCE,
  );

  test.each([
    [OWNER, { e: 'qingyun' }],
    [OWNER, { d: 'power' }],
    [LIAISON, { d: 'finance' }],
    [LIAISON, { e: 'xinghuo' }],
    ['discipline-1', {}],
    [LEADER, { d: '__proto__' }],
    [LEADER, { e: 'nobody' }],
  ])('%s is not drawn %o', async (person, query) => {
    const { status, text } = await visit.get(path({ p: '11月', ...query }), await visit.enter(person));
    expect(status).toBe(404);
    // As every picture begins.
    expect(text).not.toContain('PNG\r\n');
    expect(drawn).toEqual([]);
  });

  test('whoever is not signed in, or no longer, gets none', async () => {
    const cookie = await visit.enter(LEADER);
    await visit.post('/out', {}, cookie);
    for (const as of [undefined, cookie, `${cookie}x`]) {
      expect((await visit.get(path({ p: '11月' }), as)).status).toBe(401);
    }
    expect(drawn).toEqual([]);
  });
});
