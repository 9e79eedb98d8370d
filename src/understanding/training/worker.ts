/** One part of the training in a process of its own: a fold judged, or the final fit. See `parallel.ts`. */
import type { Job } from './parallel.ts';
import { fitHeads, judgeFold } from './train.ts';

process.once('message', (job: Job) => {
  // The examples are there already: only what was found goes back.
  const found =
    job.what === 'fold'
      ? judgeFold(job).map(({ example, margins }) => ({ id: example.id, margins }))
      : partsOf(fitHeads([...job.examples, ...job.always], job.heads, job.lexicon));
  process.send?.(found, () => process.disconnect());
});

function partsOf({ rarity, lines }: ReturnType<typeof fitHeads>) {
  return { rarity, lines };
}
