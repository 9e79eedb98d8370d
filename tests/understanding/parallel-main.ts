/** Prints whether training on all cores gives what training in one thread gives. Run by `parallel.test.ts`. */
import { headsOf } from '../../src/understanding/training/examples.ts';
import { trainOnAllCores } from '../../src/understanding/training/parallel.ts';
import { crossValidate, fitHeads } from '../../src/understanding/training/train.ts';
import { smallExamples } from './small-corpus.ts';

const words = { dimensions: 1, words: ['电'], rows: Int8Array.from([127]) };
const lexicon = { words, concepts: [] };
const examples = smallExamples(words);
const heads = headsOf(['power', 'urban'], examples);
const { judged, fitted } = await trainOnAllCores({ examples, heads, lexicon, always: [] }, () => {});
const alone = crossValidate(examples, heads, lexicon, []);
const one = fitHeads(examples, heads, lexicon);
const marginsOf = (rows: typeof judged) => rows.map(({ example, margins }) => [example.id, [...margins]]);
const linesOf = ({ lines }: Pick<typeof fitted, 'lines'>) =>
  [...lines].map(([head, { weights, bias }]) => [head, bias, weights.reduce((sum, w) => sum + w, 0)]);
console.log(
  JSON.stringify({
    judged: JSON.stringify(marginsOf(judged)) === JSON.stringify(marginsOf(alone)),
    fitted: JSON.stringify(linesOf(fitted)) === JSON.stringify(linesOf(one)),
    lines: judged.length,
  }),
);
