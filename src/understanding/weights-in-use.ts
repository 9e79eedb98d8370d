/**
 * The weights that the desk's judge judges by: the shipped ones, or what this county has learnt beyond them. They can
 * be changed while the program runs; whoever holds the judge keeps it.
 */
import { createJudge, type Judge } from './judge.ts';
import { createModel } from './model.ts';
import type { LoadedParts } from './weights-file.ts';

export interface WeightsInUse {
  /** Each of its answers is by one set of weights. */
  readonly judge: Judge;
  readonly shipped: LoadedParts;
  /** What the county has learnt; null while the shipped ones are in use. */
  readonly local: LoadedParts | null;
  /** `local` must have been learnt from these shipped ones. */
  change(local: LoadedParts | null): void;
}

export function createWeightsInUse(shipped: LoadedParts, first: LoadedParts | null = null): WeightsInUse {
  const base = createModel(shipped);
  let local = first;
  let judge = judgeBy(first);

  function judgeBy(parts: LoadedParts | null): Judge {
    if (parts === null) return createJudge(base);
    return { ...createJudge(base.withWeights(parts.weights), base), corpus: nameOf(parts) };
  }

  return {
    shipped,
    get local() {
      return local;
    },
    judge: {
      get corpus() {
        return judge.corpus;
      },
      judge: (text) => judge.judge(text),
      judgeBeside: (...asked) => judge.judgeBeside(...asked),
      likeness: (...asked) => judge.likeness(...asked),
      wordsFor: (...asked) => judge.wordsFor(...asked),
    },
    change(parts) {
      local = parts;
      judge = judgeBy(parts);
    },
  };
}

/** As it stands on record: the corpus, and which night's learning beside it. */
function nameOf({ corpus, checksum }: LoadedParts): string {
  return `${corpus}+${checksum.slice(0, 8)}`;
}
