/** What became of every message of a paste, told to whoever pasted it: nothing is left out without being named. */
import type { Said } from '../../dialogue/pasted.ts';
import { clip } from '../../dialogue/text.ts';
import { stateName } from '../../dialogue/view.ts';
import type { Case, Registering } from '../case.ts';
import { LEFT_WHYS, type Sorting } from './sorting.ts';

const NAME_SHOWN = 12;
const TEXT_SHOWN = 24;
const BETWEEN = '；';

export function accountOf(
  on: Case,
  sorting: Sorting,
  registers: readonly Registering[],
  all: number,
): string {
  const { say } = on.view;
  const { fates, known, added, named, cameBack, left } = sorting;
  // A report has no receipt: nothing of it is to be pasted anywhere.
  const receipts = registers.filter(({ registration }) => !registration.confidential).length;
  const lines = [
    ...(receipts > 0 ? [say('clerk.done', { count: receipts })] : []),
    ...(all > 1 ? [say('clerk.account', { all, parts: partsOf(on, sorting, registers.length) })] : []),
    ...(added.size > 0 ? [say('clerk.added', { numbers: numbersIn([...added.keys()]) })] : []),
    ...(known.size > 0 ? [say('clerk.twice', { numbers: numbersIn([...known]) })] : []),
    ...named.map(({ ticket: { number }, speaker }) =>
      say('clerk.named', { number, enterprise: on.view.roster.enterprise(speaker.enterprise)?.name ?? '' }),
    ),
    ...cameBack.map((ticket) =>
      say('clerk.cameBack', { number: ticket.number, state: stateName(ticket, say) }),
    ),
    ...LEFT_WHYS.flatMap((why) => {
      const said = left.filter((one) => one.why === why).map((one) => lineInWords(on, one.said));
      return said.length === 0 ? [] : [say(`clerkLeft.${why}`, { said: eachOnce(on, said) })];
    }),
    ...(fates.left > 0 ? [say('clerk.leftHint')] : []),
    ...rememberedLines(on, sorting),
    ...(on.cut ? [say('clerk.cut', { limit: [...on.text].length })] : []),
  ];
  return lines.join('\n');
}

function partsOf({ view: { say } }: Case, { fates }: Sorting, tickets: number): string {
  const { registered, ...others } = fates;
  const parts = [
    ...(registered > 0 ? [say('clerkFate.registered', { count: registered, matters: tickets })] : []),
    ...FATES.flatMap((fate) => (others[fate] > 0 ? [say(`clerkFate.${fate}`, { count: others[fate] })] : [])),
  ];
  return parts.join('，');
}

const FATES = ['added', 'known', 'asked', 'left'] as const;

/** 余文岭“收到”（3 次） */
function eachOnce({ view: { say } }: Case, lines: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts]
    .map(([said, count]) => (count === 1 ? said : say('clerk.saidOften', { said, count })))
    .join(BETWEEN);
}

/** Names that were taken as said before: whoever reads it can put it right. */
function rememberedLines({ view: { say, roster } }: Case, { remembered }: Sorting): readonly string[] {
  return [...remembered].map(([name, { enterprise }]) =>
    say('clerk.remembered', {
      name: clip(name, NAME_SHOWN),
      enterprise: roster.enterprise(enterprise)?.name ?? '',
    }),
  );
}

/** 王明“收到” */
export function lineInWords({ view: { say } }: Case, { name, text }: Said): string {
  const words = clip(text.replaceAll('\n', ' '), TEXT_SHOWN);
  if (words === '') return clip(name, NAME_SHOWN);
  return say('clerk.said', { name: clip(name, NAME_SHOWN), text: words });
}

function numbersIn(numbers: readonly number[]): string {
  return numbers.join('、');
}
