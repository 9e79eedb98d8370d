/** Who sees which ticket on the pages: everybody in the roster against one table, and reports about officials nobody. */
import { describe, expect, test } from 'vitest';
import { may } from '../../../src/domain/permissions.ts';
import { filled, PLACES } from './addresses.ts';
import { type Got, useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HUB = 'dispatcher-1';
const MATTER = '厂区这两天老是跳闸，请供电公司来看看。';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

describe('of everybody in the roster', () => {
  test('who may view a ticket sees it in every page, and nobody else in any', async () => {
    await visit.bench.says(OWNER, MATTER);
    const ticket = await visit.bench.ticket();
    const { roster } = visit.bench.county;
    for (const { id } of roster.people) {
      const cookie = await visit.enter(id);
      const sees = may('view', ticket, { person: id }, roster);
      const page = await visit.get('/t/1', cookie);
      expect(page.status, id).toBe(sees ? 200 : 404);
      for (const path of [
        '/',
        '/tickets',
        '/tickets?q=跳闸',
        `/e/${ticket.enterprise}`,
        `/d/${ticket.department}`,
      ]) {
        const { text } = await visit.get(path, cookie);
        if (!sees) expect(text, `${id} ${path}`).not.toContain('跳闸，请供电');
      }
      expect((await visit.get('/tickets?q=跳闸', cookie)).text.includes('跳闸，请供电'), id).toBe(sees);
    }
  }, 300_000);

  test('what is not theirs and what is not there look the same', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter('qingyun-1');
    const [theirs, none] = [await visit.get('/t/1', cookie), await visit.get('/t/999', cookie)];
    expect(theirs).toEqual(none);
    for (const odd of [
      '/t/0',
      '/t/-1',
      '/t/1e3',
      '/t/9999999999',
      '/t/%31%00',
      '/e/constructor',
      '/d/__proto__',
    ]) {
      expect((await visit.get(odd, cookie)).status, odd).toBe(404);
    }
  });

  test('a report about an official is on nobody’s pages, not even on those of whoever made it or hears it', async () => {
    await visit.bench.says(OWNER, '我要举报：供电所的人装表要喝酒，不请客就拖着');
    const [report] = await visit.bench.store.tickets({ confidential: true });
    expect(report).toBeDefined();
    const { roster } = visit.bench.county;
    for (const id of [OWNER, 'discipline-1', 'leader-1', HUB]) {
      const cookie = await visit.enter(id);
      expect((await visit.get(`/t/${report?.number}`, cookie)).status, id).toBe(404);
      for (const path of ['/', '/tickets', '/tickets?q=装表', `/e/${roster.enterpriseOf(OWNER)?.id}`]) {
        expect((await visit.get(path, cookie)).text, `${id} ${path}`).not.toContain('不请客');
      }
    }
  });

  test('the number of a report is answered like one that is not there, byte for byte, at every address', async () => {
    await visit.bench.says(OWNER, '我要举报：供电所的人装表要喝酒，不请客就拖着');
    const [report] = await visit.bench.store.tickets({ confidential: true });
    const number = String(report?.number);
    const none = String(Number(number) === 777_777 ? 777_778 : 777_777);
    /** The same words where the answer names what was asked for. */
    const blank = ({ text, location, ...got }: Got, asked: string) => ({
      ...got,
      bytes: null,
      text: text.replaceAll(asked, 'N'),
      location: location?.replaceAll(asked, 'N'),
    });
    const about = visit.routes.filter(({ path }) => path.includes(':number'));
    expect(about.filter(({ method }) => method === 'POST').length).toBeGreaterThan(0);
    for (const id of [OWNER, 'qingyun-1', 'discipline-1', 'leader-1', HUB, LIAISON, 'operator-1']) {
      const cookie = await visit.enter(id);
      for (const { method, path } of about) {
        const ask = async (asked: string) => {
          const [at = ''] = filled(path, { ...PLACES, number: [asked] });
          const fields = { step: '签收', words: '请尽快', kind: '催办函', text: '催办', title: '催办' };
          const got = method === 'GET' ? await visit.get(at, cookie) : await visit.post(at, fields, cookie);
          return blank(got, asked);
        };
        const [theirs, missing] = [await ask(number), await ask(none)];
        expect(theirs, `${id} ${method} ${path}`).toEqual(missing);
        expect(theirs.status, `${id} ${method} ${path}`).not.toBe(200);
      }
      for (const q of ['', `${number}`, `#${number}`]) {
        const seen = await visit.get(`/tickets?q=${encodeURIComponent(q)}`, cookie);
        const other = await visit.get(`/tickets?q=${encodeURIComponent(q.replace(number, none))}`, cookie);
        expect(blank(seen, number), `${id} searches ${q}`).toEqual(blank(other, none));
      }
    }
  });
});

