/** 入企检查: filed by the unit before it enters, told to the firm, its result told and rated; figures for 司法局 and leaders. */

import { type InspectionAsked, putRight, readFiling } from '../../dialogue/arrangements/inspection.ts';
import { isTaken, isThanks } from '../../dialogue/understand.ts';
import {
  type InspectionAction,
  mayInspection,
  unitOf,
} from '../../domain/arrangements/inspection-permissions.ts';
import { filedIn, type Inspection, RATINGS } from '../../domain/arrangements/inspections.ts';
import { hasPost } from '../../domain/offices.ts';
import { periodOf, spanOf } from '../../domain/spans.ts';
import { dayOf, instantInWords, monthInWords } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { onlyIf } from '../dialogue.ts';
import type { Arrangement } from './arrangement.ts';
import type { Arranging, ArrangingOf } from './arranging.ts';
import { file, makeUp, typeSaid, withAnswer } from './inspections/filing.ts';
import { answerJoin } from './inspections/joining.ts';
import { bringNudges, nextNudge } from './inspections/nudges.ts';
import { ratingSaid } from './inspections/opinions.ts';
import { AHEAD, cancel, enter, rate, remark, tellResult } from './inspections/steps.ts';
import {
  byNumber,
  figureLines,
  inspectionsIn,
  lineOf,
  mayReadFigures,
  opinionsInWords,
  ownOpinions,
  shownWhole,
} from './inspections/texts.ts';
import { toThem } from './to-them.ts';

const SHOWN = 12;
/** Longer words are no answer to what a filing lacks. */
const LONGEST_ANSWER = 200;

export const inspections: Arrangement<'inspection'> = {
  of: 'inspection',

  async asked(on, asked, parts) {
    switch (asked.what) {
      case 'file':
        return mayFile(on)
          ? file(on, { words: asked.words, urgent: asked.urgent, makeUp: null }, parts)
          : onlyTold(on);
      case 'list':
        return listed(on, parts);
      case 'show':
        return ofOne(on, 'view', asked.id, parts, (one) => show(on, one, parts));
      default:
        return told(on, asked, parts);
    }
  },

  async pressed(on, what, id, parts) {
    const { say } = on.view;
    if (what === 'ahead') return ofOne(on, 'enter', id, parts, (one) => enter(on, one, AHEAD, parts));
    if (what === 'join' || what === 'apart') return answerJoin(on, id, what === 'join', parts);
    const rating = RATINGS.find((one) => one === what);
    if (rating) return ofOne(on, 'rate', id, parts, (one) => rate(on, one, { rating, words: null }, parts));
    const draft = onlyIf(on.dialogue, 'arranging');
    const type = typeSaid(what);
    if (!isFiling(draft) || !mayFile(on)) return { toast: say('refusal.oldButton') };
    if (draft.what === 'type' && type) return goOn(on, draft, say(`inspection.${type}`), parts);
    if (draft.what !== 'send') return { toast: say('refusal.oldButton') };
    return what === 'drop' ? dropped(on) : file(on, draft, parts, { joinWith: what === 'merge' ? id : null });
  },

  async answered(on, asked, text, parts) {
    if (asked.of !== 'inspection' || text === '' || isTaken(text)) return null;
    if (asked.what === 'result' || asked.what === 'cancel') {
      return told(on, { what: asked.what, id: asked.id, words: text }, parts);
    }
    if (text.length > LONGEST_ANSWER) return null;
    // A difficulty of the firm's is no word on the inspection.
    if (asked.what === 'remark') {
      const isOther = isThanks(text) || on.reading.urgent || on.reading.auto;
      return isOther ? null : remark(on, asked.departments, text, parts);
    }
    if (!isFiling(asked)) return null;
    const { say } = on.view;
    if (asked.what === 'type' && readFiling(text, on.at, parts.roster).type === null)
      return under(await askAgain(on, asked, asked.words, parts), say('inspection.onlyTypes'));
    if (asked.what !== 'send') return goOn(on, asked, text, parts);
    // The words of the buttons, typed.
    if (text === say('inspection.send')) return file(on, asked, parts, { joinWith: null });
    if (text === say('inspection.drop')) return dropped(on);
    if (on.reading.urgent || isThanks(text)) return null;
    // Whatever else is said, what was written stands until it is filed or dropped.
    const words = putRight(asked.words, text, on.at);
    if (words !== null) return file(on, { ...asked, words }, parts);
    return under(await file(on, asked, parts), say('inspection.notYet'));
  },

  nextAt: nextNudge,

  async bring(office, at, parts) {
    return bringNudges(office, at, parts);
  },

  async section(period, at, parts) {
    const all = inspectionsIn(await parts.store.office());
    const lines = figureLines(all, period, at, parts);
    if (lines.length === 0) return null;
    const found = opinionsInWords(
      parts.roster.departments.map(({ id }) => id),
      all,
      parts,
    );
    const title = parts.say('inspection.title');
    if (found === null) return { title, lines };
    const { since, opinions } = found;
    const text = parts.say('inspection.opinionsOf', { unit: title, since, opinions });
    return { title, lines: [...lines, { text, path: '/inspections' }] };
  },

  help(roles, { say }) {
    return [
      ...(hasPost(roles) ? [say('inspection.help')] : []),
      ...(roles.has('member') ? [say('inspection.helpOwner')] : []),
    ];
  },
};

