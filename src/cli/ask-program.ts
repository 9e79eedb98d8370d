/** Asks the running program through its control socket (`desk/operation/control.ts`). */
import { connect } from 'node:net';
import { type ControlAnswer, type ControlRequest, socketPath } from '../desk/operation/control.ts';

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
