/** The program that `npm start` starts: the only place where its parts are wired together. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { lastAlive, lastAtWork, markAlive } from './alive.ts';
import { type Beating, startBeat } from './beat.ts';
import { ChannelFatal } from './channels/port.ts';
import { type Clock, ClockDoubt, RehearsalClock, refuseDoubtful, systemClock } from './clock.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { SettingsError } from './county/yaml-file.ts';
import { type County, loadCounty } from './county.ts';
import type { Demo } from './demo/index.ts';
import { recordReportKey } from './desk/confidential/report-key.ts';
import { control, serveControl } from './desk/operation/control.ts';
import { recordSettings, SettingsRefused } from './desk/operation/settings.ts';
import { bringIn } from './desk/past/bring-in.ts';
import { passOn } from './desk/people/succession.ts';
import { withRegister } from './domain/on-record.ts';
import { type Entrances, openEntrances } from './entrances.ts';
import { environment } from './env-file.ts';
import { serveHealth } from './health.ts';
import { answerHelp } from './help.ts';
import { beAtHome, NotAtHome } from './installation.ts';
import { createLog, guardOutput } from './log.ts';
import { logFile } from './log-file.ts';
import { drawingOr } from './pictures.ts';
import { createProgram } from './program.ts';
import { openStore } from './store/embedded.ts';
import { systemSentence } from './store/errno.ts';
import { StoreFault } from './store/fault.ts';
import { keysOf } from './store/keys.ts';
import { packApart } from './store/pack-apart.ts';
import { type Adviser, createAdviser } from './understanding/adviser/adviser.ts';
import { createWatch, type Watch } from './watching/watch.ts';

/** Beats further apart than this were parted by sleep, or by a clock set ahead. */
const ASLEEP_MS = 300_000;
const MARK_EVERY_MS = 10_000;
const STOP_WITHIN_MS = 15_000;
const DOWNLOAD_GRACE_MS = 2000;

const USAGE = `用法：
  npm start           启动。没有接渠道的，是浏览器里的演练群；设置写在 .env，见 .env.example
  npm run demo        带一个月演示数据的演练群
  npm start -- --help | --version`;

