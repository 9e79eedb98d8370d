/**
 * Runs the fake WeChat as a process of its own: wechaty's puppet service over real gRPC on 127.0.0.1, and a door for
 * the test beside it: `node --import tsx tests/support/wechat/fake-wechat-main.ts --token puppet_fake`
 * Prints one line, `{"port": N, "control": M}`. With `--with-parent` it ends when its input ends.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { parseArgs } from 'node:util';

interface Service {
  start(): Promise<void>;
  stop(): Promise<void>;
}

process.env.WECHATY_LOG ??= 'silent';
// By a name the compiler does not follow: that package's types change what `util.promisify` gives everywhere.
const SERVICE: string = 'wechaty-puppet-service';
const { PuppetServer } = (await import(SERVICE)) as { PuppetServer: new (options: unknown) => Service };
const { RecordingPuppet } = await import('./recording-puppet.ts');
const { VERBS } = await import('./control.ts');
const { World } = await import('./world.ts');

const { values } = parseArgs({
  options: {
    token: { type: 'string', default: 'puppet_fake' },
    'clock-start': { type: 'string' },
    'no-session': { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
  },
});

const began = Date.now();
const clockStart = values['clock-start'] === undefined ? began : Date.parse(values['clock-start']);
const world = new World(() => clockStart + Date.now() - began);
world.session = !values['no-session'];
const puppet = new RecordingPuppet(world);
// Nobody else listens to the mock's own errors, and an emitter without a listener would end the process.
puppet.on('error', () => {});

const port = await freePort();
let server = newServer();
await server.start();
let isThere = true;

const stage = {
  world,
  puppet,
  async drop() {
    await server.stop();
    isThere = false;
  },
  async resume() {
    if (isThere) return;
    server = newServer();
    await server.start();
    isThere = true;
  },
};

function newServer(): Service {
  return new PuppetServer({
    endpoint: `127.0.0.1:${port}`,
    puppet,
    token: values.token,
    tls: { disable: true },
  });
}

const control = createServer(async (request, response) => {
  try {
    const verb = VERBS[(request.url ?? '').slice(1)];
    if (!verb) throw new Error(`unknown verb ${request.url}`);
    const result = await verb(stage, JSON.parse((await bodyOf(request)) || '{}'));
    response.end(JSON.stringify({ ok: true, result: result ?? null }));
  } catch (error) {
    response.end(JSON.stringify({ ok: false, why: String(error) }));
  }
});
// A test that pauses keeps its connection: one closed in that moment would fail the next verb.
control.keepAliveTimeout = 0;
control.listen(0, '127.0.0.1', () => {
  const { port: door } = control.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port, control: door })}\n`);
});

if (values['with-parent']) {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The service does not tell which port it took, so it is given one. */
async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => {
    socket.listen(0, '127.0.0.1', resolve);
  });
  const { port: free } = socket.address() as AddressInfo;
  await new Promise((resolve) => {
    socket.close(resolve);
  });
  return free;
}
