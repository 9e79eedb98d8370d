/** How long people wait for an answer on a quiet day, with pacing on; the echo bot in the same place. */
import { startHelper } from './children.ts';
import { atRate, sentSince, trouble, until } from './load.ts';
import type { Figure } from './report.ts';
import { type Spread, spreadOf } from './spread.ts';
import { type Ground, openStage, type Stage } from './stage.ts';
import type { Watched } from './watch.ts';

const WARM_UP = 6;
const ANSWER_MS = 60_000;

export interface AnswerSize {
  readonly perSecond: number;
  /** Each by somebody else, in their private chat. */
  readonly messages: number;
}

export async function measureAnswer(ground: Ground, size: AnswerSize): Promise<readonly Figure[]> {
  const ours = await withBot('program.ts', ground, size);
  const echo = await withBot('echo-bot.ts', ground, size);
  const { deliver } = ours.watched as Watched;
  const { card, task } = deliver;
  if (!card || !task) throw new Error('no card or no task was sent');
  const at = `at ${size.perSecond}/s`;
  return [
    {
      id: 'deliver.card.p50',
      what: `commit → card sent, pacing on, p50 ${at}`,
      unit: 'ms',
      ours: card.p50,
      target: { atMost: 1000 },
    },
    { id: 'deliver.card.p99', what: `commit → card sent, pacing on, p99 ${at}`, unit: 'ms', ours: card.p99 },
    {
      id: 'deliver.task.p50',
      what: '  the same for the liaison’s task, p50',
      unit: 'ms',
      ours: task.p50,
      target: { atMost: 1000 },
    },
    { id: 'deliver.task.p99', what: '  the same for the liaison’s task, p99', unit: 'ms', ours: task.p99 },
    {
      id: 'answer.p50',
      what: `said → answer at Telegram, p50 ${at}`,
      unit: 'ms',
      ours: ours.waits.p50,
      echo: echo.waits.p50,
      target: { atMost: 1000 },
    },
    {
      id: 'answer.max',
      what: `  the slowest of ${size.messages}`,
      unit: 'ms',
      ours: ours.waits.max,
      echo: echo.waits.max,
    },
  ];
}

async function withBot(
  name: string,
  ground: Ground,
  size: AnswerSize,
): Promise<{ readonly waits: Spread; readonly watched: unknown }> {
  const stage = await openStage(ground);
  try {
    const bot = await startHelper(name, stage.env);
    try {
      await waitsOf(stage, ground.county.members.slice(-WARM_UP), size.perSecond);
      await bot.ask('begin');
      const waits = await waitsOf(stage, ground.county.members.slice(0, size.messages), size.perSecond);
      return { waits: spreadOf(waits), watched: await bot.ask('result') };
    } finally {
      await bot.end();
    }
  } finally {
    await stage.end();
  }
}

/** Each of the people says one thing; gives how long each waited until the answer was at Telegram, milliseconds. */
async function waitsOf(
  { tg, person }: Stage,
  people: readonly string[],
  perSecond: number,
): Promise<number[]> {
  const began = Date.now();
  const said = new Map<number, number>();
  await atRate(perSecond, people.length, (turn) => {
    const speaker = person(people[turn]!);
    said.set(speaker.id, Date.now());
    return speaker.tells(trouble(turn));
  });
  const answers = () => sentSince(tg, began, ({ chat }) => said.has(chat ?? 0));
  await until(people.length, async () => (await answers()).length, ANSWER_MS, 'people answered');
  return (await answers()).map(({ chat, at }) => at - (said.get(chat ?? 0) ?? at));
}
