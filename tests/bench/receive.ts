/** From an update given to the program to the answer's outbox row on disk, under steady load with checkpoints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOfTree, startHelper } from './children.ts';
import { atRate, trouble, until } from './load.ts';
import type { Stall } from './loop-watch.ts';
import type { Figure } from './report.ts';
import { type Ground, openStage, type Stage } from './stage.ts';
import type { Watched } from './watch.ts';

const CHECKPOINT_EVERY = 200;
const WARM_UP_S = 3;
const LOOK_MS = 100;
/** For the last messages to be worked, after which they count as lost. */
const SETTLE_MS = 30_000;

export interface ReceiveSize {
  readonly perSecond: number;
  readonly seconds: number;
}

export async function measureReceive(ground: Ground, size: ReceiveSize): Promise<readonly Figure[]> {
  const stage = await openStage(ground);
  try {
    const program = await startHelper('program.ts', {
      ...stage.env,
      CHECKPOINT_EVERY: String(CHECKPOINT_EVERY),
    });
    const idle = await startHelper('idle-program.ts');
    try {
      const { perSecond, seconds } = size;
      const say = (turn: number) => speak(stage, ground, turn);
      await atRate(perSecond, perSecond * Math.min(WARM_UP_S, seconds), say);
      await program.ask('begin');
      await idle.ask('begin');
      const checkpoints = countCheckpoints(stage.dataDir);
      await atRate(perSecond, perSecond * seconds, (turn) => say(turn + perSecond * WARM_UP_S));
      const settled = async () => (await program.ask<Watched>('result')).settled;
      await until(perSecond * seconds, settled, SETTLE_MS, 'messages settled');
      const watched = await program.ask<Watched>('result');
      const machine = await idle.ask<Stall>('result');
      return figuresOf(watched, machine, checkpoints(), memoryOfTree(program.pid), size);
    } finally {
      await idle.end();
      await program.end();
    }
  } finally {
    await stage.end();
  }
}

/** Of ten messages six are difficulties in the group, two are difficulties in private, two ask how things stand. */
async function speak(stage: Stage, { county }: Ground, turn: number): Promise<void> {
  const speaker = stage.person(county.members[turn % county.members.length]!);
  const kind = turn % 10;
  if (kind < 6) await speaker.says(stage.group, trouble(turn));
  else await speaker.tells(kind < 8 ? trouble(turn) : '进度');
}

/** Counts the checkpoints that are written from now on. */
function countCheckpoints(dataDir: string): () => number {
  const seqNow = (): string | undefined =>
    /"seq":\d+/.exec(readFileSync(join(dataDir, 'manifest.json'), 'utf8'))?.[0];
  let last = seqNow();
  let count = 0;
  const timer = setInterval(() => {
    const seq = seqNow();
    if (seq !== last) count += 1;
    last = seq;
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    return count;
  };
}

function figuresOf(
  { receive, settled, stall }: Watched,
  machine: Stall,
  checkpoints: number,
  memory: number,
  { perSecond }: ReceiveSize,
): readonly Figure[] {
  if (!receive) throw new Error('no message was answered');
  const at = `at ${perSecond}/s`;
  return [
    {
      id: 'receive.p50',
      what: `received → outbox row on disk, p50 ${at}`,
      unit: 'ms',
      ours: receive.p50,
      target: { atMost: 2 },
    },
    {
      id: 'receive.p99',
      what: `received → outbox row on disk, p99 ${at}`,
      unit: 'ms',
      ours: receive.p99,
      target: { atMost: 10 },
    },
    { id: 'receive.max', what: '  the slowest of them', unit: 'ms', ours: receive.max },
    {
      id: 'receive.stall',
      what: '  longest stall of the event loop meanwhile',
      unit: 'ms',
      ours: stall.max,
      target: { atMost: 25 },
    },
    { id: 'receive.stall99', what: '  stalls of the event loop, p99', unit: 'ms', ours: stall.p99 },
    {
      id: 'receive.machine',
      what: '  longest stall of an idle process meanwhile: the machine’s share',
      unit: 'ms',
      ours: machine.max,
    },
    { id: 'receive.settled', what: '  messages settled, all that were said', unit: '', ours: settled },
    {
      id: 'receive.checkpoints',
      what: '  checkpoints written meanwhile',
      unit: '',
      ours: checkpoints,
      target: { atLeast: 1 },
    },
    { id: 'receive.memory', what: '  memory of the process tree afterwards', unit: 'MB', ours: memory },
  ];
}
