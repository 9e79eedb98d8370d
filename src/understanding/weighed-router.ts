/**
 * Routing by the county's rules and the learnt models together. What a rule says plainly stands: a report, a danger,
 * what cannot be read. Where words alone do not decide, the models do, and only when they are sure enough
 * (`flows/understanding.yaml`).
 */

import { isPrivateDebt } from '../routing/arrears.ts';
import { sentencesOf } from '../routing/officials.ts';
import { waysToRead } from '../routing/openings.ts';
import type { Candidate, Kind, Router, Routing } from '../routing/router.ts';
import { roundDown } from '../routing/scoring.ts';
import { normalise, withoutCourtesies } from '../routing/text.ts';
import { isPlainlyUrgent, isUnclear } from '../routing/urgent.ts';
import type { Decisions } from './decisions.ts';
import type { Judge, Judgement } from './judge.ts';
import { MORE_ACTS } from './labels.ts';
import type { Bearing, Reader, Reading } from './reading.ts';
import { ALONE, type Surroundings } from './surroundings.ts';

const SHOWN = 3;
const WORDS_SHOWN = 3;
/** Keeps a department in the running that only the county's terms point to. */
const LEAST = 0.01;
/** 来了来了, said while a matter is open, is sooner its end than talk. */
const QUIETER = 0.4;
/** In private, what would pass for talk is a word on an open matter from this chance on. */
const ASIDE = 0.2;
/** So much like a report by themselves that no matter they stand beside explains it. */
const BLAMING = 0.4;
/** Words that hardly speak of a matter at all are none on it, and plainly so only those that do. */
const FAINT = 0.2;
const PLAIN = 0.5;
/** How much the view with its surroundings says of a report, where words plainly speak of an open matter. */
const IN_CONTEXT = 0.75;
/** So plainly a debt that whoever owes is named without being blamed, up to this chance of a report. */
const OWED = 0.4;
const BLAMED = 0.5;
/** So plainly talk that a faint sound of blame in it is none: 校长您那照片的确适合收款. */
const IDLE = 0.6;
/** A danger that the models see among what is as much talk is asked about, not sounded: 麻雀在炉子顶上做窝了. */
const MATTER = 0.5;
/** In more characters than this a danger is lost among the rest; so many sentences at either end are read for one. */
const LONG = 200;
const ENDS = 12;

/** Who has debts, and what departments are called. */
export interface Departments {
  readonly defaultDepartment: { readonly id: string };
  department(id: string): { readonly name: string } | undefined;
}

/** What words are beside one of the speaker's matters, or beside none. */
interface Beside {
  readonly place: number;
  readonly judged: Judgement;
}

