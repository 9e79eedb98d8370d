/** The platform behind the web group: what was said stays said, once. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Rendered, SendFailure } from '../../../src/channels/port.ts';
import { Chat, DOCUMENT_LIMIT, PHOTO_LIMIT } from '../../../src/channels/web/chat.ts';
import { type ChatMessage, GROUP } from '../../../src/channels/web/message.ts';
import { VirtualClock } from '../../../src/clock.ts';
import { scratch } from '../../support/county.ts';

const clock = new VirtualClock(Date.parse('2026-11-23T09:00:00+08:00'));
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let folder: ReturnType<typeof scratch>;
let chat: Chat;
/** Opened in between, to be closed at the end. */
let others: Chat[] = [];
beforeEach(() => {
  folder = scratch();
  chat = Chat.open(folder.dir, clock);
});
afterEach(async () => {
  for (const one of [chat, ...others]) await one.close();
  others = [];
  folder.remove();
});

const said = (key: string, text: string, more: { files?: ChatMessage['files'] } = {}) =>
  chat.say({ key, as: 'xinghuo-1', chat: GROUP, text, files: more.files ?? [], replyTo: null });
const sent = (key: string, text: string, more: Partial<Rendered> = {}): Promise<ChatMessage> =>
  chat.post({
    key,
    chat: GROUP,
    text,
    buttons: [],
    file: null,
    edit: null,
    replyTo: null,
    silent: false,
    ...more,
  });

/** Ends without a word and opens again, as after a power cut. */
function reopened(): Chat {
  const again = Chat.open(folder.dir, clock);
  others.push(again);
  return again;
}

describe('a chat', () => {
  it('shows nothing of what was taken down, also after a restart', async () => {
    const file = await chat.keep(PNG, '照片.png');
    const { id } = await said('key-00001', '来检查的又要烟', { files: [file] });
    await chat.takeDown(id);
    await chat.takeDown('w999');
    for (const one of [chat, reopened()]) {
      expect(one.messages(GROUP)).toMatchObject([{ id, text: '（这句话已撤下）', files: [] }]);
    }
    expect((await said('key-00001', '来检查的又要烟')).text, 'said twice by a hasty page').toContain(
      '已撤下',
    );
  });

  it('shows after a restart what it showed before', async () => {
    await said('key-00001', '厂里停电了');
    const card = await sent('card', '【诉求件 1】待签收', { buttons: [[{ label: '签收', data: 's/1' }]] });
    await sent('card-2', '【诉求件 1】办理中', { edit: card.id });
    const before = chat.messages(GROUP);
    expect(before.map(({ text, edits }) => [text, edits])).toEqual([
      ['厂里停电了', 0],
      ['【诉求件 1】办理中', 1],
    ]);
    const again = reopened();
    expect(again.messages(GROUP)).toEqual(before);
    expect(again.change).toBe(chat.change);
    expect((await again.post({ ...blank, key: 'new', text: '新的' })).id).toBe('w3');
  });

  it('takes the same key once, from people and from the program, also after a restart', async () => {
    const first = await said('key-00001', '厂里停电了');
    expect((await said('key-00001', '厂里停电了')).id).toBe(first.id);
    const card = await sent('card', '收到');
    expect((await sent('card', '收到')).id).toBe(card.id);
    const again = reopened();
    expect((await again.post({ ...blank, key: 'card', text: '收到' })).id).toBe(card.id);
    expect(again.messages(GROUP)).toHaveLength(2);
  });

  it('keeps private chats apart from the group', async () => {
    await sent('task', '有新的诉求件', { chat: 'power-a' });
    expect(chat.messages(GROUP)).toEqual([]);
    expect(chat.messages('power-a').map(({ text }) => text)).toEqual(['有新的诉求件']);
  });

  it('gives what changed since, so that a page can catch up', async () => {
    const first = await sent('one', '一');
    const seen = chat.change;
    await sent('two', '二');
    await sent('one-again', '一，改过', { edit: first.id });
    expect(chat.changedSince(GROUP, seen).map(({ text }) => text)).toEqual(['二', '一，改过']);
    expect(chat.changedSince(GROUP, chat.change)).toEqual([]);
  });

  it('gives older messages page by page', async () => {
    for (const n of [1, 2, 3, 4, 5]) await sent(`n${n}`, String(n));
    const texts = (found: readonly ChatMessage[]) => found.map(({ text }) => text);
    expect(texts(chat.messages(GROUP, { limit: 2 }))).toEqual(['4', '5']);
    expect(texts(chat.messages(GROUP, { limit: 2, before: 'w4' }))).toEqual(['2', '3']);
    expect(texts(chat.messages(GROUP, { limit: 9, before: 'w2' }))).toEqual(['1']);
  });

  it('tells listeners of every change until they leave', async () => {
    const heard: string[] = [];
    const leave = chat.onChange(({ text }) => heard.push(text));
    const first = await sent('one', '一');
    await sent('two', '改', { edit: first.id });
    leave();
    await sent('three', '三');
    expect(heard).toEqual(['一', '改']);
  });

  it('says that a message to edit is no more', async () => {
    await expect(sent('x', '改', { edit: 'w99' })).rejects.toThrow(SendFailure);
  });
});

