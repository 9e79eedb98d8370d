/** Reads the county's `data/snippets.yaml` (常用语). */
import { z } from 'zod';
import { FLOWS } from '../domain/flow.ts';
import type { Roster } from '../domain/roster.ts';
import { SNIPPET_STEPS, type Snippet } from '../domain/snippets.ts';
import { nameOf, type SettingsSource } from './layers.ts';
import { readYamlFile, SettingsError } from './yaml-file.ts';

const MOST = 300;
const word = z.string().trim().min(1, '不能为空');
const schema = z.strictObject({
  snippets: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, '只能用小写字母、数字和短横，字母开头，最多 20 个'),
        name: word.max(12, '最多 12 字'),
        step: z.enum(SNIPPET_STEPS, '只能写 feedback、resolve 或 ask'),
        departments: z.array(word).default([]),
        kinds: z.array(z.enum(FLOWS, '没有这一类')).default([]),
        words: z.array(word).default([]),
        text: word.max(500, '最多 500 字'),
      }),
    )
    .max(MOST, `最多 ${MOST} 条`),
});

/** Throws `SettingsError` with every fault: what is written wrong, an id twice, a department that the roster does not have. */
export function loadSnippets(source: SettingsSource, roster: Roster): readonly Snippet[] {
  const { value, fault, isOwn } = readYamlFile(source, schema);
  const { snippets } = value;
  const isKnown = (id: string): boolean => roster.department(id) !== undefined;
  const wrong = snippets.flatMap(({ id, departments }, index) => {
    const first = snippets.findIndex((one) => one.id === id);
    const twice = first < index ? [fault(['snippets', index, 'id'], `编号 ${id} 用了两次，请改一个`)] : [];
    const unknown = departments.flatMap((one, place) =>
      isKnown(one) || !isOwn(['snippets', index])
        ? []
        : [fault(['snippets', index, 'departments', place], `名册里没有编号为 ${one} 的部门`)],
    );
    return [...twice, ...unknown];
  });
  if (wrong.length > 0) throw new SettingsError(nameOf(source), wrong);
  // One that ships for a department that the county does not have is no use to anybody.
  return snippets.filter(({ departments }) => departments.length === 0 || departments.some(isKnown));
}