export function createWeighedRouter(
  rules: Router,
  judge: Judge,
  decisions: Decisions,
  roster: Departments,
): Reader {
  const lead = roster.defaultDepartment.id;
  const nameOf = (id: string): string => roster.department(id)?.name ?? id;

  function weigh(text: string, ruled: Routing, judged: Judgement, chatter: number): Routing {
    if (ruled.kind === 'whistleblow' || !/[\p{L}\p{N}]/u.test(text)) return ruled;
    const isPlain = isPlainlyUrgent(normalise(text));
    const urgent = isPlain || isUrgent(ruled, judged, chatter);
    // 人吐血，快: where it may be a danger, nobody keeps quiet; 梦见停电了 is one by a word alone.
    const isNamed = ruled.urgent && judged.urgent >= decisions.dangerWords;
    const isHushed = !isNamed && judged.urgent < decisions.talk.danger && !isUnclear(normalise(text));
    if (chatter >= decisions.talk.quiet && !urgent && isHushed)
      return ruled.kind === 'chatter' ? ruled : quiet(text);
    const kind = kindOf(text, ruled, judged);
    const isRuled = kind === 'arrears' ? ruled.kind === 'arrears' : isPlain && ruled.auto;
    const departments = isRuled ? ruled.departments : ranked(ruled, judged, kind);
    const best = departments[0];
    const sure = best !== undefined && best.p >= decisions.department.assign;
    return {
      kind,
      urgent,
      departments,
      ...(ruled.named && { named: ruled.named }),
      // A danger does not wait for a dispatcher: the likeliest has it, and may hand it on.
      auto: sure || urgent,
      doubtful: !urgent && ruled.kind !== 'arrears' && chatter >= decisions.talk.ask,
      reasons: reasonsFor(text, ruled, kind, urgent, departments, sure),
    };
  }

  /** 透水砖, 梦见冒顶: a word for a danger in which the models see next to none is none; what is as much talk is one if both say so. */
  function isUrgent(ruled: Routing, judged: Judgement, chatter: number): boolean {
    const isSeen = judged.urgent >= decisions.urgent;
    const isNamed = ruled.urgent && judged.urgent >= decisions.dangerWords;
    return chatter < MATTER ? isSeen || isNamed : isSeen && isNamed;
  }

  function kindOf(text: string, ruled: Routing, { kinds }: Judgement): Kind {
    if (ruled.kind === 'arrears') return 'arrears';
    if (kinds.arrears >= decisions.arrears && !isPrivateDebt(normalise(text))) return 'arrears';
    return kinds.consult > kinds.request ? 'consult' : 'request';
  }

  function ranked(ruled: Routing, judged: Judgement, kind: Kind): readonly Candidate[] {
    const byTerms = new Map(ruled.departments.map(({ id, p }) => [id, p]));
    const weights = [...judged.departments].map(([id, p]) => ({
      id,
      weight: (p + LEAST) * Math.exp(decisions.department.terms * (byTerms.get(id) ?? 0)),
    }));
    const all = weights.reduce((sum, { weight }) => sum + weight, 0);
    const found = weights
      .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
      .map(({ id, weight }) => ({ id, p: roundDown(weight / all) }));
    if (kind !== 'arrears') return found.slice(0, SHOWN);
    // Debts have a track of their own, led by the default department (工信).
    const others = found.filter(({ id }) => id !== lead).slice(0, SHOWN - 1);
    return [{ id: lead, p: 0.9 }, ...others.map(({ id, p }) => ({ id, p: roundDown(p / 10) }))];
  }

  function quiet(text: string): Routing {
    const words = wordsFor(text, 'kind:chatter');
    const reason = `像是群里的闲话${words}，没有诉求`;
    return {
      kind: 'chatter',
      urgent: false,
      departments: [],
      auto: false,
      doubtful: false,
      reasons: [reason],
    };
  }

  function reasonsFor(
    text: string,
    ruled: Routing,
    kind: Kind,
    urgent: boolean,
    departments: readonly Candidate[],
    sure: boolean,
  ): readonly string[] {
    const [best, second] = departments;
    const byRule = ruled.reasons.filter((reason) => reason.startsWith('提到'));
    const named = best && byRule.some((reason) => reason.includes(nameOf(best.id)));
    return [
      ...(kind === 'arrears'
        ? [byRule[0] ?? `像是被拖欠的账款${wordsFor(text, 'kind:arrears')}，按清欠办理`]
        : []),
      ...(urgent ? [`情况紧急，请先电话联系${ruled.urgent ? '' : wordsFor(text, 'urgent')}`] : []),
      ...byRule.slice(kind === 'arrears' ? 1 : 0),
      ...(best && !named ? [`像是${nameOf(best.id)}的事${wordsFor(text, `dept:${best.id}`)}`] : []),
      ...(sure || urgent || !best
        ? []
        : [`多半归${nameOf(best.id)}${second ? `，也可能归${nameOf(second.id)}` : ''}，请专班定`]),
    ];
  }

  /** （看“跳闸”“没电”）; empty where none stands out. */
  function wordsFor(text: string, head: string): string {
    const words = judge.wordsFor(text, head, WORDS_SHOWN);
    return words.length === 0 ? '' : `（看${words.map((word) => `“${word}”`).join('')}）`;
  }

  /** Nobody makes a report an ordinary matter by greeting first, or a danger talk by leaving their number. */
  function read(said: string, around: Surroundings): Reading {
    const text = withoutCourtesies(said);
    const { matter, others } = waysToRead(text);
    // 谢谢各位，路灯修好了: a rule that hears thanks for what is settled hears it in the whole.
    const isSettled = rules.route(text).kind === 'chatter';
    let reading = readOne(text, around);
    if (matter !== null) reading = graver(reading, readOne(matter, around), isSettled);
    for (const other of others) reading = graver(reading, readOne(other, around), true);
    return reading;
  }

  function readOne(text: string, around: Surroundings): Reading {
    const whole = readWhole(text, around);
    const danger = text.length > LONG && whole.kind !== 'whistleblow' ? dangerIn(text) : '';
    if (danger === '') return whole;
    // Whose a danger is, its own sentences say, and not the pages around them.
    const { departments, reasons } = alone(danger);
    return {
      ...whole,
      kind: whole.kind === 'chatter' ? 'request' : whole.kind,
      urgent: true,
      auto: true,
      doubtful: false,
      departments,
      reasons,
    };
  }

  /** Of a long text the sentences at its ends that the rules and the models both take for a danger; empty for none. */
  function dangerIn(text: string): string {
    const sentences = sentencesOf(text).flatMap((one) => (one.length <= LONG ? [one] : runsOf(one)));
    const ends = sentences.filter((_, at) => at < ENDS || at >= sentences.length - ENDS);
    return ends
      .filter((one) => one.length <= LONG && rules.route(one).urgent && alone(one).bearing?.alarm === true)
      .join('');
  }

  function readWhole(text: string, around: Surroundings): Reading {
    const ruled = rules.route(text);
    const beside = besideEach(text, ruled, around);
    const [{ judged }] = beside;
    const { line, more, kinds } = judged;
    // Two views of the same words, with and without what is around them.
    const chatter = (kinds.chatter + line.quiet + line.about) / 2;
    // Of a matter that is on its way people name officials without blaming them.
    const isSure = shareOf(line) >= decisions.matter.sure && line.more >= PLAIN;
    const seen = isSure && kinds.whistleblow < BLAMING ? IN_CONTEXT : 0.5;
    const report = (1 - seen) * kinds.whistleblow + seen * line.report;
    const isMild = kinds.arrears >= OWED || chatter >= IDLE;
    return {
      ...weigh(text, ruled, judged, chatter),
      suspected: report >= (isMild ? Math.max(BLAMED, decisions.report.hold) : decisions.report.hold),
      bearing: {
        speaksOf: speaksOf(line, around, chatter),
        places: beside.flatMap(({ place, judged: one }) => (isOn(one.line) ? [place] : [])),
        act: MORE_ACTS.reduce((best, act) => (more[act] > more[best] ? act : best)),
        sure: isSure,
        fresh: shareOf(line) < 1 - decisions.matter.own && line.new >= PLAIN,
        alarm: judged.urgent >= decisions.matter.alarm,
      },
    };
  }

  function speaksOf(
    line: Judgement['line'],
    { chat, own }: Surroundings,
    chatter: number,
  ): Bearing['speaksOf'] {
    const { more, metoo, about, quiet } = line;
    // In private nobody chats: what would pass for talk there is a word on what is open.
    const isAside = chat === 'private' && own.length > 0 && chatter >= decisions.talk.quiet;
    if (isAside && more >= ASIDE && more > about) return 'own';
    if (isOn(line) && more > quiet * QUIETER) return 'own';
    if (metoo >= decisions.matter.other) return 'other';
    return about >= decisions.matter.bot ? 'bot' : null;
  }

  /**
   * What the words are beside each matter of the speaker's, the likeliest first: that something was said a minute ago on one
   * of them says nothing of the others.
   */
  function besideEach(text: string, ruled: Routing, around: Surroundings): readonly [Beside, ...Beside[]] {
    const [first, ...others] = judge.judgeBeside(text, around, ruled);
    const all: [Beside, ...Beside[]] = [
      { place: 0, judged: first },
      ...others.map((judged, at) => ({ place: at + 1, judged })),
    ];
    return all.sort((a, b) => b.judged.line.more - a.judged.line.more || a.place - b.place);
  }

  /** Words that are sooner more of a matter than one of their own. */
  function isOn(line: Judgement['line']): boolean {
    return shareOf(line) >= decisions.matter.own && line.more >= FAINT;
  }

  /** Of a matter that exists, or of one that does not yet. */
  function shareOf({ more, new: fresh }: Judgement['line']): number {
    return more / Math.max(more + fresh, 1e-6);
  }

  /** A part of a message, or words of which nobody knows what was around them. The desk asks about the same ones again. */
  function alone(text: string): Reading {
    const { corpus } = judge;
    if (last?.text !== text || last.corpus !== corpus) last = { text, corpus, reading: read(text, ALONE) };
    return last.reading;
  }

  let last: { readonly text: string; readonly corpus: string; readonly reading: Reading } | null = null;
  return {
    route: alone,
    read,
    nearness(text, other) {
      const { shared, meaning } = judge.likeness(text, other);
      return Math.max(0, (shared + meaning) / 2);
    },
    suspects: (text) => alone(text).suspected,
  };
}

