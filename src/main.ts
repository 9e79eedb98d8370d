/** The program that `npm start` starts: the only place where its parts are wired together. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ScheduledTask, schedule } from 'node-cron';
import { type Channel, ChannelFatal } from './channels/port.ts';
import { rehearsalClock, systemClock } from './clock.ts';
import { type Config, ConfigError, environment, readConfig } from './config.ts';
import { SettingsError } from './county/yaml-file.ts';
import { loadCounty } from './county.ts';
import { control, serveControl } from './desk/control.ts';
import { recordSettings, SettingsRefused } from './desk/settings.ts';
import { createLog } from './log.ts';
import { createProgram } from './program.ts';
import { openStore } from './store/embedded.ts';
import { StoreFault } from './store/fault.ts';

const NO_CHANNEL =
  '还没有接入聊天渠道。请在 .env 里设置 TELEGRAM_BOT_TOKEN（在 Telegram 里找 @BotFather 申请），再重新启动。';
/** A beat that comes late still runs; what is due is stored, so nothing is lost in between. */
const BEAT_TOLERANCE_MS = 3_600_000;
const STOP_WITHIN_MS = 15_000;
const DOWNLOAD_GRACE_MS = 2000;

async function main(): Promise<void> {
  // Nothing the program writes is for other users of the machine.
  process.umask(0o077);
  const config = readConfig(environment(), Date.now());
  if (config.telegram === null) throw new ConfigError(NO_CHANNEL);
  const log = createLog(config.logLevel);
  const clock = config.rehearsal
    ? rehearsalClock(config.rehearsal.start, config.rehearsal.speed)
    : systemClock;
  const county = loadCounty(config);

  let exiting = false;
  const fail = (error: unknown): void => {
    if (exiting) return;
    exiting = true;
    report(error);
    process.exit(1);
  };

  const store = await openStore({
    dir: config.dataDir,
    clock,
    log,
    ...(config.checkpointEvery === undefined ? {} : { checkpointEvery: config.checkpointEvery }),
    onFault: fail,
  });
  let channel: Channel;
  try {
    await recordSettings(store, county, config.rehearsal ? 'rehearsal' : 'real', clock.now());
    channel = await telegramChannel(config, log, clock);
  } catch (error) {
    await store.close();
    throw error;
  }
  const program = createProgram({
    store,
    county,
    clock,
    log,
    channels: new Map([[channel.id, channel]]),
    filesDir: join(config.dataDir, 'files'),
    pacingOff: !config.pacing,
    onFault: fail,
  });
  const controlServer = await serveControl(config.dataDir, (request) =>
    control(request, store, county.roster, clock),
  );

  let pulse: ScheduledTask | undefined;
  const stop = async (): Promise<void> => {
    if (exiting) return;
    exiting = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    pulse?.stop();
    await channel.stop();
    await program.work();
    // A download that takes longer is begun again at the next start.
    await Promise.race([program.pulse.idle(), sleep(DOWNLOAD_GRACE_MS, undefined, { ref: false })]);
    await program.delivery.stop();
    controlServer.close();
    await store.close();
    process.stdout.write('已停止，数据已保存。\n');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop().catch(report));
  process.on('SIGTERM', () => void stop().catch(report));

  // What was in the inbox when the last process ended comes first, then what fell due meanwhile.
  await program.work();
  // Asked to stop already: nothing is begun that `stop` would not see.
  if (exiting) return;
  pulse = schedule('* * * * * *', () => program.pulse.beat().catch(fail), {
    name: 'pulse',
    timezone: 'Asia/Shanghai',
    noOverlap: true,
    missedExecutionTolerance: BEAT_TOLERANCE_MS,
  });
  program.delivery.start();
  await channel.start((batch) => program.receive(batch), fail);
  process.stdout.write('连心桥已启动。\n');
}

/** grammY is loaded only when a token is set. */
async function telegramChannel(
  config: Config,
  log: ReturnType<typeof createLog>,
  clock: { now(): number },
): Promise<Channel> {
  const { createTelegramChannel } = await import('./channels/telegram/index.ts');
  if (config.telegram === null) throw new ConfigError(NO_CHANNEL);
  return createTelegramChannel({ ...config.telegram, log, clock });
}

/** Faults that an operator can mend are said in a sentence; anything else with its stack, for the developer. */
function report(error: unknown): void {
  const known =
    error instanceof ConfigError ||
    error instanceof SettingsError ||
    error instanceof SettingsRefused ||
    error instanceof StoreFault ||
    error instanceof ChannelFatal;
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  report(error);
  process.exit(1);
});
