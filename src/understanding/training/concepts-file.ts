/** `data/concepts.yaml`: words that mean alike, under one name each. */
import { z } from 'zod';
import { readYamlFile } from '../../county/yaml-file.ts';
import { normalise } from '../../routing/text.ts';
import type { ConceptWords } from '../concepts.ts';

const schema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/, '名字只用小写字母、数字和 -'),
  z.array(z.union([z.string(), z.number()]).transform(String), '应为一列词语').min(1, '至少写一个词'),
);

/** Throws `SettingsError`. */
export function readConcepts(file: string): readonly ConceptWords[] {
  return Object.entries(readYamlFile(file, schema).value).map(([name, words]) => ({
    name,
    words: [...new Set(words.map(normalise))].filter((word) => word !== ''),
  }));
}