describe('a step', () => {
  test('taken on the page is the step that the chat takes, and is answered there', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter(LIAISON);
    const page = await visit.get('/t/1', cookie);
    const [, press = ''] = /name="press" value="([^"]*签收[^"]*)"/.exec(page.text) ?? [];
    const signed = await visit.post('/press', { press: unescaped(press), back: '/t/1' }, cookie);
    expect([signed.status, signed.location]).toEqual([303, '/w/t/1#talk']);
    expect((await visit.bench.ticket()).state).toBe('working');
    await visit.post('/t/1/step', { step: '反馈', words: '师傅下午三点到' }, cookie);
    const ticket = await visit.bench.ticket();
    expect(ticket.facts.fedBackAt).not.toBeNull();
    expect((await visit.get('/t/1', cookie)).text).toContain('师傅下午三点到');
    expect(visit.bench.told(OWNER).join('\n')).toContain('师傅下午三点到');
  });

  test('sent twice is one, and tells the liaison’s own chat nothing that was asked on the page', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter(LIAISON);
    const fields = { key: 'the-same-key', step: '反馈', words: '明天上门' };
    await visit.post('/t/1/step', fields, cookie);
    await visit.post('/t/1/step', fields, cookie);
    const fed = (await visit.bench.ticket()).entries.filter(({ what }) => what === 'fedBack');
    expect(fed).toHaveLength(1);
    const { text } = await visit.get('/talk', cookie);
    const [, answer = ''] = /class="bot">[\s\S]*?<p class="words">([^<]+)/.exec(text) ?? [];
    expect(text).toContain('反馈 1 明天上门');
    expect(answer).not.toBe('');
    expect(visit.bench.told(LIAISON)).not.toContain(answer);
  });

  test('that is not the reader’s is refused and changes nothing', async () => {
    await visit.bench.says(OWNER, MATTER);
    const before = await visit.bench.ticket();
    const [stranger, owner, liaison] = [
      await visit.enter('qingyun-1'),
      await visit.enter(OWNER),
      await visit.enter(LIAISON),
    ];
    expect((await visit.post('/t/1/step', { step: '办结', words: '好了' }, stranger)).status).toBe(404);
    expect((await visit.post('/t/1/step', { step: '办结', words: '好了' }, owner)).status).toBe(409);
    expect((await visit.post('/t/1/step', { step: '督办', words: '快办' }, liaison)).status).toBe(409);
    expect((await visit.post('/t/1/step', { step: '反馈', words: '字'.repeat(4001) }, liaison)).status).toBe(
      413,
    );
    for (const press of ['', '[]', '[1,2]', '{"a":1}', `["签收","${'x'.repeat(65)}"]`]) {
      expect((await visit.post('/press', { press, back: '/t/1' }, liaison)).status, press).toBe(400);
    }
    expect((await visit.post('/press', { press: '["x","y"]', back: '//evil.example' }, liaison)).status).toBe(
      400,
    );
    const after = await visit.bench.ticket();
    expect(after.version).toBe(before.version);
  });

  test('of two tabs the second is told how things stand now', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter(LIAISON);
    await visit.post('/t/1/step', { step: '办结', words: '线路已修好' }, cookie);
    const late = await visit.post('/t/1/step', { step: '办结', words: '线路已修好，再说一遍' }, cookie);
    expect(late.status).toBe(409);
    expect(late.text).toContain('现在不能“办结”');
  });
});

test('words of people are shown as words, whatever stands in them', async () => {
  const evil = `厂区跳闸<script>alert(1)</script>"'&，请供电公司来看看。`;
  await visit.bench.says(OWNER, evil);
  const cookie = await visit.enter(OWNER);
  for (const path of ['/t/1', '/tickets', '/', '/tickets?q=<script>']) {
    expect((await visit.get(path, cookie)).text, path).not.toContain('<script>alert');
    expect((await visit.get(path, cookie)).text, path).not.toContain('value="<script>');
  }
});

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

test('a limit in days is late on the page from midnight on, as everywhere', async () => {
  await visit.bench.says(OWNER, MATTER);
  await visit.bench.goesTo(Date.parse('2026-11-24T23:30:00+08:00'));
  const evening = (await visit.get('/tickets', await visit.enter(LIAISON))).text;
  expect(evening).toContain('11月24日（周二）内');
  expect(evening).not.toContain('已过时限');
  await visit.bench.goesTo(Date.parse('2026-11-25T00:00:01+08:00'));
  expect((await visit.get('/tickets', await visit.enter(LIAISON))).text).toContain('签收已过时限');
});

test('numbers of people are whole for those who work on it, and starred for a leader', async () => {
  await visit.bench.says(OWNER, `${MATTER}我的电话13812345678`);
  for (const [id, isWhole] of [
    [OWNER, true],
    [LIAISON, true],
    [HUB, true],
    ['leader-1', false],
  ] as const) {
    const { text } = await visit.get('/t/1', await visit.enter(id));
    const said = /<p class="said">[\s\S]*?<\/p>/.exec(text)?.[0] ?? '';
    expect(said.includes('13812345678'), id).toBe(isWhole);
    expect(said, id).toContain('跳闸');
  }
});

test('看板, said among colleagues in the group, brings no link; said to the bot, it does', async () => {
  const told = await visit.bench.says(OWNER, '看板', 'group');
  expect(told.map(({ text }) => text).join('')).not.toContain('/w/in/');
  expect(await visit.bench.answers(OWNER, '看板')).toContain('/w/in/');
});
