/** The pages of the program over years of tickets, on a clock that is walked. A helper of the bench. */
import { VirtualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { loadCounty } from '../../src/county.ts';
import { issueLink } from '../../src/desk/people/links.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { openDrawing } from '../../src/papers/picture/drawing.ts';
import { createProgram } from '../../src/program.ts';
import { openStore } from '../../src/store/embedded.ts';
import { createEntrance } from '../../src/web/site/entrance.ts';
import { urged } from '../store/builders.ts';
import { beHelper, fail } from './helper.ts';
import { LoopWatch } from './loop-watch.ts';
import type { Look, Looked } from './pages.ts';
import { benchLog, idleChannel } from './quiet.ts';

const config = readConfig(process.env, Date.now());
const county = loadCounty(config);
const clock = new VirtualClock(Number(process.env.NOW));

async function main(): Promise<void> {
  const store = await openStore({ dir: config.dataDir, clock, log: benchLog });
  const channel = idleChannel();
  const entrance = createEntrance({
    dataDir: config.dataDir,
    rosterFile: config.rosterFile,
    origin: null,
    filing: null,
    clock,
    rehearsal: false,
  });
  const program = createProgram({
    store,
    county,
    clock,
    log: benchLog,
    channels: new Map([[channel.id, channel]]),
    filesDir: config.dataDir,
    pacingOff: true,
    pages: () => entrance.place(),
    drawing: await openDrawing(),
    onFault: fail,
  });
  const site = entrance.show(program);
  const loop = new LoopWatch();
  const cookie = await signedIn();

  async function signedIn(): Promise<string> {
    const [leader] = county.roster.leaders;
    const { secret, event } = issueLink(leader?.id ?? '', clock.now());
    await store.commit(() => ({ at: clock.now(), cause: 'bench', office: [event] }));
    const answer = await site.request(`/in/${secret}`, { method: 'POST' });
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  /** A minute passes, and an enterprise urges: nothing that was counted before is as it was. */
  async function somethingHappens(): Promise<void> {
    clock.advanceTo(clock.now() + MINUTE);
    const at = clock.now();
    const [open] = await store.tickets({ open: true, newest: 1 });
    if (!open) throw new Error('no ticket is open');
    await store.commit(() => ({
      at,
      cause: 'bench',
      tickets: [{ number: open.number, events: [urged(at)] }],
    }));
  }

  async function look({ paths, times, changing }: Look): Promise<Looked> {
    const [walls, cpus, bytes]: [number[], number[], number[]] = [[], [], []];
    loop.begin();
    for (let turn = 0; turn < times; turn++) {
      if (changing) await somethingHappens();
      const cpu = process.cpuUsage();
      const began = performance.now();
      for (const path of paths) {
        const answer = await site.request(path, { headers: { cookie } });
        const body = await answer.arrayBuffer();
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
        bytes.push(body.byteLength);
      }
      walls.push(performance.now() - began);
      const { user, system } = process.cpuUsage(cpu);
      cpus.push((user + system) / 1000);
    }
    return { walls, cpus, bytes, stall: loop.result().max };
  }

  beHelper((question) => look(JSON.parse(question) as Look));
}

main().catch(fail);
