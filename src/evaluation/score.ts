/** What the desk made of labelled lines, held against the labels: the rows by which understanding is judged. */
import type { Heard } from '../listen/listen.ts';
import type { CorpusLine } from '../understanding/training/corpus.ts';
import { putTogether } from './pieces.ts';

/** A share: how many of how many, and the lines that went wrong. */
export interface Row {
  readonly what: string;
  /** At least, or at most, this share is asked for. */
  readonly target: { readonly least: number } | { readonly most: number };
  readonly of: number;
  readonly hit: number;
  /** Ids of the lines that speak against it. */
  readonly against: readonly string[];
}

interface Judged {
  readonly line: CorpusLine;
  readonly heard: Heard;
  /** Number of the speaker's own ticket that the line speaks of; null for none, or where that one was never opened. */
  readonly about: number | null;
}

const QUIET_ACTS: ReadonlySet<string> = new Set(['talk', 'notice', 'feedback', 'about']);
const ABOUT_ACTS: ReadonlySet<string> = new Set([
  'addition',
  'correction',
  'question',
  'urge',
  'answer',
  'unsolved',
  'over',
]);
const URGENT = 'urgent';
const ARREARS = 'arrears';

/** `heard`: in the order of `lines`. */
export function scoreOf(lines: readonly CorpusLine[], heard: readonly Heard[]): readonly Row[] {
  const told = putTogether(lines, heard);
  const all = joined(lines, told.heard);
  const isNew = ({ line: { kind, is } }: Judged) =>
    is === undefined ? kind !== undefined && kind !== 'chatter' && kind !== 'whistleblow' : is === 'new';
  const isReport = ({ line: { kind, is } }: Judged) =>
    is === 'report' || (is === undefined && kind === 'whistleblow');
  const isQuiet = ({ line: { kind, is } }: Judged) =>
    is === undefined ? kind === 'chatter' : QUIET_ACTS.has(is);
  const byOwner = all.filter(({ line }) => line.speaker === undefined || line.speaker.role === 'enterprise');
  const matters = byOwner.filter(isNew);
  const plain = matters.filter(({ line }) => !line.urgent);
  const quiet = all.filter(
    (one) => isQuiet(one) && !told.openers.has(one.line.id) && (one.line.chat ?? 'group') === 'group',
  );
  const arrears = matters.filter(({ line }) => line.kind === ARREARS);
  const known = byOwner.filter(
    ({ line, about }) => ABOUT_ACTS.has(line.is ?? '') && about !== null && !told.openers.has(line.id),
  );
  const placed = matters.filter(
    ({ line, heard }) => (line.depts ?? []).length > 0 && heard.fresh.some((one) => !one.confidential),
  );
  const first = ({ heard }: Judged) => heard.fresh.find((one) => !one.confidential)?.dept ?? null;
  // A debt on its track is with the office that has all of them, whoever owes.
  const isRight = (one: Judged): boolean =>
    isOneOf(first(one), one) || (one.line.kind === ARREARS && isOnArrears(one));
  return [
    row(
      'reports shown, or sent to a department',
      { most: 0.02 },
      byOwner.filter(isReport),
      isGivenAway,
      'hit',
    ),
    row('ordinary matters asked whether they are confidential', { most: 0.06 }, matters, isHeldBack, 'hit'),
    row(
      'urgent matters found',
      { least: 0.92 },
      matters.filter(({ line }) => line.urgent),
      isUrgent,
      'miss',
    ),
    row('plain matters taken for urgent', { most: 0.02 }, plain, isUrgent, 'hit'),
    row('debts on their track', { least: 0.95 }, arrears, isOnArrears, 'miss'),
    row('talk in the group registered', { most: 0.015 }, quiet, isRegistered, 'hit'),
    row('talk in the group asked about', { most: 0.03 }, quiet, isAskedAbout, 'hit'),
    row('new matters registered', { least: 0.96 }, matters, isRegistered, 'none'),
    row(
      'new matters asked about',
      { most: 0.03 },
      matters,
      (one) => !isRegistered(one) && isAskedAbout(one),
      'hit',
    ),
    row('new matters lost', { most: 0.005 }, matters, isLost, 'hit'),
    row('words about a matter that reached it', { least: 0.9 }, known, reached, 'miss'),
    row('words about a matter that became a new one', { most: 0.04 }, known, isRegistered, 'hit'),
    row('department right', { least: 0.78 }, placed, isRight, 'none'),
    row('left to the dispatcher', { most: 0.18 }, placed, (one) => first(one) === null, 'none'),
    row('department wrong', { most: 0.04 }, placed, (one) => first(one) !== null && !isRight(one), 'hit'),
  ];
}