function mayFile({ person, view }: Case): boolean {
  return person !== null && unitOf(person.id, view.roster) !== undefined;
}

/** Of a firm's people 报备检查 is what they say of somebody who came: words like any other. */
function onlyTold(on: Case): Outcome | null {
  return on.roles.has('member') ? null : toThem(on, on.view.say('inspection.notYours'));
}

type Draft = Extract<ArrangingOf<'inspection'>, { readonly words: string }>;

function dropped(on: Case): Outcome {
  return { ...toThem(on, on.view.say('inspection.dropped')), dialogue: null };
}

function isFiling(asked: Arranging | undefined): asked is Draft {
  return asked?.of === 'inspection' && 'words' in asked;
}

function under(outcome: Outcome, head: string): Outcome {
  const [first, ...others] = outcome.replies ?? [];
  return first ? { ...outcome, replies: [{ ...first, text: `${head}\n${first.text}` }, ...others] } : outcome;
}

/** The answer in its place, and on to what is still missing. */
function goOn(on: Case, draft: Draft, answer: string, parts: DeskParts): Promise<Outcome> {
  return askAgain(on, draft, withAnswer(draft.what, draft.words, answer), parts);
}

async function askAgain(on: Case, draft: Draft, words: string, parts: DeskParts): Promise<Outcome> {
  if (draft.makeUp === null) return file(on, { ...draft, words }, parts);
  return ofOne(on, 'makeUp', draft.makeUp, parts, (one) => makeUp(on, one, words, parts));
}

type Told = Exclude<InspectionAsked, { what: 'file' | 'list' | 'show' }>;

function told(on: Case, { what, id, words }: Told, parts: DeskParts): Promise<Outcome | null> {
  return ofOne(on, what, id, parts, (one): Outcome | Promise<Outcome> => {
    switch (what) {
      case 'enter':
        return enter(on, one, words, parts);
      case 'result':
        return tellResult(on, one, words, parts);
      case 'cancel':
        return cancel(on, one, words, parts);
      case 'makeUp':
        return makeUp(on, one, words, parts);
      case 'rate': {
        const said = ratingSaid(words);
        if (said) return rate(on, one, { ...said, words: said.words || null }, parts);
        return toThem(on, on.view.say('inspection.askRating', { id }));
      }
      default:
        return what satisfies never;
    }
  });
}

/** What is not theirs looks like what is not there; whoever may only look is shown how it stands. */
async function ofOne(
  on: Case,
  action: InspectionAction,
  id: number,
  parts: DeskParts,
  does: (one: Inspection) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const { office, person, view } = on;
  const all = inspectionsIn(office);
  const one = byNumber(id, all);
  const isTheirs = (what: InspectionAction) =>
    one && person && mayInspection(what, one, person.id, all, parts.roster, parts.inspections);
  if (!one || !isTheirs('view')) return toThem(on, view.say('inspection.notFound', { id }));
  return isTheirs(action) ? does(one) : show(on, one, parts, [view.say('inspection.onlyShown')]);
}

function show(on: Case, one: Inspection, parts: DeskParts, above: readonly string[] = []): Outcome {
  return toThem(on, [...above, ...shownWhole(one, on.office, on.view, parts)].join('\n'));
}

/** Null of whoever has none to see: 检查 is a word like any other. */
function listed(on: Case, parts: DeskParts): Outcome | null {
  const { view, office, person } = on;
  const { say, now } = view;
  if (person === null) return null;
  const all = inspectionsIn(office);
  const seen = filedIn(all).filter((one) =>
    mayInspection('view', one, person.id, all, parts.roster, parts.inspections),
  );
  const readsFigures = mayReadFigures(person.id, parts);
  if (seen.length === 0 && !readsFigures && !mayFile(on)) return null;
  const figures = readsFigures ? figureLines(all, periodOf(spanOf('month', dayOf(now))), now, parts) : [];
  const month = say('inspection.inMonth', { month: monthInWords(dayOf(now)) });
  return toThem(
    on,
    [
      say('inspection.list', { when: instantInWords(now) }),
      ...(figures.length === 0 ? [] : [month, ...figures.map(({ text }) => text)]),
      ...(seen.length === 0
        ? [say('inspection.empty')]
        : seen.slice(-SHOWN).map((one) => lineOf(one, view, parts))),
      ...ownOpinions(on, all),
    ].join('\n'),
  );
}
