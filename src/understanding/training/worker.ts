/** One part of the training in a process of its own: a fold judged, or the final fit. See `parallel.ts`. */
import type { FitFound, FoldFound, Job } from './parallel.ts';
import { fitHeads, judgeFold } from './train.ts';

process.once('message', (job: Job) => {
  process.send?.(found(job), () => process.disconnect());
});

function found(job: Job): FitFound | FoldFound {
  // The examples are there already: only what was found goes back.
  if (job.what === 'fold') return judgeFold(job).map(({ example, margins }) => ({ id: example.id, margins }));
  const { rarity, lines } = fitHeads([...job.examples, ...job.always], job.heads, job.lexicon);
  return { rarity, lines };
}