/** `onlyGrave`: whether an ordinary matter stays what the other reading is. */
function graver(one: Reading, other: Reading, onlyGrave = false): Reading {
  const weight = gravity(other);
  const grave = weight > gravity(one) && (weight > ORDINARY || !onlyGrave) ? other : one;
  const suspected = one.suspected || other.suspected;
  return grave.suspected === suspected ? grave : { ...grave, suspected };
}

const ORDINARY = 2;

/** How much is lost where it is not read. What is as much talk, and nobody's plainly, is worth no question for how it was opened. */
function gravity({ kind, urgent, doubtful, auto }: Routing): number {
  if (kind === 'whistleblow') return 4;
  if (urgent) return 3;
  if (kind === 'chatter') return 0;
  if (!doubtful) return ORDINARY;
  return auto ? 1 : 0;
}

/** Clauses read together of a sentence that never ends, as dictated ones do. */
const TOGETHER = 3;

/** Three clauses at a time, counted from the end, where the cry for help stands. */
function runsOf(sentence: string): readonly string[] {
  const clauses = sentence.split(/(?<=[，,、\s])/u).filter((one) => one.trim() !== '');
  const first = clauses.length % TOGETHER;
  const runs = first === 0 ? [] : [clauses.slice(0, first).join('')];
  for (let at = first; at < clauses.length; at += TOGETHER)
    runs.push(clauses.slice(at, at + TOGETHER).join(''));
  return runs;
}
