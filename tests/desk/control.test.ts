/** The operator's socket: one request, one answer, one change; and words from inside the program are nobody's account. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { control, type StoreRequest, serveControl } from '../../src/desk/operation/control.ts';
import { readWording } from '../../src/dialogue/wording.ts';
import { openStore } from '../../src/store/embedded.ts';
import type { Store } from '../../src/store/port.ts';
import { call, exchange } from '../listening/raw.ts';
import { scratch } from '../support/county.ts';

const clock = { now: () => Date.parse('2026-11-23T09:00:00+08:00') };
const roster = loadRoster('data/roster.yaml');
const { say } = readWording('flows/wording.yaml');
let store: Store;
let where: { path: string };
let end: () => Promise<void>;
beforeEach(async () => {
  const { dir, remove } = scratch();
  store = await openStore({ dir, clock });
  const server = await serveControl(dir, (request) =>
    control(request as StoreRequest, store, roster, clock, say),
  );
  where = { path: join(dir, 'control.sock') };
  end = async () => {
    await new Promise((resolve) => server.close(resolve));
    await store.close();
    remove();
  };
});
afterEach(() => end());

const asked = async (request: object): Promise<{ ok: boolean; text: string }> =>
  JSON.parse(await exchange(where, [`${JSON.stringify(request)}\n`], (heard) => heard.endsWith('\n')));

test('an invite asked for in three pieces, with more behind it, is made once', async () => {
  const id = roster.people[0]?.id ?? '';
  const request = `{"do":"invite","people":["${id}"]}\n`;
  const pieces = [request.slice(0, 6), request.slice(6, 20), request.slice(20), request, 'more'];
  const heard = await exchange(where, pieces, () => false);
  expect(heard.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(heard)).toMatchObject({ ok: true, text: expect.stringContaining('邀请码') });
  expect(Object.values((await store.office()).invites)).toHaveLength(1);
});

test('one valid code a person: a new one makes those before it void, and says so', async () => {
  const [person] = roster.people;
  const invite = () => asked({ do: 'invite', people: [person?.id] });
  expect((await invite()).text).not.toContain('作废');
  expect((await invite()).text).toContain('以前发的作废了。');
  const states = Object.values((await store.office()).invites).map(({ state }) => state);
  expect(states.sort()).toEqual(['open', 'revoked']);
  expect((await asked({ do: 'list' })).text.split('\n')[0]?.match(/邀请码有效至/g)).toHaveLength(1);
});

test('a hand-over is agreed to only for somebody who holds something', async () => {
  expect(await asked({ do: 'handOver', person: 'nobody' })).toMatchObject({ ok: false });
  expect((await store.office()).handOver).toBeUndefined();
});

test('whoever hangs up at once leaves nothing half done, and the next is served', async () => {
  for (let n = 0; n < 50; n++) {
    const line = await call(where);
    line.socket.write('{"do":"list"}\n');
    line.hangUp();
  }
  expect(await asked({ do: 'list' })).toMatchObject({ ok: true });
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  '“%s” is nothing that exists',
  async (word) => {
    expect(await asked({ do: 'unbind', account: word })).toMatchObject({
      ok: false,
      text: expect.stringContaining('没有绑定这个账号'),
    });
    expect(await asked({ do: 'revoke', code: word })).toMatchObject({ ok: false });
    expect(await asked({ do: 'invite', people: [word] })).toMatchObject({
      ok: false,
      text: expect.stringContaining(`没有编号为“${word}”的人`),
    });
    expect(store.head().seq).toBe(0);
  },
);
