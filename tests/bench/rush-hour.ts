/** All companies speak in the one group at once, under Telegram's limit for groups: how long the last one waits. */
import { startMain } from './children.ts';
import { answered, sentSince, trouble, until } from './load.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import { type Ground, openStage } from './stage.ts';

const PATIENCE_MS = 180_000;
const WITHIN_S = 120;

export async function measureRushHour(ground: Ground): Promise<readonly Figure[]> {
  const stage = await openStage(ground);
  const { tg, group } = stage;
  try {
    const main = await startMain(stage.env);
    try {
      await tg.limits(true);
      const said = new Map<number, number>();
      const { owners } = ground.county;
      for (const [turn, owner] of owners.entries()) {
        const { id } = await stage.person(owner).says(group, trouble(turn));
        said.set(id, Date.now());
      }
      const cards = () => sentSince(tg, 0, (call) => said.has(answered(call.params)));
      await until(owners.length, async () => (await cards()).length, PATIENCE_MS, 'cards in the group');
      const waits = (await cards()).map(
        (call) => (call.at - (said.get(answered(call.params)) ?? call.at)) / 1000,
      );
      const refused = (await tg.calls('sendMessage')).filter(({ status }) => status === 429).length;
      const { p50, max } = spreadOf(waits);
      return [
        {
          id: 'rush.slowest',
          what: `${owners.length} companies at once in the group: the slowest card`,
          unit: 's',
          ours: max,
          target: { atMost: WITHIN_S },
        },
        { id: 'rush.median', what: '  the median', unit: 's', ours: p50 },
        {
          id: 'rush.refused',
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
