import { Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { settledIn } from '../../src/store/line.ts';
import type { Settlement } from '../../src/store/port.ts';
import { scanJournal } from '../../src/store/scan.ts';
import { boundRoster, scratch } from '../support/county.ts';
import { replayed, UNCLEAR } from './lines.ts';

it('contacts nobody outside, also where everybody has an account at Telegram', async () => {
  const { dir, remove } = scratch();
  const connect = vi.spyOn(Socket.prototype, 'connect');
  try {
    const { file } = boundRoster(dir);
    const result = await replayed(
      [
        { date: '2026-09-14 09:00:00', dept: 'gas', replyDate: '2026-10-09 09:00:00' },
        { body: UNCLEAR, date: '2026-09-14 09:00:00' },
      ],
      file,
    );
    const settled: Settlement[] = [];
    scanJournal(result.dir, (line) => {
      settled.push(...settledIn(line.parse()).map(({ settlement }) => settlement));
    });
    result.remove();
    expect(connect).not.toHaveBeenCalled();
    expect(settled.length).toBeGreaterThan(20);
    // Every message was taken at once by the ledger, to somebody's own address there; none waits for an account.
    for (const one of settled) expect(one).toMatchObject({ state: 'sent', channel: 'ledger' });
  } finally {
    connect.mockRestore();
    remove();
  }
});
