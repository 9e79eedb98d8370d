/** Prints whether training on all cores gives what training in one thread gives. Run by `parallel.test.ts`. */
import { inTurn, learn, type Taught } from '../../src/understanding/training/learn.ts';
import { onAllCores } from '../../src/understanding/training/parallel.ts';
import { smallTraining } from './small-corpus.ts';

const { job, around } = smallTraining();
const apart = await learn(
  job,
  around,
  onAllCores(() => {}),
);
const alone = await learn(job, around, inTurn);
const inWords = ({ judged, curves, fitted }: Taught) =>
  JSON.stringify([
    judged.map(({ example, margins }) => [example.id, [...margins]]),
    [...curves],
    [...fitted.runs.rarity, ...fitted.runs.buckets].reduce((sum, step) => sum + step, 0),
    [...fitted.lines].map(([head, { weights, bias }]) => [
      head,
      bias,
      weights.reduce((sum, w) => sum + w, 0),
    ]),
  ]);
console.log(JSON.stringify({ same: inWords(apart) === inWords(alone), lines: apart.judged.length }));