const blank: Rendered = {
  key: '',
  chat: GROUP,
  text: '',
  buttons: [],
  file: null,
  edit: null,
  replyTo: null,
  silent: false,
};

describe('the file behind it', () => {
  it('loses a line that was never finished, and nothing else', async () => {
    await said('key-00001', '厂里停电了');
    const log = join(folder.dir, 'chat.jsonl');
    const whole = readFileSync(log, 'utf8');
    appendFileSync(log, '{"is":"said","key":"key-00002","mess');
    expect(reopened().messages(GROUP)).toHaveLength(1);
    expect(readFileSync(log, 'utf8')).toBe(whole);
  });

  it('is refused in a sentence when a line in the middle is damaged', async () => {
    await said('key-00001', '一');
    await said('key-00002', '二');
    const log = join(folder.dir, 'chat.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('{"is":"said"', '{"is""said"'));
    expect(() => reopened()).toThrow(/第 1 行已损坏.*DATA_DIR/);
  });

  it('remembers how far a rehearsal had got', async () => {
    const later = new VirtualClock(clock.now() + 86_400_000);
    const ahead = Chat.open(folder.dir, later);
    await ahead.noteTime();
    await ahead.close();
    expect(reopened().lastAt).toBe(later.now());
  });
});

describe('files', () => {
  it('are told by their content, not by their name', async () => {
    expect(await chat.keep(PNG, '照片.docx')).toMatchObject({ kind: 'photo', mime: 'image/png' });
    expect(await chat.keep(Buffer.from('MZ程序'), '照片.jpg')).toMatchObject({ kind: 'document' });
  });

  it('that are too large are refused', async () => {
    const big = Buffer.alloc(PHOTO_LIMIT + 1);
    PNG.copy(big);
    await expect(chat.keep(big, '大.png')).rejects.toMatchObject({ kind: 'tooLarge' });
    await expect(chat.keep(Buffer.alloc(DOCUMENT_LIMIT + 1), '大.bin')).rejects.toMatchObject({
      kind: 'tooLarge',
    });
  });

  it('of the program are shown with their bytes', async () => {
    const path = join(folder.dir, 'from-the-program');
    writeFileSync(path, PNG);
    const message = await sent('file', '附件', { file: { path, name: '结果.png', mime: 'image/png' } });
    const [file] = message.files;
    expect(file).toMatchObject({ name: '结果.png', kind: 'photo', size: PNG.length });
    expect(readFileSync(chat.pathOf(file?.ref ?? ''))).toEqual(PNG);
    // The same again, when the first try was not recorded.
    expect(
      (await sent('file-2', '附件', { file: { path, name: '结果.png', mime: 'image/png' } })).files,
    ).toEqual(message.files);
  });

  it('cannot be asked for by a path', () => {
    expect(() => chat.pathOf('../../etc/passwd')).toThrow();
  });
});
