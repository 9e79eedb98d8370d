/**
 * `data/phrases.tsv`: what people say of an office's work in a few words, `office<TAB>phrase` a line. Too short to be
 * lines of a chat, they teach whose matter a word is that no line of the corpus has.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { withoutCourtesies } from '../../routing/text.ts';
import { departmentHead } from '../labels.ts';
import { CorpusError } from './corpus.ts';
import type { Example } from './examples.ts';

/** Each says whose it is, and whose not, and nothing else. Throws `CorpusError`, which names the line. */
export function readPhrases(file: string, departments: readonly string[]): readonly Example[] {
  const known = new Set(departments);
  const seen = new Map<string, number>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index): readonly Example[] => {
      if (line.trim() === '') return [];
      const fault = (why: string): CorpusError =>
        new CorpusError(`${basename(file)} 第 ${index + 1} 行：${why}`);
      const [owner = '', phrase = '', ...more] = line.split('\t');
      if (phrase === '' || more.length > 0) throw fault('应为“部门编号、一个制表符、说法”');
      if (!known.has(owner)) throw fault(`没有编号为 ${owner} 的部门`);
      const before = seen.get(phrase);
      if (before !== undefined) throw fault(`“${phrase}”第 ${before} 行已经有了`);
      seen.set(phrase, index + 1);
      return [
        {
          id: '',
          text: withoutCourtesies(phrase),
          cues: [],
          voice: 'phrases',
          says: new Map(departments.map((id) => [departmentHead(id), id === owner])),
          cost: 1,
        },
      ];
    });
}
