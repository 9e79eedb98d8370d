/** Many private chats at once, pacing off: how many messages are answered a second, ours and the echo bot's. */
import type { Call, FakeTelegram } from '../support/telegram/client.ts';
import { type Helper, startHelper } from './children.ts';
import { sentSince, trouble, until } from './load.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import { type Ground, openStage, type Stage } from './stage.ts';

const ANSWER_MS = 90_000;
/** The fake takes what is said one by one; saying it is not measured. */
const AT_ONCE = 8;
/** A bot that has said nothing for so long is done. */
const REST_MS = 300;

export interface BurstSize {
  readonly chats: number;
  /** Messages of each chat. */
  readonly rounds: number;
  /** Bursts of each kind, of which the middle one counts. */
  readonly bursts: number;
}

/** What is said: a question takes one answer; a difficulty a ticket, a card, and a task for the liaison. */
const KINDS = {
  question: () => '进度',
  difficulty: (turn: number) => trouble(turn),
};
type Kind = keyof typeof KINDS;

export async function measureBurst(ground: Ground, size: BurstSize): Promise<readonly Figure[]> {
  const ours = await withBot('program.ts', ground, size);
  const echo = await withBot('echo-bot.ts', ground, size);
  const answered = (kind: Kind): Pick<Figure, 'unit' | 'ours' | 'echo'> => {
    return { unit: '/s', ours: ours[kind].answered, echo: echo[kind].answered };
  };
  // On a machine that does other things as well this tells more than what is answered a second.
  const cpu = (kind: Kind): Pick<Figure, 'unit' | 'ours' | 'echo'> => {
    return { unit: 'ms', ours: ours[kind].cpu, echo: echo[kind].cpu };
  };
  const sent = { unit: '/s', ours: ours.difficulty.sent, echo: echo.difficulty.sent };
  // Like is judged with like: one answer to one message, and messages with messages. A difficulty takes two or more.
  const target = { ofEcho: 0.7 };
  const many = `burst of ${size.chats * size.rounds} in ${size.chats} chats`;
  return [
    { id: 'burst.question', what: `${many}: questions answered`, ...answered('question'), target },
    {
      id: 'burst.difficulty',
      what: `${many}: difficulties registered and answered`,
      ...answered('difficulty'),
    },
    {
      id: 'burst.sent',
      what: '  messages sent in all, tasks and questions to the hub included',
      ...sent,
      target,
    },
    { id: 'burst.questionCpu', what: '  CPU time of the bot for a question', ...cpu('question') },
    { id: 'burst.difficultyCpu', what: '  CPU time of the bot for a difficulty', ...cpu('difficulty') },
  ];
}

interface Pace {
  /** Per second, until the last answer. */
  readonly answered: number;
  /** Messages per second, until there is nothing more to say. */
  readonly sent: number;
  /** Milliseconds of the bot for each of what was said, all that follows from it included. */
  readonly cpu: number;
}

async function withBot(name: string, ground: Ground, size: BurstSize): Promise<Readonly<Record<Kind, Pace>>> {
  const stage = await openStage(ground);
  try {
    const bot = await startHelper(name, { ...stage.env, DELIVERY_PACING: 'off' });
    try {
      const paces: Partial<Record<Kind, Pace>> = {};
      for (const kind of ['question', 'difficulty'] as const) {
        await burst(stage, ground, bot, { ...size, rounds: 1 }, kind);
        const measured: Pace[] = [];
        for (let turn = 0; turn < size.bursts; turn++)
          measured.push(await burst(stage, ground, bot, size, kind));
        const middle = (of: keyof Pace): number => spreadOf(measured.map((pace) => pace[of])).p50;
        paces[kind] = { answered: middle('answered'), sent: middle('sent'), cpu: middle('cpu') };
      }
      return paces as Record<Kind, Pace>;
    } finally {
      await bot.end();
    }
  } finally {
    await stage.end();
  }
}

async function burst(
  { tg, person }: Stage,
  { county }: Ground,
  bot: Helper,
  { chats, rounds }: BurstSize,
  kind: Kind,
): Promise<Pace> {
  const speakers = county.members.slice(0, chats).map(person);
  const turns = Array.from({ length: chats * rounds }, (_, turn) => turn);
  await tg.hold();
  const saying = Array.from({ length: AT_ONCE }, async () => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      await speakers[turn % chats]!.tells(KINDS[kind](turn));
    }
  });
  await Promise.all(saying);
  const cpu = await bot.ask<number>('cpu');
  const began = Date.now();
  await tg.release();
  const accounts = new Set(speakers.map(({ id }) => id));
  const answers = () => sentSince(tg, began, ({ chat }) => accounts.has(chat ?? 0));
  await until(chats * rounds, async () => (await answers()).length, ANSWER_MS, 'messages answered');
  await atRest(tg);
  const used = (await bot.ask<number>('cpu')) - cpu;
  const sent = await sentSince(tg, began, () => true);
  return {
    answered: perSecond(await answers(), began),
    sent: perSecond(sent, began),
    cpu: used / (chats * rounds),
  };
}

function perSecond(calls: readonly Call[], began: number): number {
  const last = calls.reduce((latest, { at }) => Math.max(latest, at), began + 1);
  return (calls.length * 1000) / (last - began);
}

/** Waits until the bot has nothing more to say. */
async function atRest(tg: FakeTelegram): Promise<void> {
  let before = -1;
  await until(
    1,
    async () => {
      const now = (await tg.calls('sendMessage')).length;
      const isSame = now === before;
      before = now;
      if (!isSame) await new Promise((resolve) => setTimeout(resolve, REST_MS));
      return isSame ? 1 : 0;
    },
    ANSWER_MS,
    'moments of rest',
  );
}
