import { readCorpus } from '../src/understanding/training/corpus.ts';
import { play } from '../src/evaluation/play.ts';
import { scoreInWords, scoreOf } from '../src/evaluation/score.ts';
import { loadCounty } from '../src/county.ts';
import { readConfig } from '../src/config.ts';
const config = readConfig({}, Date.now());
const lines = readCorpus('data/corpus').filter(({ id }) => /^(d2[3-9]|d3[0-2]|d1[2-5])-/.test(id));
console.log(lines.length);
console.log(scoreInWords(scoreOf(lines, await play(lines, loadCounty(config)))));
