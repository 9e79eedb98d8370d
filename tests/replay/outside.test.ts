import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { type AddressInfo, connect as connectTo, createServer, Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { settledIn } from '../../src/store/line.ts';
import type { Settlement } from '../../src/store/port.ts';
import { scanJournal } from '../../src/store/scan.ts';
import { boundRoster, scratch } from '../support/county.ts';
import { replayed, UNCLEAR } from './lines.ts';

/**
 * Where `work` and what follows from it tries to go. Of others in this process – files of tests share it, and a library
 * of an earlier one may still be looking for the server it lost – nothing is counted.
 */
async function contactsOf(work: () => Promise<void>): Promise<unknown[]> {
  const ours = new AsyncLocalStorage<unknown[]>();
  const contacts: unknown[] = [];
  const { connect } = Socket.prototype;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (
    this: Socket,
    ...where: unknown[]
  ) {
    ours.getStore()?.push(where);
    return Reflect.apply(connect, this, where) as Socket;
  });
  try {
    await ours.run(contacts, work);
  } finally {
    spy.mockRestore();
  }
  return contacts;
}

it('sees who is contacted, now and by what comes of it later', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const others = async () => void (await once(connectTo(port, '127.0.0.1'), 'close'));
  const contacts = await contactsOf(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await others();
  });
  expect(contacts).toHaveLength(1);
  server.close();
});

it('contacts nobody outside, also where everybody has an account at Telegram', async () => {
  const { dir, remove } = scratch();
  try {
    const { file } = boundRoster(dir);
    const settled: Settlement[] = [];
    const contacts = await contactsOf(async () => {
      const result = await replayed(
        [
          { date: '2026-09-14 09:00:00', dept: 'gas', replyDate: '2026-10-09 09:00:00' },
          { body: UNCLEAR, date: '2026-09-14 09:00:00' },
        ],
        file,
      );
      scanJournal(result.dir, (line) => {
        settled.push(...settledIn(line.parse()).map(({ settlement }) => settlement));
      });
      result.remove();
    });
    expect(contacts).toEqual([]);
    expect(settled.length).toBeGreaterThan(20);
    // Every message was taken at once by the ledger, to somebody's own address there; none waits for an account.
    for (const one of settled) expect(one).toMatchObject({ state: 'sent', channel: 'ledger' });
  } finally {
    remove();
  }
});
