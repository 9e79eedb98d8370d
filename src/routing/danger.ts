/** Whom to ring first, and who must hear of a danger at once: the county's `data/danger.yaml`. */
import { z } from 'zod';
import { nameOf, type SettingsSource } from '../county/layers.ts';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import type { Roster } from '../domain/roster.ts';
import { normalise } from './text.ts';

const call = z.string('电话要加引号').regex(/^\d[\d-]{2,}$/, '应为电话号码，要加引号');
const words = z.array(z.string().trim().min(1, '不能为空')).min(1, '至少写一个词');

const schema = z.strictObject({
  always: z.array(z.string()).default([]),
  calls: z.array(z.strictObject({ call, for: z.string().min(1), words })),
  hotlines: z.record(z.string(), call).default({}),
  otherwise: z.string().min(1),
  examples: z
    .array(z.strictObject({ say: z.string(), department: z.string().optional(), call: z.array(call) }))
    .default([]),
});

/** At most so many numbers stand in the first line: more are read by nobody. */
const MOST_CALLS = 2;

export interface Danger {
  /** Departments whose people hear of every danger. */
  readonly always: readonly string[];
  /** How many examples of the file hold: all of them. */
  readonly examples: number;
  /** Numbers to ring first, with what each is for (empty where the utility's own or a general one is named). */
  callsFor(
    text: string,
    department: string | null,
  ): readonly { readonly call: string; readonly why: string }[];
}

/**
 * Throws `SettingsError` for departments that the roster does not have, and for examples that do not hold. What ships and
 * does not fit a county's own files is left out, and told in `left`.
 */
export function loadDanger(source: SettingsSource, roster: Roster, left: string[] = []): Danger {
  const file = nameOf(source);
  const { value, fault, isOwn } = readYamlFile(source, schema);
  const named = [
    ...value.always.map((id, index) => ({ id, path: ['always', index] })),
    ...Object.keys(value.hotlines).map((id) => ({ id, path: ['hotlines', id] })),
  ];
  const strange = named.filter(({ id }) => !roster.department(id));
  const own = strange.filter(({ path }) => isOwn(path));
  if (own.length > 0) {
    throw new SettingsError(
      file,
      own.map(({ id, path }) => fault(path, `没有编号为“${id}”的部门，请照花名册改`)),
    );
  }
  for (const { id, path } of strange) {
    left.push(
      `${file}:${fault(path, `名册里没有“${id}”，险情时不再告诉它；请在本县的 danger.yaml 里写明由谁`)}`,
    );
  }
  const kinds = value.calls.map((one) => ({ ...one, words: one.words.map(normalise) }));
  const danger: Danger = {
    always: value.always.filter((id) => roster.department(id) !== undefined),
    examples: value.examples.length,
    callsFor(text, department) {
      const plain = normalise(text);
      const found = kinds.filter((one) => one.words.some((word) => plain.includes(word)));
      if (found.length > 0) {
        return found.slice(0, MOST_CALLS).map((one) => ({ call: one.call, why: one.for }));
      }
      const hotline = value.hotlines[department ?? ''];
      return [{ call: hotline ?? value.otherwise, why: '' }];
    },
  };
  const wrong = value.examples.flatMap(({ say, department = null, call: expected }, index) => {
    const found = danger.callsFor(say, department).map((one) => one.call);
    if (found.join() === expected.join()) return [];
    const message = `例句“${say}”应为 ${expected.join('、')}，现在是 ${found.join('、')}`;
    // An example that ships speaks of the telephones that ship.
    return isOwn(['examples', index]) ? [fault(['examples', index], message)] : [];
  });
  if (wrong.length > 0) throw new SettingsError(file, wrong);
  return danger;
}
