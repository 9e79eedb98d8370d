/** The program as `src/main.ts` wires it, with a watch on its store. A helper of the bench. */
import { join } from 'node:path';
import { startBeat } from '../../src/beat.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { loadCounty } from '../../src/county.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { createLog } from '../../src/log.ts';
import { createProgram } from '../../src/program.ts';
import { openStore } from '../../src/store/embedded.ts';
import { beHelper, fail } from './helper.ts';
import { Watch } from './watch.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, Date.now());
  const telegram = config.real?.telegram;
  if (!telegram) throw new Error('the bench sets a token');
  const log = createLog(config.logLevel);
  const clock = systemClock;
  const county = loadCounty(config);
  const store = await openStore({
    dir: config.dataDir,
    clock,
    log,
    ...(config.checkpointEvery === undefined ? {} : { checkpointEvery: config.checkpointEvery }),
    onFault: fail,
  });
  const watch = new Watch(store);
  await recordSettings(store, county, 'real', clock.now());
  const channel = createTelegramChannel({ ...telegram, log, clock });
  const program = createProgram({
    store,
    county,
    clock,
    log,
    channels: new Map([[channel.id, channel]]),
    filesDir: join(config.dataDir, 'files'),
    pacingOff: !config.pacing,
    followUpMs: config.followUpMs,
    onFault: fail,
  });
  await program.work();
  startBeat(() => program.pulse.beat().catch(fail), log);
  program.delivery.start();
  await channel.start((batch) => {
    watch.received(batch);
    return program.receive(batch);
  }, fail);
  beHelper((question) => {
    if (question === 'begin') return watch.begin();
    if (question === 'result') return watch.result();
    throw new Error(`no such question: ${question}`);
  });
}

main().catch(fail);
