/** One member floods the group, and other firms have emergencies meanwhile: how long their cards take to reach it. */
import { startMain } from './children.ts';
import { answered, atRate, sentSince, trouble, until } from './load.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import { type Ground, openStage } from './stage.ts';

const PATIENCE_MS = 120_000;
const WITHIN_S = 5;

export interface FloodSize {
  /** Messages of the one member, at an even rate. */
  readonly messages: number;
  readonly seconds: number;
  /** Spread over the time; each of another firm. */
  readonly emergencies: number;
}

export async function measureFlood(ground: Ground, size: FloodSize): Promise<readonly Figure[]> {
  const stage = await openStage(ground);
  const { tg, group } = stage;
  try {
    const main = await startMain(stage.env);
    try {
      await tg.limits(true);
      const [first = '', ...others] = ground.county.owners;
      const member = stage.person(first);
      const said = new Map<number, number>();
      const calls: Promise<void>[] = [];
      const every = Math.floor(size.messages / (size.emergencies + 1));
      await atRate(size.messages / size.seconds, size.messages, async (turn) => {
        await member.says(group, trouble(turn));
        if (turn % every !== every - 1 || calls.length >= size.emergencies) return;
        const owner = stage.person(others[calls.length % others.length] ?? first);
        const call = async (): Promise<void> => {
          const at = Date.now();
          said.set((await owner.says(group, `车间煤气泄漏，有人晕倒，快来人（${turn}）`)).id, at);
        };
        calls.push(call());
      });
      await Promise.all(calls);
      const cards = () => sentSince(tg, 0, ({ params }) => said.has(answered(params)));
      await until(said.size, async () => (await cards()).length, PATIENCE_MS, 'emergency cards in the group');
      const firstCards = new Map(
        (await cards()).toReversed().map((call) => [answered(call.params), call.at]),
      );
      const waits = [...said].map(([id, at]) => ((firstCards.get(id) ?? Number.NaN) - at) / 1000);
      const refused = (await tg.calls('sendMessage')).filter(({ status }) => status === 429).length;
      const { p50, max } = spreadOf(waits);
      return [
        {
          id: 'flood.slowest',
          what: `${size.messages} messages of one member in ${size.seconds} s: the slowest emergency card of another firm`,
          unit: 's',
          ours: max,
          target: { atMost: WITHIN_S },
        },
        { id: 'flood.median', what: '  the median', unit: 's', ours: p50 },
        {
          id: 'flood.refused',
          what: '  messages that Telegram refused as too many',
          unit: '',
          ours: refused,
          target: { atMost: 0 },
        },
      ];
    } finally {
      await main.stop();
    }
  } finally {
    await stage.end();
  }
}
