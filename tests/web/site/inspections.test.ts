/** 入企检查 on the pages: filed, entered, told and rated there, and seen by those whom it concerns. */
import { expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const TUESDAY = at('2026-12-01', '10:00');
const UNIT = 'emergency-a';
const OWNER = 'xinghuo-1';
const FORM = {
  firm: 'xinghuo',
  day: '2026-12-09',
  time: '09:00',
  item: '消防安全检查',
  other: '',
  type: 'routine',
  basis: '',
  approver: '许学轩',
  people: '王一 0411001、李二 0411002',
  notice: '〔2026〕12号',
  cause: '',
};

let visit: Visit;
useVisit(TUESDAY, (opened) => {
  visit = opened;
});

const filed = async () => (await visit.bench.store.office()).arrangements?.inspections?.filed?.[1];

/** The button of that label on the page of the talk, pressed. */
async function presses(label: string, cookie: string): Promise<void> {
  const { text } = await visit.get('/talk', cookie);
  const found = [...text.matchAll(/name="press" value="([^"]+)"/g)]
    .map(([, value = '']) => value.replaceAll('&quot;', '"'))
    .findLast((value) => value.includes(`"${label}"`));
  if (!found) throw new Error(`no button ${label}`);
  await visit.post('/press', { press: found, back: '/talk' }, cookie);
}

async function file(fields: Partial<typeof FORM> & Record<string, string> = {}): Promise<string> {
  const unit = await visit.enter(UNIT);
  const sent = await visit.post('/inspections/new', { ...FORM, ...fields }, unit);
  expect(sent.location).toBe('/w/talk#talk');
  await presses('报备', unit);
  return unit;
}

test('a unit files by the form, looks at it with its hints, and the firm is told in private', async () => {
  const unit = await visit.enter(UNIT);
  expect((await visit.get('', unit)).text).toContain('href="/w/inspections"');
  const form = await visit.get('/inspections/new', unit);
  expect(form.text).toContain('<option>消防安全检查</option>');
  expect(form.text).not.toContain('食品安全监督检查');
  await visit.post('/inspections/new', { ...FORM, approver: '没有' }, unit);
  const talk = await visit.get('/talk', unit);
  expect(talk.text).toContain('没有负责人批准');
  expect(await filed()).toBeUndefined();
  await presses('报备', unit);
  expect(await filed()).toMatchObject({ enterprise: 'xinghuo', code: 'fire', time: '09:00', approver: null });
  expect(visit.bench.newest(OWNER)).toContain('【入企检查告知】应急管理局');
});

test('what the form leaves out is asked for in the talk', async () => {
  const unit = await visit.enter(UNIT);
  await visit.post('/inspections/new', { ...FORM, people: '' }, unit);
  expect((await visit.get('/talk', unit)).text).toContain('执法证号');
});

test('the unit says that it is there and tells the result; the firm rates on its page, once', async () => {
  const unit = await file();
  await visit.bench.goesTo(at('2026-12-09', '09:05'));
  const back = await visit.enter(UNIT);
  expect(unit).not.toBe('');
  await visit.post('/inspections/1/step', { step: 'enter' }, back);
  expect((await filed())?.enteredAt).toBe(at('2026-12-09', '09:05'));
  await visit.post('/inspections/1/step', { step: 'result', words: '没有发现问题' }, back);
  const owner = await visit.enter(OWNER);
  const shown = await visit.get('/inspections/1', owner);
  expect(shown.text).toContain('结果：没有发现问题');
  expect(shown.text).toContain('不记名');
  const bare = await visit.post('/inspections/1/step', { step: 'rate' }, owner);
  expect(bare.status).toBe(400);
  await visit.post('/inspections/1/step', { step: 'rate', rating: 'fair', words: '等了一上午' }, owner);
  expect((await filed())?.rated).toBe(true);
  expect((await visit.get('/inspections/1', owner)).text).not.toContain('name="rating"');
  expect((await visit.get('/inspections', back)).text).toContain('满三次才显示');
});

test('everybody sees theirs: what is not looks like what is not there', async () => {
  await file({ cause: '投诉举报' });
  for (const [person, page, one, form] of [
    [UNIT, 200, 200, 200],
    ['market-a', 200, 404, 200],
    ['justice-a', 200, 200, 200],
    [OWNER, 200, 404, 404],
    ['shangchao-1', 200, 404, 404],
    ['dispatcher-1', 200, 200, 404],
    ['leader-1', 200, 200, 404],
    ['discipline-1', 404, 404, 404],
    ['operator-1', 404, 404, 404],
  ] as const) {
    const cookie = await visit.enter(person);
    const found = await Promise.all(
      ['/inspections', '/inspections/1', '/inspections/new'].map((path) => visit.get(path, cookie)),
    );
    expect(
      found.map(({ status }) => status),
      person,
    ).toEqual([page, one, form]);
    const step = await visit.post('/inspections/1/step', { step: 'result', words: '好' }, cookie);
    expect(step.status, person).toBe(person === UNIT ? 303 : 404);
  }
  expect((await visit.get('/inspections/9', await visit.enter(UNIT))).status).toBe(404);
});

test('leaders and 司法局 read how the month stands, from the board as well, and nobody how often a unit went', async () => {
  await file();
  await visit.bench.goesTo(at('2026-12-09', '10:00'));
  const leader = await visit.enter('leader-1');
  const board = await visit.get('/board', leader);
  expect(board.text).toContain('<a href="/w/inspections">入企 1 次：日常 1、专项 0、个案 0</a>');
  for (const person of ['leader-1', 'justice-a', 'dispatcher-1']) {
    const { text } = await visit.get('/inspections', await visit.enter(person));
    expect(text).toContain('事前报备 1/1');
    expect(text).not.toMatch(/应急管理局\s*\d+\s*次|排名第|名次/);
  }
  const owner = await visit.get('/inspections', await visit.enter(OWNER));
  expect(owner.text).not.toContain('事前报备');
});

test('a form that is not whole changes nothing', async () => {
  const unit = await visit.enter(UNIT);
  expect((await visit.post('/inspections/new', { ...FORM, firm: 'nobody' }, unit)).status).toBe(400);
  expect((await visit.post('/inspections/new', { ...FORM, key: '' }, unit)).status).toBe(400);
  expect((await visit.post('/inspections/1/step', { step: 'nothing' }, unit)).status).toBe(400);
  expect(await filed()).toBeUndefined();
});
