/** The HTTP face of the fake: `/bot<token>/<method>`, `/file/bot<token>/<path>`, `/_control/<verb>`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { control, type World } from './control.ts';
import { type Fault, Faults } from './faults.ts';
import { METHODS } from './methods.ts';
import { Params, readBody, readParams } from './params.ts';
import { type Options, State } from './state.ts';
import { Transcript } from './transcript.ts';
import { type Call, Refusal, tooMany, type Wire } from './types.ts';

const HTML_PAGE = (status: number): string =>
  `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body><center><h1>${status}</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n`;

/** A fake Bot API for one bot; call `listen(port, '127.0.0.1')`. */
export function fakeBotApi(options: Options): Server {
  const world: World = { state: new State(options), faults: new Faults(), transcript: new Transcript() };
  const server = createServer((request, response) => {
    route(world, request, response).catch((error: unknown) => {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`);
      if (!response.headersSent) answer(response, envelope(refusal), refusal.code);
    });
  });
  // A long poll waits up to 50 s, an idle connection must not be cut under a client that is about to reuse it.
  server.keepAliveTimeout = 120_000;
  return server;
}

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { token } = world.state.options;
  const path = decodeURIComponent(url.pathname);

  if (path.startsWith('/_control/')) {
    const body = await readBody(request, 256 * 1024 * 1024);
    const given = body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as Wire);
    const result = await control(world, path.slice('/_control/'.length), given);
    return answer(response, { ok: true, result }, 200);
  }
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
  if (file) {
    if (file[1] !== token) throw new Refusal(401, 'Unauthorized');
    return await download(world, file[2]!, request, response);
  }
  const bot = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path);
  // https://core.telegram.org/bots/api#making-requests
  if (!bot) throw new Refusal(404, 'Not Found');
  // https://core.telegram.org/bots/api#authorizing-your-bot
  if (bot[1] !== token) throw new Refusal(401, 'Unauthorized');
  return await method(world, bot[2]!, url.searchParams, request, response);
}

async function method(
  world: World,
  called: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state, transcript } = world;
  const known = METHODS.get(called.toLowerCase());
  const name = known?.name ?? called;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let params: Params;
  try {
    params = await readParams(request, query);
  } catch (error) {
    const call = transcript.begin(name, new Params(new Map(query), new Map()));
    if (error instanceof Refusal) return refuse(world, call, error, response);
    transcript.end(call, { outcome: 'reset', error: String(error) });
    return;
  }
  const call = transcript.begin(name, params);
  const fault = world.faults.next(name, call.chat);
  if (fault && (await struck(world, fault, call, request, response))) return;
  try {
    if (!known) throw new Refusal(404, 'Not Found: method not found');
    // A copy: the transcript keeps what was answered then, not what an edit made of it later.
    const result: unknown = structuredClone(await known.run(state, params, gone.signal));
    const lost = fault?.kind === 'loseAnswer' || fault?.kind === 'hang' || response.destroyed;
    transcript.end(call, { ok: true, status: 200, result, outcome: lost ? 'lost' : 'answered' });
    if (fault?.kind === 'loseAnswer') request.socket.destroy();
    else if (!lost) answer(response, { ok: true, result }, 200);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(world, call, error, response);
  }
}

/** Does the fault's harm; true when the call ends with it. */
async function struck(
  { transcript }: World,
  fault: Fault,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  switch (fault.kind) {
    case 'reset':
      transcript.end(call, { outcome: 'reset', error: 'connection reset' });
      request.socket.resetAndDestroy();
      return true;
    case 'serverError': {
      const status = fault.status ?? 502;
      transcript.end(call, { status, outcome: 'answered', error: `${status} (HTML page)` });
      response.writeHead(status, { 'content-type': 'text/html' }).end(HTML_PAGE(status));
      return true;
    }
    case 'tooMany':
    case 'error': {
      const refusal =
        fault.kind === 'tooMany'
          ? tooMany(fault.retryAfter ?? 1)
          : new Refusal(fault.status ?? 400, fault.description ?? 'Bad Request: ordered by the test');
      transcript.end(call, { status: refusal.code, outcome: 'answered', error: refusal.description });
      answer(response, envelope(refusal), refusal.code);
      return true;
    }
    default:
      return false;
  }
}

/** "use the link https://api.telegram.org/file/bot<token>/<file_path>" (https://core.telegram.org/bots/api#getfile) */
async function download(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = world.transcript.begin('download', new Params(new Map([['path', path]]), new Map()));
  const fault = world.faults.next('download', null);
  if (fault && (await struck(world, fault, call, request, response))) return;
  const file = world.state.files.atPath(path);
  if (!file) return refuse(world, call, new Refusal(404, 'Not Found'), response);
  const bytes = file.bytes ?? Buffer.alloc(file.size);
  const cut = fault?.kind === 'loseAnswer' || fault?.kind === 'hang';
  world.transcript.end(call, {
    ok: true,
    status: 200,
    result: { size: bytes.length },
    outcome: cut ? 'lost' : 'answered',
  });
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
  if (fault?.kind === 'loseAnswer') {
    // Half the file, then nothing: what a broken line looks like.
    response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
  } else if (!cut) response.end(bytes);
}

function refuse(world: World, call: Call, refusal: Refusal, response: ServerResponse): void {
  const outcome = response.destroyed ? 'lost' : 'answered';
  world.transcript.end(call, { status: refusal.code, error: refusal.description, outcome });
  answer(response, envelope(refusal), refusal.code);
}

/** "in case of an unsuccessful request, 'ok' equals false and the error is explained in the 'description'" (#making-requests) */
function envelope(refusal: Refusal): Wire {
  return {
    ok: false,
    error_code: refusal.code,
    description: refusal.description,
    ...(refusal.parameters && { parameters: refusal.parameters }),
  };
}

function answer(response: ServerResponse, body: Wire, status: number): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
