/** Saying and pressing through the pages: once each, in the right place, and nothing people write can break them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { RosterData } from '../../src/domain/roster.ts';
import { scratch } from '../support/county.ts';
import { ask } from '../support/web/raw.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const OWNER = 'xinghuo-1';
const OTHER = 'qingyun-1';
const LIAISON = 'power-a';
const EVIL = `<script>alert("x")</script>'"&`;
const POWER_CUT = '厂区这两天老是跳闸，请供电公司来看看。';

let world: WebWorld;
let folder: ReturnType<typeof scratch>;

beforeAll(async () => {
  folder = scratch();
  const data = parse(readFileSync('data/roster.yaml', 'utf8')) as RosterData;
  const [enterprise] = data.enterprises;
  const [member] = enterprise?.members ?? [];
  Object.assign(member as object, { name: `${EVIL}甲`, title: `${EVIL}经理` });
  Object.assign(enterprise as object, { name: `${EVIL}煤焦`, aliases: [`${EVIL}焦`] });
  Object.assign(data.group as object, { name: `${EVIL}群` });
  const file = join(folder.dir, 'roster.yaml');
  writeFileSync(file, stringify(data));
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' }, env: { ROSTER_FILE: file } });
});
afterAll(async () => {
  await world?.end();
  folder?.remove();
});

let keys = 0;
const newKey = () => `test-key-${++keys}`;

async function post(path: string, body: object | FormData, headers: Record<string, string> = {}) {
  const form = body instanceof FormData;
  const answer = await fetch(`${world.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: world.url, ...(form ? {} : { 'content-type': 'application/json' }), ...headers },
    body: form ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
  return { status: answer.status, text, location: answer.headers.get('location'), ...json } as {
    status: number;
    text: string;
    location: string | null;
    message?: string;
    toast?: string;
    error?: string;
  };
}

function form(fields: Record<string, string>, files: readonly File[] = []): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const file of files) data.append('files', file);
  return data;
}

async function pageOf(person: string): Promise<string> {
  return await (await fetch(`${world.url}/as/${person}`)).text();
}

describe('what is said', () => {
  test('with the same key twice, even at once, is said once and registered once', async () => {
    const body = { key: newKey(), chat: 'group', text: POWER_CUT };
    const answers = await Promise.all([1, 2, 3].map(() => post(`/as/${OTHER}/say`, body)));
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
    await world.tg.waitForMessage('group', '【诉求件 1】');
    await post(`/as/${OTHER}/say`, body);
    await post(`/as/${OTHER}/say`, {
      key: newKey(),
      chat: 'group',
      text: '厂门口的路坑坑洼洼，大货车进不来。',
    });
    await world.tg.waitForMessage('group', '【诉求件 2】');
    const texts = (await world.tg.messages('group')).map(({ text }) => text);
    expect(texts.filter((text) => text === POWER_CUT)).toHaveLength(1);
    expect(texts.filter((text) => text.includes('【诉求件 3】'))).toHaveLength(0);
  });

  test('can be refused, in a sentence that says what to do', async () => {
    const say = `/as/${OTHER}/say`;
    const refused = async (body: object, status: number, error: string) => {
      expect(await post(say, { key: newKey(), chat: 'group', text: '好', ...body })).toMatchObject({
        status,
        error: expect.stringContaining(error),
      });
    };
    const count = (await world.tg.messages('group')).length;
    await refused({ text: '  \n ' }, 400, '还没有写内容');
    await refused({ text: '长'.repeat(10_001) }, 400, '一条最多 10000 字，现在是 10001 字');
    await refused({ chat: 'power-a' }, 400, '看不出要发到群聊还是私聊');
    await refused({ key: 'short' }, 400, '请刷新页面再试');
    await refused({ key: '../../../etc/passwd' }, 400, '请刷新页面再试');
    await refused({ text: { not: 'text' } }, 400, '还没有写内容');
    await refused({ replyTo: 'w999' }, 400, '引用的消息不在这个聊天里');
    expect(await post('/as/nobody/say', { key: newKey(), chat: 'group', text: '好' })).toMatchObject({
      status: 404,
    });
    const empty = new File([], '空.pdf');
    expect(await post(say, form({ key: newKey(), chat: 'group', text: '附件' }, [empty]))).toMatchObject({
      status: 400,
      error: expect.stringContaining('“空.pdf”是空的'),
    });
    expect(await world.tg.messages('group')).toHaveLength(count);
  });

  test('a picture of 30 MB is refused with its limit; 11 MB too, as a picture; nothing is said', async () => {
    const count = (await world.tg.messages('group')).length;
    const jpeg = (size: number) => {
      const bytes = Buffer.alloc(size, 1);
      bytes.set([0xff, 0xd8, 0xff, 0xe0]);
      return new File([bytes], '现场.jpg', { type: 'image/jpeg' });
    };
    for (const size of [30, 11]) {
      const data = form({ key: newKey(), chat: 'group', text: '照片来了' }, [jpeg(size * 1024 * 1024)]);
      expect(await post(`/as/${OTHER}/say`, data), `${size} MB`).toMatchObject({
        status: 413,
        error: expect.stringContaining('照片每张不超过 10 MB'),
      });
    }
    expect(await world.tg.messages('group')).toHaveLength(count);
    const small = form({ key: newKey(), chat: 'group', text: '照片来了' }, [jpeg(1000)]);
    expect((await post(`/as/${OTHER}/say`, small)).status).toBe(200);
  });

  test('works without scripts: a form leads back, and words that were refused are still there', async () => {
    const html = { accept: 'text/html,application/xhtml+xml' };
    const sent = await post(`/as/${OTHER}/say`, form({ key: newKey(), chat: 'private', text: '帮助' }), html);
    expect(sent).toMatchObject({ status: 303, location: `/as/${OTHER}?chat=private` });
    const long = `${'长'.repeat(10_001)}<b>`;
    const refused = await post(`/as/${OTHER}/say`, form({ key: newKey(), chat: 'group', text: long }), html);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('一条最多 10000 字');
    expect(refused.text).toContain(`${long.slice(0, -3)}&lt;b&gt;</textarea>`);
  });
});

describe('a button', () => {
  test('pressed twice with one key works once, and is answered alike', async () => {
    const task = await world.tg.waitForMessage(await world.person(LIAISON), '【诉求件 1】待签收');
    const data = task.buttons.flat().find(({ text }) => text === '签收')?.data;
    const body = { key: newKey(), message: task.name, data };
    const answers = await Promise.all([1, 2].map(() => post(`/as/${LIAISON}/press`, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map(({ toast }) => toast)).size).toBe(1);
    await world.tg.waitForMessage('group', '【诉求件 1】办理中');
    expect((await post(`/as/${LIAISON}/press`, body)).toast, 'also when the button is gone').toBe(
      answers[0]?.toast,
    );
    const card = await world.tg.waitForMessage('group', '【诉求件 1】办理中');
    const urge = card.buttons.flat().find(({ text }) => text === '催办')?.data;
    const urging = { key: newKey(), message: card.name, data: urge };
    const first = await post(`/as/${OTHER}/press`, urging);
    expect(first.toast).toContain('已催');
    expect((await post(`/as/${OTHER}/press`, urging)).toast, 'not urged twice').toBe(first.toast);
    const late = await post(`/as/${LIAISON}/press`, { ...body, key: newKey() });
    expect(late).toMatchObject({ status: 409, error: expect.stringContaining('这个按钮已经不在了') });
  });

  test('that is forged, or on a message of another’s private chat, does nothing', async () => {
    const task = await world.tg.waitForMessage(await world.person(LIAISON), '【诉求件 1】办理中');
    const data = task.buttons.flat()[0]?.data;
    expect(await post(`/as/${OWNER}/press`, { key: newKey(), message: task.name, data })).toMatchObject({
      status: 404,
      error: expect.stringContaining('看不到这条消息'),
    });
    const card = await world.tg.waitForMessage('group', '【诉求件 1】');
    for (const forged of ['v1|sign|1|1', 'v1|confirm|1|1|satisfied', '', data]) {
      const answer = await post(`/as/${LIAISON}/press`, { key: newKey(), message: card.name, data: forged });
      expect(answer.status, String(forged)).toBe(409);
    }
  });

  test('works without scripts: back to the page, where its answer stands', async () => {
    const card = await world.tg.waitForMessage('group', '【诉求件 1】');
    const data = card.buttons.flat().find(({ text }) => text === '催办')?.data ?? '';
    const key = newKey();
    const answer = await post(`/as/${OTHER}/press`, form({ key, message: card.name, data }), {
      accept: 'text/html',
    });
    expect(answer).toMatchObject({ status: 303, location: `/as/${OTHER}?chat=group&told=${key}` });
    const page = await (await fetch(`${world.url}${answer.location}`)).text();
    expect(page).toMatch(/<div class="toast" role="status" id="toast">[^<]+<\/div>/);
  });
});

describe('a file', () => {
  test('is given to those who see its message; only pictures are shown, everything else is saved', async () => {
    const svg = new File(
      ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      '图.svg',
      {
        type: 'image/svg+xml',
      },
    );
    const page = new File(['<!doctype html><script>alert(1)</script>'], '说明"\r\n<b>.html', {
      type: 'text/html',
    });
    const png = new File([readFileSync('data/demo/pictures/meter.jpg')], '表.jpg', { type: 'image/jpeg' });
    const data = form({ key: newKey(), chat: 'private', text: '材料' }, [svg, page, png]);
    const { message } = await post(`/as/${OTHER}/say`, data);
    const file = (person: string, index: number | string) =>
      ask(`${world.url}/as/${person}/files/${message}/${index}`);
    for (const index of [0, 1]) {
      const answer = await file(OTHER, index);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+$/);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy']).toContain('sandbox');
    }
    const shown = await file(OTHER, 2);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect(shown.headers['content-disposition']).toMatch(/^inline/);
    for (const person of [OWNER, LIAISON, 'operator-1', 'nobody']) {
      const answer = await file(person, 2);
      expect(answer.status, `${person} does not see that chat`).toBe(404);
      expect(answer.text).not.toContain('JFIF\0');
    }
    for (const index of [3, '-1', '00000', 'x', '..%2F..'])
      expect((await file(OTHER, index)).status).toBe(404);
  });
});

describe('a script', () => {
  test('in a name, in a word, in a file name, is only text', async () => {
    const named = new File(['a,b'], `${EVIL}.csv`);
    await post(
      `/as/${OWNER}/say`,
      form({ key: newKey(), chat: 'group', text: `${EVIL}厂里没有水` }, [named]),
    );
    const { messages } = (await (
      await fetch(`${world.url}/as/${OWNER}/messages?chat=group&limit=1000`)
    ).json()) as { messages: { id: string; from: string; text: string }[] };
    const said = messages.find(({ from }) => from === OWNER);
    expect(said?.text).toBe(`${EVIL}厂里没有水`);
    await post(`/as/${OTHER}/say`, { key: newKey(), chat: 'group', text: '收到', replyTo: said?.id });
    const pages = [
      await (await fetch(`${world.url}/`)).text(),
      await (await fetch(`${world.url}/?q=${encodeURIComponent(EVIL)}`)).text(),
      await pageOf(OWNER),
      await pageOf(LIAISON),
      await (await fetch(`${world.url}/as/${OTHER}/messages?chat=group&html=1`)).text(),
      await (
        await fetch(`${world.url}/as/${EVIL.replaceAll('/', '%2F')}`, { headers: { accept: 'text/html' } })
      ).text(),
    ];
    for (const page of pages) {
      expect(page).not.toContain('<script>');
      expect(page).not.toMatch(/alert\("x/);
    }
    expect(pages[2]).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  });
});

describe('the words at hand over the field', () => {
  const AT_WORK = { 我的待办: /^您有 \d+ 件待办|^您现在没有待办/, 帮助: /进度/ };
  test.each<[string, Record<string, RegExp>]>([
    [OWNER, { 进度: /^\d+　|没有未办完/, 帮助: /催办/ }],
    [LIAISON, AT_WORK],
    ['dispatcher-1', { ...AT_WORK, 超期: /^超期 \d+ 件|没有超期/, 简报: /^【简报】今天/ }],
    [
      'leader-1',
      { 简报: /^【简报】今天/, '简报 本周': /^【简报】本周/, 超期: /^超期 \d+ 件|没有超期/, 帮助: /批示/ },
    ],
  ])('of %s are each answered', async (id, answers) => {
    const page = await (await fetch(`${world.url}/as/${id}?chat=private`)).text();
    const words = [...page.matchAll(/data-send="([^"]+)"/g)].map(([, word]) => word ?? '');
    expect([...words].sort()).toEqual(Object.keys(answers).sort());
    const person = await world.person(id);
    for (const word of words) {
      const { id: said } = await person.tells(word);
      await world.tg.waitForMessage(
        person,
        (message) => message.id > said && answers[word]?.test(message.text) === true,
      );
    }
  });
});

test('of a private chat nobody else sees anything', async () => {
  await post(`/as/${OTHER}/say`, { key: newKey(), chat: 'private', text: '只有我知道的话' });
  for (const person of [OWNER, LIAISON, 'leader-1', 'operator-1']) {
    expect(await pageOf(person), person).not.toContain('只有我知道的话');
    const data = await fetch(`${world.url}/as/${person}/messages?chat=private&limit=1000`);
    expect(await data.text()).not.toContain('只有我知道的话');
  }
  expect(await pageOf(OTHER)).toContain('只有我知道的话');
});
