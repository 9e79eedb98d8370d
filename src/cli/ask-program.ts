/** Asks the running program through its control socket (`desk/operation/control.ts`). */
import { connect } from 'node:net';
import { RehearsalClock, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { countyFiles } from '../county/files.ts';
import { loadRoster } from '../county/roster-file.ts';
import {
  type ControlAnswer,
  type ControlRequest,
  control,
  type StoreRequest,
  socketPath,
} from '../desk/operation/control.ts';
import { readWording } from '../dialogue/wording.ts';
import { openStore } from '../store/embedded.ts';
import { keysOf } from '../store/keys.ts';

const WAIT_MS = 10_000;

/** Null when no program is listening. */
export function askProgram(
  dataDir: string,
  request: ControlRequest,
  waitMs = WAIT_MS,
): Promise<ControlAnswer | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(dataDir));
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(waitMs, () => socket.destroy(new Error('程序没有回应，请稍后再试。')));
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    socket.on('end', () => resolve(JSON.parse(text) as ControlAnswer));
  });
}

/** The running program's answer; where none is running, the work is done on the data folder itself. */
export async function askOrWorkAlone(config: Config, request: StoreRequest): Promise<ControlAnswer> {
  return (await askProgram(config.dataDir, request)) ?? (await workAlone(config, request));
}

/** Throws `StoreFault` when a program is running after all. */
export async function workAlone(config: Config, request: StoreRequest): Promise<ControlAnswer> {
  const { dataDir, rosterFile, rehearsal, reportKey } = config;
  const clock = rehearsal ? new RehearsalClock(rehearsal.start, rehearsal.speed) : systemClock;
  const store = await openStore({ dir: dataDir, clock, keys: keysOf(reportKey) });
  try {
    const { say } = readWording(countyFiles(config).wording);
    return await control(request, store, loadRoster(rosterFile), clock, say);
  } finally {
    await store.close();
  }
}
