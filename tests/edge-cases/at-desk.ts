/** The program on a folder of its own, and once more on the same folder after a stop. */
import { join } from 'node:path';
import type { Incoming } from '../../src/channels/port.ts';
import type { Instant } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';

/** Stops the program and starts it at `start`, on a clock that stands there; gives the one that runs now. */
export type Restart = (start: Instant) => Promise<Bench>;

export async function atDesk(
  start: Instant,
  run: (bench: Bench, restart: Restart) => Promise<void>,
): Promise<void> {
  const place = scratch();
  const folder = join(place.dir, 'data');
  let bench = await openBench(folder, start);
  const restart: Restart = async (when) => {
    await bench.end();
    bench = await openBench(folder, when);
    return bench;
  };
  try {
    await run(bench, restart);
  } finally {
    await bench.end();
    place.remove();
  }
}

let messages = 0;
/** One message as a channel brings it: of 商超, in the group, unless told otherwise. */
export function heard(over: Partial<Incoming>): Incoming {
  messages += 1;
  return {
    key: `edge:${messages}`,
    channel: CHANNEL,
    chat: { id: GROUP, kind: 'group', title: '' },
    sender: { id: 'shangchao-1', name: '', anonymous: false },
    at: 0,
    what: 'text',
    message: `${messages}`,
    replyTo: null,
    addressed: false,
    text: '',
    files: [],
    button: null,
    buttonToken: null,
    ...over,
  };
}
