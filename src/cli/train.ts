/**
 * `npm run train [-- --vectors DIR] [--dry]`: learns the weights from `data/corpus/` and writes
 * `data/understanding.weights` – with a corpus in the county's folder as well, the weights there; prints how the models do on voices they have not seen. `--vectors DIR` learns the word
 * vectors anew from the public texts in DIR (`*.jsonl` with `title`, `body`, `reply`, `text` or `tokens`), which stay
 * outside the project; without it those of the present weights are kept. `--dry` writes nothing.
 *
 * Exit code 0; 1 when a file was wrong (said on stderr); 2 for a wrong command line.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { readConfig } from '../config.ts';
import { countyFiles, OWN_WEIGHTS } from '../county/files.ts';
import { loadRoster } from '../county/roster-file.ts';
import { SettingsError } from '../county/yaml-file.ts';
import { environment } from '../env-file.ts';
import { answerHelp } from '../help.ts';
import { loadResponsibilities } from '../routing/responsibilities.ts';
import { createRouter } from '../routing/router.ts';
import { readConcepts } from '../understanding/training/concepts-file.ts';
import { CorpusError, readCorpus } from '../understanding/training/corpus.ts';
import { examplesOf, headsOf, surrounded, termExamples } from '../understanding/training/examples.ts';
import { figuresOf } from '../understanding/training/figures.ts';
import { FOLDS, learn } from '../understanding/training/learn.ts';
import { onAllCores } from '../understanding/training/parallel.ts';
import { readPhrases } from '../understanding/training/phrases.ts';
import { CONCEPTS, PHRASES, WEIGHTS } from '../understanding/training/places.ts';
import { inTable } from '../understanding/training/table.ts';
import { quantised } from '../understanding/training/train.ts';
import { learnWordVectors } from '../understanding/training/word-vectors.ts';
import { encodeModel, ModelRefused, wordVectorsIn } from '../understanding/weights-file.ts';
import { createWordSense, type WordVectors } from '../understanding/word-vectors.ts';

const USAGE = `用法：npm run train -- [--vectors 目录] [--dry]
  --vectors 目录   从目录里的公开文本（*.jsonl）重新学词向量；不写则沿用现有的
  --dry            只打印指标，不写文件`;
answerHelp(USAGE);

const VECTORS = { dimensions: 48, most: 10_000 };

process.exitCode = await main();

function options(): { readonly vectors?: string; readonly dry?: boolean } | null {
  try {
    return parseArgs({ options: { vectors: { type: 'string' }, dry: { type: 'boolean' } } }).values;
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const values = options();
  if (values === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const config = readConfig(environment(), Date.now());
    const files = countyFiles(config);
    const { countyDir } = config;
    const target = countyDir === null || files.corpus.length === 1 ? WEIGHTS : join(countyDir, OWN_WEIGHTS);
    const roster = loadRoster(files.roster);
    const responsibilities = loadResponsibilities(files.responsibilities, roster);
    const departments = roster.departments.map(({ id }) => id);
    const corpus = readCorpus(...files.corpus);
    const words = values.vectors === undefined ? present() : wordsFrom(values.vectors);
    const lexicon = { words, concepts: readConcepts(CONCEPTS) };
    const examples = examplesOf(corpus, departments);
    const always = [...termExamples(responsibilities), ...readPhrases(PHRASES, departments)];
    const heads = headsOf(departments, examples);
    const rules = createRouter({ responsibilities, roster });
    let done = 0;
    const { judged, curves, fitted } = await learn(
      { examples, heads, lexicon, always },
      (placed) => surrounded(examples, corpus, createWordSense(words), rules, placed),
      onAllCores(() => console.error(`训练和交叉检验 ${++done}/${2 * (FOLDS + 1)}`)),
    );
    console.log(inTable(figuresOf(judged, curves, departments)));
    if (values.dry) return 0;
    const hash = createHash('sha256')
      .update(JSON.stringify([corpus, always.map(({ text }) => text), lexicon.concepts]))
      .digest('hex')
      .slice(0, 12);
    const bytes = encodeModel(quantised(fitted, curves, lexicon, { corpus: hash, lines: corpus.length }));
    await writeFileAtomic(target, bytes, { mode: 0o644 });
    console.error(`已写入 ${target}（${(bytes.length / 1e6).toFixed(2)} MB，语料 ${corpus.length} 行）`);
    return 0;
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof CorpusError || error instanceof ModelRefused)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
}

function present(): WordVectors {
  try {
    return wordVectorsIn(readFileSync(WEIGHTS));
  } catch (error) {
    const why = error instanceof ModelRefused ? error.message : `${WEIGHTS} 读不到`;
    throw new ModelRefused(`${why}。要从公开文本重新学词向量，请加 --vectors 目录。`);
  }
}

function wordsFrom(folder: string): WordVectors {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  return learnWordVectors(textsIn(files.map((name) => join(folder, name))), VECTORS);
}

function* textsIn(files: readonly string[]): Generator<string> {
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      const { title, body, reply, text, tokens } = JSON.parse(line) as Record<string, unknown>;
      const said = Array.isArray(tokens) ? [tokens.join(' ')] : [title, body, text, tokens];
      const words = said.filter((one): one is string => typeof one === 'string');
      if (words.length > 0) yield words.join('。');
      if (typeof reply === 'string') yield reply;
    }
  }
}
