/** Loading wechaty, which is optional and heavy (1.6 s, 115 MB), and making one bot of it. */
import { createRequire } from 'node:module';
import type { FileBox } from 'file-box';
import type { Logger } from 'pino';
import type { WechatyBuilder } from 'wechaty';
import type { impls, types } from 'wechaty-puppet';
import { ChannelFatal } from '../port.ts';
import { reasonOf } from './failures.ts';
import type { Session } from './session.ts';

export type Puppet = impls.PuppetInterface;
export type Bot = ReturnType<typeof WechatyBuilder.build>;
type PuppetClass = new (options: object) => Puppet;

/** What is used of wechaty's packages. */
export interface Wechaty {
  readonly build: typeof WechatyBuilder.build;
  readonly FileBox: typeof FileBox;
  readonly types: typeof types;
  readonly Puppet: PuppetClass;
}

const require = createRequire(import.meta.url);
const SERVICE = 'wechaty-puppet-service';
/** Codes of a package that is not there, or of one it needs itself, in both formats of modules. */
const MISSING = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);
const IMPORT_ONLY = new Set(['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);
/** What comes with the program unless it is left out (optionalDependencies). */
const CORE = new Set(['wechaty', 'wechaty-puppet', 'file-box', SERVICE]);
/** wechaty restarts a puppet by itself after 60 s of silence, and so gets in the way of the supervisor: never, then. */
const NEVER_SECONDS = 24 * 60 * 60;

/** Throws `ChannelFatal` that says what to install or set. */
export async function loadWechaty(puppet: string): Promise<Wechaty> {
  // At its loud levels wechaty's own log prints tokens and what people say; it is read when the package is loaded.
  process.env.WECHATY_LOG ??= 'silent';
  const fileBox = (await load('file-box')) as typeof import('file-box');
  const parts = (await load('wechaty-puppet')) as typeof import('wechaty-puppet');
  const wechaty = (await load('wechaty')) as typeof import('wechaty');
  // No type: those of wechaty-puppet-service change `util.promisify` everywhere.
  const module = await load(puppet);
  if (puppet === SERVICE && !process.env.WECHATY_PUPPET_SERVICE_TOKEN) {
    throw new ChannelFatal(
      '设置了 WECHATY_PUPPET=wechaty-puppet-service，还要设置 WECHATY_PUPPET_SERVICE_TOKEN（服务商给的 token）。',
    );
  }
  return {
    build: wechaty.WechatyBuilder.build.bind(wechaty.WechatyBuilder),
    FileBox: fileBox.FileBox,
    types: parts.types,
    Puppet: classOf(module, puppet),
  };
}

export interface Made {
  readonly bot: Bot;
  /** Closes the connections that a stop which hung, failed or came in the middle of a start has left open. */
  letGo(): void;
}

/** Makes a bot that is not started. Throws `ChannelFatal` when the puppet does not take its settings. */
export async function makeBot({ build, Puppet }: Wechaty, session: Session, log: Logger): Promise<Made> {
  const puppet = puppetOf(Puppet, log);
  const letGo = connectionsOf(puppet);
  const bot = build({ name: session.cardName, puppet });
  // An emitter without a listener for errors would end the program; the channel adds its own.
  bot.on('error', () => {});
  await bot.init();
  return { bot, letGo };
}

/** A connection of wechaty-puppet-service (src/client/grpc-manager.ts). */
interface Connection {
  readonly _client?: unknown;
  destroyClient(): void;
}

/**
 * wechaty-puppet-service drops the connection of a start that failed without closing it (src/client/puppet-service.ts),
 * and closes none that is being made while it is stopped: each would look for its server as long as the program runs.
 */
function connectionsOf(puppet: Puppet): () => void {
  const open = new Set<Connection>();
  const service = puppet as unknown as { bridgeGrpcEventStream?: (connection: Connection) => void };
  const begin = service.bridgeGrpcEventStream?.bind(puppet);
  if (begin) {
    service.bridgeGrpcEventStream = (connection) => {
      open.add(connection);
      begin(connection);
    };
  }
  return () => {
    for (const connection of open) if (connection._client) connection.destroyClient();
    open.clear();
  };
}

function puppetOf(Puppet: PuppetClass, log: Logger): Puppet {
  try {
    const puppet = new Puppet({ timeoutSeconds: NEVER_SECONDS });
    leaveNamesOffDisk(puppet);
    passOverNonsense(puppet, log);
    return puppet;
  } catch (error) {
    throw new ChannelFatal(
      `WECHATY_PUPPET 启动不了（${reasonOf(error)}）。请按它的说明核对设置，再重新启动。`,
    );
  }
}

/**
 * wechaty-puppet-service keeps the names of people and rooms in a database under the home folder (src/client/
 * payload-store.ts), and goes by them after a restart though they have changed. When it cannot be opened – the disk is
 * full, the one before is still closing – that is thrown where nobody can catch it, and ends the program. Never opened,
 * the names are asked of the service, and kept in memory while it is connected.
 */
function leaveNamesOffDisk(puppet: Puppet): void {
  const { _payloadStore: store } = puppet as { _payloadStore?: { start: () => Promise<void> } };
  if (store) store.start = async () => {};
}

/**
 * wechaty-puppet-service reads an event of the service where its stream is read (src/client/puppet-service.ts): what it
 * throws for one that is no JSON, or lacks what it should have, stops the stream, and nothing is heard any more.
 */
function passOverNonsense(puppet: Puppet, log: Logger): void {
  const service = puppet as unknown as { onGrpcStreamEvent?: (event: unknown) => void };
  const read = service.onGrpcStreamEvent?.bind(puppet);
  if (!read) return;
  service.onGrpcStreamEvent = (event) => {
    try {
      read(event);
    } catch (error) {
      // Not its message: that may be what somebody said.
      log.error(
        { type: error instanceof Error ? error.name : '' },
        'puppet 服务发来的一个事件读不懂，已略过',
      );
    }
  };
}

/**
 * By `require`: the modules of wechaty-puppet import each other in circles, and on a busy machine `import()` has run some
 * of them before what they need (“Cannot access 'validateMixin' before initialization”), so that the program did not
 * start. `require` goes one by one, and always in the same order. All by the same way, so that each is there once.
 */
async function load(name: string): Promise<unknown> {
  try {
    return require(name);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // A puppet of somebody else's may come as an ES module only.
    if (IMPORT_ONLY.has(code)) return import(name);
    if (!MISSING.has(code)) throw error;
    const command = CORE.has(name) ? 'npm ci（不带 --omit=optional）' : `npm install ${name}`;
    throw new ChannelFatal(
      `设置了 WECHATY_PUPPET，但没有装 ${name}。请在程序的文件夹里运行 ${command}，再重新启动。`,
    );
  }
}

/** The default export; of a package in the older module format it lies one or two deeper. */
function classOf(module: unknown, name: string): PuppetClass {
  let found = module as { default?: unknown };
  for (let depth = 0; depth < 3; depth++) {
    if (typeof found.default === 'function') return found.default as PuppetClass;
    found = (found.default ?? {}) as { default?: unknown };
  }
  throw new ChannelFatal(`WECHATY_PUPPET=${name} 不是 wechaty 的 puppet，请核对包名。`);
}
