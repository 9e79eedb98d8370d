/**
 * What one person said in a breath, in matters: what follows belongs to what was said before, unless it is plainly
 * another department's. Two matters of one person are two tickets, or the second is lost in the first.
 */
import type { Said } from '../../dialogue/pasted.ts';
import { beginsAnother, listedMatters, mattersIn } from '../../routing/matters.ts';
import type { Router } from '../../routing/router.ts';

/** Words of one matter, and the messages they were said in. */
export interface Words extends Said {
  readonly pieces: readonly Said[];
}

export function mattersOf(
  run: readonly [Said, ...Said[]],
  router: Router,
  mayBeReport: (text: string) => boolean,
): readonly Words[] {
  // What touches an official stays together: half of it would stand in the group.
  if (run.some(({ text }) => mayBeReport(text)) || mayBeReport(textOf(run)))
    return apartFromDanger(run, router);
  const units: { said: [Said, ...Said[]]; department: string | null }[] = [];
  for (const one of run) {
    const department = departmentOf(one.text, router);
    const last = units.at(-1);
    const isOther =
      department !== null &&
      last !== undefined &&
      last.department !== null &&
      (department !== last.department || beginsAnother(one.text));
    if (!last || isOther) units.push({ said: [one], department });
    else {
      last.said.push(one);
      last.department ??= department;
    }
  }
  return units.flatMap(({ said }) => partsOf(together(said), router));
}

/** A danger does not wait for a discipline contact, and a report is nobody else's. */
function apartFromDanger(run: readonly [Said, ...Said[]], router: Router): readonly Words[] {
  const isDanger = ({ text }: Said): boolean => {
    const { urgent, kind } = router.route(text);
    return urgent && kind !== 'whistleblow';
  };
  const others = run.filter((one) => !isDanger(one));
  const [first, ...more] = others;
  return [
    ...run.filter(isDanger).map((one) => together([one])),
    ...(first ? [together([first, ...more])] : []),
  ];
}

/** Several matters in one message: listed, or so that no department has it all. */
function partsOf(words: Words, router: Router): readonly Words[] {
  const listed = listedMatters(words.text, router);
  const all =
    listed.length > 1 || router.route(words.text).auto
      ? listed
      : mattersIn(words.text, router).map(({ text }) => text);
  if (all.length < 2) return [words];
  return all.map((text, place) => ({ ...words, text, pieces: place === 0 ? words.pieces : [] }));
}

function together(said: readonly [Said, ...Said[]]): Words {
  return { ...said[0], text: textOf(said), pieces: said };
}

function textOf(said: readonly Said[]): string {
  return said.map(({ text }) => text).join('\n');
}

/** Whose business words are by themselves; null where that is not clear. */
export function departmentOf(text: string, router: Router): string | null {
  const { kind, auto, departments } = router.route(text);
  return kind !== 'chatter' && kind !== 'whistleblow' && auto ? (departments[0]?.id ?? null) : null;
}
