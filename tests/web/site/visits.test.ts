/** 走访 on the pages: called for, agreed on, entered and promised there, and seen by those whom it concerns. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const MONDAY = at('2026-11-30', '10:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';

let visit: Visit;
useVisit(MONDAY, (opened) => {
  visit = opened;
});

async function called(): Promise<string> {
  const owner = await visit.enter(OWNER);
  const sent = await visit.post('/visits', { words: '想扩电，看看怎么走' }, owner);
  expect(sent.location).toBe('/w/talk#talk');
  return owner;
}

const step = (fields: Readonly<Record<string, string>>, as: string) =>
  visit.post('/visits/1/step', fields, as);

test('an owner calls, both agree on a time, and what was found and promised is entered', async () => {
  const owner = await called();
  expect((await visit.get('', owner)).text).toContain('href="/w/visits"');
  const hub = await visit.enter(HUB);
  expect((await visit.get('/visits/1', hub)).text).toContain('想扩电');
  await visit.post('/t/1/step', { step: '签收' }, hub);
  await step({ step: 'time', day: '2026-12-01', time: '09:00' }, hub);
  const asked = await visit.get('/visits/1', owner);
  expect(asked.text).toContain('这个时间可以');
  await step({ step: 'agree' }, owner);
  expect((await visit.get('/visits/1', owner)).text).toContain('定在 12月1日');
  await visit.bench.goesTo(at('2026-12-01', '11:00'));
  const later = await visit.enter(HUB);
  await step({ step: 'record', words: '厂门口的路灯不亮\r\n变压器老是跳闸' }, later);
  await step({ step: 'promise', day: '2026-12-10', title: '送图纸', department: '住房和城乡建设局' }, later);
  const shown = await visit.get('/visits/1', later);
  expect(shown.text).toContain('带回的问题 <small>2 件</small>');
  expect(shown.text).toContain('送图纸 住房和城乡建设局');
  expect((await visit.bench.ticket()).plan).toMatchObject([
    { title: '送图纸', department: 'housing', by: { day: '2026-12-10' } },
  ]);
});

test('what is left out, too long or no step at all changes nothing, and says so', async () => {
  await called();
  const hub = await visit.enter(HUB);
  expect((await step({ step: 'time', day: '2026-12-01', time: '' }, hub)).text).toContain('还没有填全');
  expect((await step({ step: 'record', words: ' ' }, hub)).text).toContain('还没有填全');
  expect((await step({ step: 'toString' }, hub)).status).toBe(400);
  expect((await step({ step: 'record', words: '长'.repeat(4001) }, hub)).status).toBe(413);
  expect((await step({ step: 'time', day: '2026-02-30', time: '09:00' }, hub)).location).toBe('/w/talk#talk');
  expect((await visit.get('/talk', hub)).text).toContain('没有这一天');
  expect((await visit.bench.store.office()).arrangements?.visits?.[1]?.time).toBeUndefined();
});

describe('who sees it', () => {
  test.each([
    [OWNER, 200, 200, false],
    ['xinghuo-2', 200, 200, false],
    ['shangchao-1', 200, 404, false],
    [HUB, 200, 200, true],
    ['leader-1', 200, 200, true],
    ['housing-a', 404, 404, false],
    ['discipline-1', 404, 404, false],
    ['operator-1', 404, 404, false],
  ])('%s: list %s, the visit %s, figures %s', async (who, list, one, figures) => {
    await called();
    await visit.bench.goesTo(at('2026-11-30', '13:00'));
    const cookie = await visit.enter(who);
    const shown = await visit.get('/visits', cookie);
    expect(shown.status).toBe(list);
    expect((await visit.get('/visits/1', cookie)).status).toBe(one);
    expect(shown.text.includes('随叫 1 次，2 小时内应 0/1')).toBe(figures);
    expect(shown.text.includes('请专班来一趟</h2>')).toBe(list === 200 && !figures);
  });

  test('nobody who only looks on has a form, and nobody else’s step counts', async () => {
    await called();
    for (const who of ['leader-1', 'shangchao-1', 'housing-a']) {
      const cookie = await visit.enter(who);
      expect((await visit.get('/visits/1', cookie)).text).not.toContain('name="step"');
      await step({ step: 'time', day: '2026-12-01', time: '09:00' }, cookie);
      await visit.post('/visits', { words: '来看看' }, await visit.enter('leader-1'));
    }
    expect((await visit.bench.store.office()).arrangements?.visits?.[1]?.time).toBeUndefined();
    expect(await visit.bench.store.tickets({})).toHaveLength(1);
  });

  test('nobody is ranked, and no proof of having been there is asked for', async () => {
    await called();
    const { text } = await visit.get('/visits', await visit.enter('leader-1'));
    expect(text).not.toMatch(/第\s*\d+\s*名|排行|type="file"|geolocation/u);
  });
});
