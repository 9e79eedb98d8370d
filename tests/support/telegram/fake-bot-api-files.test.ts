/** Files up and down, by the limits of https://core.telegram.org/bots/api#sending-files , with grammY's own client. */
import { createHash } from 'node:crypto';
import { Api, InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeGroup, type FakeTelegram, type FakeUser, startFakeTelegram } from './client.ts';
import { call, png, type Reply, refusal } from './test-tools.ts';

let tg: FakeTelegram;
let api: Api;
let boss: FakeUser;
let group: FakeGroup;

const bot = (method: string, params: object = {}): Promise<Reply> => call(tg, method, params);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  tg = await startFakeTelegram();
  api = new Api(tg.token, { apiRoot: tg.apiRoot });
  boss = await tg.user({ id: 20001, name: '王老板', started: true });
  group = await tg.group({ id: -1001, title: '企业服务群', members: [boss] });
});
afterAll(async () => await tg.stop());

describe('#sendphoto, #senddocument, #getfile', () => {
  test('a photo over 10 MB is refused', async () => {
    const big = Buffer.concat([png(10, 10), Buffer.alloc(10 * 1024 * 1024)]);
    await expect(api.sendPhoto(group.id, new InputFile(big, 'a.png'))).rejects.toThrow(/too big for a photo/);
  });
  test('what is no picture, or too long and thin, is no photo', async () => {
    const photo = (bytes: Buffer) => api.sendPhoto(group.id, new InputFile(bytes, 'a.png'));
    await expect(photo(Buffer.from('text'))).rejects.toThrow(/IMAGE_PROCESS_FAILED/);
    await expect(photo(png(9000, 1001))).rejects.toThrow(/PHOTO_INVALID_DIMENSIONS/);
    await expect(photo(png(2100, 100))).rejects.toThrow(/PHOTO_INVALID_DIMENSIONS/);
  });
  test('a document over 50 MB is refused', async () => {
    const huge = new InputFile(Buffer.alloc(50 * 1024 * 1024 + 1), 'a.bin');
    await expect(api.sendDocument(group.id, huge)).rejects.toMatchObject({ error_code: 413 });
    const over = new InputFile(Buffer.alloc(51 * 1024 * 1024), 'a.bin');
    await expect(api.sendDocument(group.id, over)).rejects.toMatchObject({ error_code: 413 });
  });
  test('an empty document is refused', async () => {
    await expect(api.sendDocument(group.id, new InputFile(Buffer.alloc(0), 'a.txt'))).rejects.toThrow(
      /non-empty/,
    );
  });
  test('a caption over 1024 characters is refused', async () => {
    const file = new InputFile(Buffer.from('x'), 'a.txt');
    await expect(api.sendDocument(group.id, file, { caption: '字'.repeat(1025) })).rejects.toThrow(
      /message caption is too long/,
    );
  });
  test('a file of another kind, an unknown one, or none is refused', async () => {
    const sent = await api.sendDocument(group.id, new InputFile(Buffer.from('x'), 'a.txt'));
    await expect(api.sendPhoto(group.id, sent.document.file_id)).rejects.toThrow(/Document as Photo/);
    await expect(api.sendPhoto(group.id, 'AgACnone')).rejects.toThrow(/wrong file identifier/);
    expect(await bot('sendDocument', { chat_id: group.id })).toMatchObject(
      refusal(400, /there is no document/),
    );
  });
  test('a file the fake does not know, or over 20 MB, is not given out', async () => {
    await expect(api.getFile('BQACnone')).rejects.toThrow(/invalid file_id/);
    await expect(api.getFile('')).rejects.toThrow(/file_id not specified/);
    const said = await boss.sendsDocument(boss, { name: '大.zip', size: 20 * 1024 * 1024 + 1 });
    const update = (await tg.pending()).find(({ update_id }) => update_id === said.update);
    const { document } = update!.message as { document: { file_id: string } };
    await expect(api.getFile(document.file_id)).rejects.toThrow(/file is too big/);
  });
  test('a file sent by grammY arrives whole, under its Chinese name, and is given out again', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
    const sent = await api.sendDocument(group.id, new InputFile(bytes, '日报 11月.docx'), {
      caption: '日报',
    });
    expect(sent.document.file_name).toBe('日报 11月.docx');
    const seen = (await tg.messages(group)).at(-1);
    expect(seen).toMatchObject({ text: '日报', file: { kind: 'document', size: 8, sha256: sha256(bytes) } });

    await api.sendDocument(group.id, sent.document.file_id);
    expect((await tg.messages(group)).at(-1)?.file?.sha256).toBe(sha256(bytes));

    const { file_path } = await api.getFile(sent.document.file_id);
    const download = await fetch(`${tg.apiRoot}/file/bot${tg.token}/${file_path}`);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
    expect((await fetch(`${tg.apiRoot}/file/bot1:X/${file_path}`)).status).toBe(401);
    expect((await fetch(`${tg.apiRoot}/file/bot${tg.token}/documents/none`)).status).toBe(404);
  });
});