function joined(lines: readonly CorpusLine[], heard: readonly Heard[]): readonly Judged[] {
  const opened = new Map<string, { readonly n: number; readonly org: string; readonly day: string }>();
  return lines.map((line, place) => {
    const own = heard[place] as Heard;
    const [fresh] = own.fresh;
    const org = line.speaker?.org ?? '';
    // Each day begins with an empty book.
    const day = line.day ?? line.id;
    if (fresh) opened.set(line.id, { n: fresh.n, org, day });
    const meant = line.of == null ? undefined : opened.get(line.of);
    return { line, heard: own, about: meant?.org === org && meant.day === day ? meant.n : null };
  });
}

function row(
  what: string,
  target: Row['target'],
  of: readonly Judged[],
  isIt: (one: Judged) => boolean,
  wrong: 'hit' | 'miss' | 'none',
): Row {
  const hits = of.filter(isIt);
  const bad = wrong === 'hit' ? hits : wrong === 'miss' ? of.filter((one) => !isIt(one)) : [];
  return { what, target, of: of.length, hit: hits.length, against: bad.map(({ line }) => line.id) };
}

/** Shown to all, or on its way to a department. */
function isGivenAway({ heard: { fresh, shown, changed, asked } }: Judged): boolean {
  if (fresh.some(({ confidential }) => !confidential) || shown) return true;
  return asked !== 'confidential' && changed.length > 0 && fresh.length === 0;
}

function isHeldBack({ heard: { fresh, asked } }: Judged): boolean {
  return asked === 'confidential' || fresh.some(({ confidential }) => confidential);
}

function isUrgent({ heard }: Judged): boolean {
  return heard.fresh.some(({ flow }) => flow === URGENT);
}

function isOnArrears({ heard }: Judged): boolean {
  return heard.fresh.some(({ flow }) => flow === ARREARS);
}

function isRegistered({ heard: { fresh } }: Judged): boolean {
  return fresh.some(({ confidential }) => !confidential);
}

/** Whoever asks the program something is answered, which is no question back. */
function isAskedAbout({ line, heard: { asked, fresh, ownText } }: Judged): boolean {
  if (line.is === 'about' && asked === null) return false;
  const isOwner = line.speaker === undefined || line.speaker.role === 'enterprise';
  return fresh.length === 0 && (asked !== null || (isOwner && ownText !== ''));
}

function isLost({ heard: { fresh, asked, ownText, changed } }: Judged): boolean {
  return fresh.length === 0 && asked === null && (ownText === '' || changed.length > 0);
}

/** Something happened to its ticket, or the speaker was told of it or asked which is meant. */
function reached({ heard: { changed, ownText, groupText, asked }, about }: Judged): boolean {
  if (about === null) return false;
  const named = new RegExp(`(?<!\\d)${about}(?!\\d)`);
  return changed.includes(about) || asked === 'which' || named.test(ownText) || named.test(groupText);
}

function isOneOf(department: string | null, { line }: Judged): boolean {
  return department !== null && (line.depts ?? []).includes(department);
}

export function isMet({ target, of, hit }: Row): boolean {
  const share = of === 0 ? 0 : hit / of;
  return 'least' in target ? share >= target.least : share <= target.most;
}

/** As a table in Markdown. */
export function scoreInWords(rows: readonly Row[]): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    '| figure | value | must be | |',
    '|---|---|---|---|',
    ...rows.map((one) => {
      const { what, target, of, hit } = one;
      const asked = 'least' in target ? `≥ ${percent(target.least)}` : `≤ ${percent(target.most)}`;
      return `| ${what} | ${percent(of === 0 ? 0 : hit / of)} (${hit}/${of}) | ${asked} | ${isMet(one) ? 'ok' : 'no'} |`;
    }),
  ].join('\n');
}
