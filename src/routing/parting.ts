/**
 * What stands in one message with a report about an official and must not share its secrecy: a danger, and a difficulty
 * that is plainly some department's. Each is parted with its own sentences only; whatever is in doubt stays secret.
 */
import { delicate, sentencesOf } from './officials.ts';
import { complains } from './question.ts';
import type { Router } from './router.ts';
import { isReadable } from './text.ts';

export interface Parted {
  /** The sentences that tell of a danger; empty when there are none. */
  readonly danger: string;
  /** A danger stands in the same words as the report, and cannot be told without it. */
  readonly dangerWithin: boolean;
  /** One for each department. */
  readonly matters: readonly string[];
  readonly rest: string;
  /** Of the rest, what tells of something wrong that is nothing of the report's, and nobody's plainly. */
  readonly unclear: string;
}

type Kind = 'danger' | 'rest' | { readonly department: string };

/** A department that the report itself may be about, from this chance on, gets nothing out of the same message. */
const TOUCHED_P = 0.15;
/** Who is meant was said before, and money has its own story: such a sentence belongs to the report. */
const OF_THE_REPORT =
  /[他她](?!们?(?:厂|公司))|这人|那人|此人|[这那]个人|[收送塞给要][了过]?.{0,3}[钱礼烟酒]|红包|好处|验收|审批|检查|[不就]?刁难/u;
/** 快来人！: what directly follows a danger, and is short, tells more of it. */
const SHORT = 30;
/** Nobody tells of a danger at such length; each clause is read by itself. */
const MOST_CLAUSES = 100;

export function partReport(text: string, router: Router): Parted {
  const sentences = sentencesOf(text);
  const touched = new Set(
    sentences
      .filter((sentence) => delicate(sentence) !== null)
      .flatMap((sentence) => router.route(sentence).departments.filter(({ p }) => p >= TOUCHED_P))
      .map(({ id }) => id),
  );
  const found = { danger: '', dangerWithin: false, rest: '', unclear: '' };
  const matters = new Map<string, string>();
  let before: Kind = 'rest';
  for (const piece of sentences.flatMap((sentence) => clausesOf(sentence, router))) {
    const kind = kindOf(piece, before, touched, router);
    if (kind === 'danger') found.danger += piece;
    else if (kind === 'rest') {
      found.rest += piece;
      if (router.route(piece).urgent) found.dangerWithin = true;
      if (isUnclear(piece, touched, router)) found.unclear += piece;
    } else matters.set(kind.department, (matters.get(kind.department) ?? '') + piece);
    before = kind;
  }
  return {
    danger: tidy(found.danger),
    dangerWithin: found.dangerWithin,
    matters: [...matters.values()].map(tidy),
    rest: tidy(found.rest),
    unclear: tidy(found.unclear),
  };
}

/**
 * The same of words that no rule takes for a report, clause by clause: nobody can tell which of them give it away, so that
 * none but those of the danger itself are parted. `suspected`: the whole of them is; otherwise a clause must be, by its
 * words and by the models. Null: there is no danger, or nothing is told beside it.
 */
export function partSuspicion(
  text: string,
  suspected: boolean,
  router: Router,
): Pick<Parted, 'danger' | 'rest'> | null {
  const clauses = sentencesOf(text).flatMap((sentence) => sentence.split(/(?<=[，,、：:])/u));
  const isBlaming = (clause: string): boolean => OF_THE_REPORT.test(clause) && router.suspects(clause);
  if (!suspected && !clauses.slice(0, MOST_CLAUSES).some(isBlaming)) return null;
  let danger = '';
  let rest = '';
  let isDanger = false;
  let isWithin = false;
  for (const [place, clause] of clauses.entries()) {
    const isRead = place < MOST_CLAUSES && isReadable(clause);
    const isUrgent = isRead && router.route(clause).urgent;
    const isTold = !isRead || isOfTheReport(clause) || router.suspects(clause);
    isDanger = !isTold && (isUrgent || (isDanger && [...clause].length <= SHORT));
    isWithin ||= isUrgent;
    if (isDanger) danger += clause;
    else rest += clause;
  }
  return isWithin || router.route(text).urgent ? { danger: tidy(danger), rest: tidy(rest) } : null;
}

/** Whether words that follow on a report and on a danger are the report's: of somebody, of money, of an inspection. */
export function isOfTheReport(text: string): boolean {
  return OF_THE_REPORT.test(text) || delicate(text) !== null;
}

/** A sentence that tells of a danger and of an official is looked at clause by clause. */
function clausesOf(sentence: string, router: Router): readonly string[] {
  const both = router.route(sentence).urgent && delicate(sentence) !== null;
  return both ? sentence.split(/(?<=[，,、：:])/u) : [sentence];
}

function kindOf(piece: string, before: Kind, touched: ReadonlySet<string>, router: Router): Kind {
  if (delicate(piece) !== null) return 'rest';
  const { urgent, auto, departments } = router.route(piece);
  if (urgent) return 'danger';
  if (OF_THE_REPORT.test(piece)) return 'rest';
  if (before === 'danger' && [...piece].length <= SHORT) return 'danger';
  const department = departments[0]?.id;
  if (!auto || department === undefined || touched.has(department) || !complains(piece)) return 'rest';
  return { department };
}

function isUnclear(piece: string, touched: ReadonlySet<string>, router: Router): boolean {
  if ([...piece].length < 6 || OF_THE_REPORT.test(piece) || delicate(piece) !== null) return false;
  const { kind, auto, departments } = router.route(piece);
  const [best] = departments;
  const isTouched = best !== undefined && best.p >= TOUCHED_P && touched.has(best.id);
  return kind !== 'chatter' && !auto && !isTouched && complains(piece);
}

function tidy(text: string): string {
  return text.replace(/^[\s，,、；;]+|[\s，,、：:；;]+$/gu, '');
}
