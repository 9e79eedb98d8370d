/** `npm run understand -- eval`: the figures of the model card, each line judged by weights that have learnt nothing of its writer. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type County, loadCounty } from '../county.ts';
import type { Heard } from '../listen/listen.ts';
import { readConcepts } from '../understanding/training/concepts-file.ts';
import { type CorpusLine, readCorpus } from '../understanding/training/corpus.ts';
import { CONCEPTS, CORPUS, WEIGHTS } from '../understanding/training/places.ts';
import { wordVectorsIn } from '../understanding/weights-file.ts';
import { FOLDS, playFold, type Settings, weightsWithout } from './folds.ts';
import { scoreInWords, scoreOf } from './score.ts';

/** Files of days as they run; the others are written to be hard. */
const ORDINARY = 'days-';
/** Real messages of citizens with the department that answered; outside the project, and not everywhere. */
const REAL = '../shared/data/routing/messages-with-replies.jsonl';

/** `only`: files of the corpus whose names begin so; all of them where it is left out. Takes about a quarter of an hour. */
export async function evaluate(settings: Settings, only = ''): Promise<void> {
  const corpus = readCorpus(CORPUS);
  const lexicon = { words: wordVectorsIn(readFileSync(WEIGHTS)), concepts: readConcepts(CONCEPTS) };
  const lines: CorpusLine[] = [];
  const heard: Heard[] = [];
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-eval-'));
  try {
    for (let fold = 0; fold < FOLDS; fold++) {
      const weightsFile = join(dir, 'weights');
      writeFileSync(weightsFile, await weightsWithout(fold, corpus, lexicon, settings));
      const played = await playFold(fold, corpus, weightsFile, settings);
      lines.push(...played.lines);
      heard.push(...played.heard);
      process.stderr.write(`${fold + 1}/${FOLDS}\n`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  for (const files of only === '' ? ['', ORDINARY] : [only]) {
    const places = lines.flatMap(({ voice }, place) => (voice.startsWith(files) ? [place] : []));
    const rows = scoreOf(
      places.map((place) => lines[place] as CorpusLine),
      places.map((place) => heard[place] as Heard),
    );
    process.stdout.write(`${files || 'all'}: ${places.length} lines\n\n${scoreInWords(rows)}\n\n`);
  }
  if (existsSync(REAL)) {
    process.stdout.write(`${realInWords(loadCounty({ ...settings, weightsFile: WEIGHTS }))}\n`);
  }
}

const realSchema = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  dept: z.string().nullish(),
});

/** Real messages read by the weights that ship, which have learnt none of them. */
function realInWords({ router }: County): string {
  let [all, hub, known, right, wrong] = [0, 0, 0, 0, 0];
  for (const line of readFileSync(REAL, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { title, body, dept } = realSchema.parse(JSON.parse(line));
    const { auto, departments } = router.route(`${title ?? ''}\n${body ?? ''}`);
    all += 1;
    if (!auto) hub += 1;
    if (dept == null) continue;
    known += 1;
    if (auto && departments[0]?.id === dept) right += 1;
    else if (auto) wrong += 1;
  }
  const percent = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
  return [
    '| real messages to city and county governments | |',
    '|---|---|',
    `| left to the dispatcher | ${percent(hub, all)} (${hub}/${all}) |`,
    `| of those whose department is known: right, wrong, unclear | ${right}, ${wrong}, ${known - right - wrong} of ${known} |`,
  ].join('\n');
}
