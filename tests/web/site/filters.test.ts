/** The list by words, kind and light, and the lists that somebody has named: their own, kept, and limited. */
import { describe, expect, test } from 'vitest';
import { MOST_FILTERS } from '../../../src/domain/filters.ts';
import { createLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/embedded.ts';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const HUB = 'dispatcher-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, START);
const found = (page: string): readonly string[] =>
  [...page.matchAll(/class="row" href="\/w\/t\/(\d+)"/g)].map(([, number = '']) => number);
const save = (as: string, fields: Readonly<Record<string, string>>) => visit.post('/filters', fields, as);

describe('a list', () => {
  test('is narrowed by kind and light, beside its words', async () => {
    const { bench } = visit;
    await bench.has(START, undefined, { text: '路灯全黑' });
    await bench.has(START, undefined, { text: '路灯又黑' });
    await bench.has(START, signed, { text: '下水道堵了' });
    await bench.answers(HUB, '改类 2 咨询');
    const cookie = await visit.enter(HUB);
    const at = async (query: string) => found((await visit.get(`/tickets?${query}`, cookie)).text);
    expect(await at('kind=consult')).toEqual(['2']);
    expect(await at('q=路灯&kind=complaint')).toEqual(['1']);
    expect(await at('kind=moon&light=blue')).toEqual(['1', '2', '3']);
    await bench.goesTo(Date.parse('2026-11-26T10:00:00+08:00'));
    const again = await visit.enter(HUB);
    const late = found((await visit.get('/tickets?light=late', again)).text);
    expect(late).toContain('1');
    expect(late).not.toContain('3');
    expect(found((await visit.get('/tickets?light=fine', again)).text)).toContain('3');
  });
});

describe('a named list', () => {
  test('is its owner’s alone, leads back to the list, and outlives the program', async () => {
    const { bench } = visit;
    await bench.has(START);
    const [mine, other] = [await visit.enter(HUB), await visit.enter('dispatcher-2')];
    const done = await save(mine, { name: '住建的红灯', q: '住建', light: 'late' });
    expect([done.status, done.location]).toEqual([303, '/w/tickets?q=%E4%BD%8F%E5%BB%BA&light=late']);
    const { text } = await visit.get('/tickets', mine);
    expect(text).toContain('>住建的红灯</a>');
    expect(text).toContain('href="/w/tickets?q=%E4%BD%8F%E5%BB%BA&amp;light=late"');
    expect((await visit.get('/tickets', other)).text).not.toContain('住建的红灯');
    await bench.store.close();
    const again = await openStore({
      dir: bench.dir,
      clock: bench.clock,
      log: createLog('silent'),
      onFault: () => {},
    });
    expect((await again.office()).filters?.[HUB]).toMatchObject([
      { name: '住建的红灯', query: 'q=%E4%BD%8F%E5%BB%BA&light=late' },
    ]);
    await again.close();
  });

  test('named again is changed, and deleted is gone; another’s is not touched', async () => {
    const [mine, other] = [await visit.enter(HUB), await visit.enter('dispatcher-2')];
    await save(mine, { name: '一', q: '星火' });
    await save(mine, { name: ' 一 ', q: '青云' });
    await save(other, { name: '一', q: '住建' });
    await visit.post('/filters/forget', { name: '没有的' }, mine);
    const kept = async (id: string) =>
      (await visit.bench.store.office()).filters?.[id]?.map(({ query }) => decodeURIComponent(query));
    expect(await kept(HUB)).toEqual(['q=青云']);
    await visit.post('/filters/forget', { name: '一' }, mine);
    expect([await kept(HUB), await kept('dispatcher-2')]).toEqual([[], ['q=住建']]);
  });

  test.each([
    [{ name: '', q: '星火' }, '还没有起名字'],
    [{ name: '\u200b \n', q: '星火' }, '还没有起名字'],
    [{ name: '名'.repeat(13), q: '星火' }, '名字最多 12 个字'],
  ])('that cannot be is refused in a sentence: %j', async (fields, why) => {
    const cookie = await visit.enter(HUB);
    const { status, text } = await save(cookie, fields);
    expect([status, text]).toEqual([400, expect.stringContaining(why)]);
    expect((await visit.bench.store.office()).filters ?? {}).toEqual({});
  });

  test('one too many is refused, and says what to do; a word of people stays a word', async () => {
    const cookie = await visit.enter(HUB);
    for (let turn = 0; turn < MOST_FILTERS; turn++)
      await save(cookie, { name: `第${turn}个`, q: '"><script>' });
    const { status, text } = await save(cookie, { name: '再一个', q: '星火' });
    expect([status, text]).toEqual([400, expect.stringContaining('请先删一个再存')]);
    // In the place of one that is there it is none too many.
    expect((await save(cookie, { name: '第3个', q: '星火' })).status).toBe(303);
    expect((await visit.get('/tickets', cookie)).text).not.toContain('<script>');
  });

  test('`constructor` is a name like any other', async () => {
    const cookie = await visit.enter(HUB);
    await save(cookie, { name: 'constructor', q: '星火' });
    expect((await visit.get('/tickets', cookie)).text).toContain('>constructor</a>');
  });
});