async function main(): Promise<void> {
  answerHelp(USAGE);
  // Nothing the program writes is for other users of the machine.
  process.umask(0o077);
  const config = readConfig(environment(), Date.now(), process.argv.slice(2));
  const log = createLog(config.logLevel, config.logFile === null ? undefined : logFile(config.logFile));
  guardOutput(log);
  const loaded = loadCounty(config);
  if (loaded.rulesAlone !== null) {
    log.warn({ why: loaded.rulesAlone }, '识别模型用不了，这次只按本县的规则识别');
  }
  for (const warning of loaded.warnings) log.warn({ at: warning }, '本县设置里有没用上的');
  const refused = loaded.understanding?.localRefused ?? null;
  if (refused !== null) {
    log.warn({ why: refused }, '本县学到的权重这次不用，按程序自带的识别，今晚重新学');
  }
  const demo = config.demo ? await demoOf(config, loaded) : null;
  const settings = demo === null ? loaded : { ...loaded, router: demo.reader, schedule: demo.schedule };
  const clock = clockOf(config, demo);
  const keys = keysOf(config.reportKey);

  let exiting = false;
  const fail = (error: unknown): void => {
    if (exiting) return;
    exiting = true;
    report(error);
    process.exit(1);
  };

  // Until the program runs there is nobody to tell.
  let onStall: (fault: Error | null) => void = () => {};
  const store = await openStore({
    dir: config.dataDir,
    clock,
    log,
    keys,
    ...(config.checkpointEvery === undefined ? {} : { checkpointEvery: config.checkpointEvery }),
    ...(config.journalKeepMonths === undefined ? {} : { keepMonths: config.journalKeepMonths }),
    // The month of the demo is told anew; there is nothing to save.
    ...(config.packMonths && demo === null ? { pack: packApart } : {}),
    onFault: fail,
    onStall: (fault) => onStall(fault),
  });
  let entrances: Entrances;
  let watch: Watch;
  let health: { close(): Promise<void> } | null = null;
  try {
    // Before anything is decided by it.
    if (config.rehearsal === null)
      refuseDoubtful(
        clock.now(),
        lastAtWork(store.writtenAt(), config.dataDir, systemClock.now()),
        config.clockConfirmed,
      );
    await recordSettings(store, settings, config.rehearsal ? 'rehearsal' : 'real', clock.now());
    // A copy must not take the channels of the one that it was made of.
    if (config.rehearsal === null) await beAtHome(config.dataDir);
    entrances = await openEntrances({ config, county: settings, clock, log, store, demo, onFault: fail });
    watch = createWatch({ config, county: settings, clock, log, store, channels: entrances.health });
    if (config.health) health = await serveHealth(config.health, watch, log);
  } catch (error) {
    await store.close();
    throw error;
  }
  const { channels } = entrances;
  // Who was who is known from here on.
  const { register } = await store.office();
  const county = { ...entrances.county, roster: withRegister(entrances.county.roster, register) };
  const program = createProgram({
    store,
    county,
    clock,
    log,
    adviser: watch.over(adviserOf(config, county, clock, log)),
    channels,
    pages: entrances.pages,
    filesDir: join(config.dataDir, 'files'),
    keys,
    drawing: await drawingOr(log),
    pacingOff: !config.pacing,
    learning: config.localDir === null ? null : { dir: config.localDir },
    followUpMs: config.followUpMs,
    onFault: fail,
  });
  onStall = program.fullDisk.stalled;
  const controlServer = await serveControl(config.dataDir, async (request) => {
    if (request.do === 'bringIn') return await bringIn(request.file, request.write, program.parts);
    const answer = await control(request, store, county.roster, clock, county.say);
    // Whoever was stopped has nothing in hand from now on.
    if (answer.ok && request.do === 'stop') await passOn(program.parts);
    program.parts.onCommit();
    return answer;
  });

  let pulse: Beating | undefined;
  const stop = async (): Promise<void> => {
    if (exiting) return;
    exiting = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    pulse?.stop();
    await entrances.close();
    await Promise.all([program.nightly?.stop(), watch.stop()]);
    await program.work();
    // A download that takes longer is begun again at the next start.
    await Promise.race([program.pulse.idle(), sleep(DOWNLOAD_GRACE_MS, undefined, { ref: false })]);
    await program.delivery.stop();
    controlServer.close();
    await health?.close();
    await store.close();
    process.stdout.write('已停止，数据已保存。\n');
    process.exit(0);
  };
  const stopOrFail = (): void => {
    stop().catch((error: unknown) => {
      report(error);
      process.exit(1);
    });
  };
  // SIGHUP: the terminal that it was started from is closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOrFail);

  if (config.rehearsal === null) await recordReportKey(program.parts);
  await watch.begin(program.parts);
  const passed = await passOn(program.parts);
  if (passed > 0) log.info({ tickets: passed }, '离任人员手上的件，已转给接手的人');
  // What was in the inbox when the last process ended comes first, then what fell due meanwhile.
  await program.work();
  // Asked to stop already: nothing is begun that `stop` would not see.
  if (exiting) return;
  let lastBeat = clock.now();
  const awaySince = lastAlive(config.dataDir);
  let marked = 0;
  const beat = async (): Promise<void> => {
    const now = clock.now();
    try {
      // Set ahead while the program runs; set back, it may just have been put right.
      if (config.rehearsal === null && now > lastBeat) refuseDoubtful(now, lastBeat, config.clockConfirmed);
    } catch (error) {
      fail(error);
      return;
    }
    // A rehearsal's clock is meant to leap; in life it has slept.
    if (!config.rehearsal && now - lastBeat > ASLEEP_MS) {
      log.warn(
        { minutes: Math.round((now - lastBeat) / 60_000) },
        '机器休眠过，或时钟被调快；错过的事现在补上',
      );
      program.pulse.resume();
    }
    lastBeat = now;
    if (config.real !== null && now - marked >= MARK_EVERY_MS) {
      markAlive(config.dataDir, now);
      marked = now;
    }
    return program.pulse
      .beat()
      .then(() => watch.look(now))
      .catch(fail);
  };
  if (clock instanceof RehearsalClock) clock.run();
  pulse = startBeat(beat, log);
  program.delivery.start();
  const greeting = await entrances.open(program, awaySince, fail);
  if (exiting) return;
  process.stdout.write(`${greeting}\n`);
  if (config.rehearsal && !keys)
    process.stdout.write(`这是演练，举报件的内容不加密（没有设置 REPORT_KEY）。\n`);
}

async function demoOf({ dataDir }: Config, county: County): Promise<Demo> {
  const { prepareDemo } = await import('./demo/index.ts');
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  return await prepareDemo({ dataDir, county, now: () => systemClock.now(), tell });
}

/** The log names it, so that nobody is surprised where words go. */
function adviserOf({ model }: Config, county: County, clock: Clock, log: Logger): Adviser | null {
  if (model === null) return null;
  log.info({ model: model.name, at: new URL(model.url).host }, '拿不准归谁的话会问大模型（不含举报、险情）');
  return createAdviser({ ...county, model, clock, log });
}

function clockOf({ rehearsal }: Config, demo: Demo | null): Clock {
  if (demo) return new RehearsalClock(demo.start);
  return rehearsal ? new RehearsalClock(rehearsal.start, rehearsal.speed, true) : systemClock;
}

/** Faults that an operator can mend are said in a sentence; anything else with its stack, for the developer. */
function report(error: unknown): void {
  const known =
    error instanceof ConfigError ||
    error instanceof ClockDoubt ||
    error instanceof SettingsError ||
    error instanceof SettingsRefused ||
    error instanceof NotAtHome ||
    error instanceof StoreFault ||
    error instanceof ChannelFatal;
  const developers = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = known ? error.message : (systemSentence(error) ?? developers);
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  report(error);
  process.exit(1);
});
