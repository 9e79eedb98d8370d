/** Two dozen lines of three voices: enough to learn from, small enough to read. */
import { loadRoster } from '../../src/county/roster-file.ts';
import { loadResponsibilities } from '../../src/routing/responsibilities.ts';
import { createRouter } from '../../src/routing/router.ts';
import type { Placed } from '../../src/understanding/surroundings.ts';
import { type CorpusLine, parseCorpus } from '../../src/understanding/training/corpus.ts';
import { type Example, examplesOf, headsOf, surrounded } from '../../src/understanding/training/examples.ts';
import type { FitJob, Lexicon } from '../../src/understanding/training/train.ts';
import { createWordSense, type WordVectors } from '../../src/understanding/word-vectors.ts';

const OUTAGES = ['车间停电了', '停电两小时了', '又停电，机器停了', '厂里停电没人管'];
const LAMPS = ['路灯不亮', '门口路灯坏了', '路灯一直不亮', '巷子路灯不亮'];

export function smallCorpus(): readonly CorpusLine[] {
  const rows = ['one', 'two', 'three'].flatMap((voice) => [
    ...OUTAGES.map((text) => ({
      text: `${text}${voice}`,
      voice,
      kind: 'request',
      urgent: true,
      depts: ['power'],
    })),
    ...LAMPS.map((text) => ({
      text: `${text}${voice}`,
      voice,
      kind: 'request',
      urgent: false,
      depts: ['urban'],
    })),
    ...['谢谢大家', '谢谢啊', '收到，谢谢'].map((text) => ({
      text,
      voice,
      kind: 'chatter',
      urgent: false,
      depts: [],
    })),
  ]);
  return parseCorpus(
    rows.map((row, id) => JSON.stringify({ id: `s${id}`, ...row })).join('\n'),
    'small.jsonl',
  );
}

export const SMALL_WORDS: WordVectors = { dimensions: 1, words: ['电'], rows: Int8Array.from([127]) };

/** What `learn` is given to learn from them. */
export function smallTraining(lexicon: Lexicon = { words: SMALL_WORDS, concepts: [] }): {
  readonly job: FitJob;
  readonly around: (placed: Placed) => readonly Example[];
} {
  const roster = loadRoster('data/roster.yaml');
  const responsibilities = loadResponsibilities('data/responsibilities.yaml', roster);
  const rules = createRouter({ responsibilities, roster });
  const corpus = smallCorpus();
  const departments = ['power', 'urban'];
  const examples = examplesOf(corpus, departments);
  return {
    job: { examples, heads: headsOf(departments, examples), lexicon, always: [] },
    around: (placed) => surrounded(examples, corpus, createWordSense(lexicon.words), rules, placed),
  };
}
