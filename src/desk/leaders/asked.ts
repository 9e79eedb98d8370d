/** 简报, 通报 11月, 财政局 本月: figures of any period, for those who may see them. */

import { breakdownInWords } from '../../briefs/breakdown.ts';
import { briefInWords } from '../../briefs/brief.ts';
import { partInWords } from '../../briefs/report.ts';
import { sheetInWords } from '../../briefs/sheet.ts';
import { type FiguresAsked, figuresAskedIn, isCountListed } from '../../dialogue/figures-asked.ts';
import { type PeriodRead, periodIn, readAs } from '../../dialogue/period-words.ts';
import { ownerNamed } from '../../dialogue/search-words.ts';
import { spanBefore, spanOf } from '../../domain/spans.ts';
import { type Day, dayInWords, dayOf } from '../../domain/time.ts';
import { sectionsInWords } from '../arrangements/arrangements.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { showList } from '../lists/show.ts';
import { deskOf, headOf } from './beside.ts';
import { boardButton } from './board-way.ts';
import { type FiguresRead, readFigures, type Scope } from './figures.ts';
import { hasParts, maySee, nameOfScope, ownScopes } from './scope.ts';

const WHICH = /[哪几]|多少|清单|列表/u;

interface Question extends Pick<FiguresAsked, 'form'> {
  /** Null: one's own. */
  readonly scope: ReturnType<typeof ownerNamed>;
  readonly period: PeriodRead;
}

/**
 * 财政局 本月, 通报 星火, 昨天: words that are no command to whoever does not know the names. Only of a period and names
 * that are known, and without 简报 or 通报 only to the bot, by somebody who is answering nothing: 昨天 may be an answer.
 */
export function figuresMeant(on: Case): FiguresAsked | null {
  const asked = figuresAskedIn(on.text) ?? namedByLeader(on);
  const question = asked && questionIn(on, asked);
  const [own] = ownScopes(on);
  if (!asked || !question || !own) return null;
  if (asked.named) return asked;
  const asksWhich = WHICH.test(on.text);
  const isBare = asked.period === '' && !asksWhich;
  // 新收 is said of no single ticket.
  const isOfOne = isBare && question.form !== 'registered';
  const isToUs =
    on.message.chat.kind === 'private' ||
    on.message.addressed ||
    // As 超期 of theirs is heard there; 销号吧 and 剔除了吗 are talk of a ticket.
    (isCountListed(question.form) && hasParts(own) && !isOfOne);
  // 销号 and 今天销号吧, said by an owner, are what they wish for a ticket.
  const isOfDay = question.period.span.kind === 'day';
  if (question.form === 'closed' && own.of === 'enterprise' && (isBare || (isOfDay && !asksWhich)))
    return null;
  const isAnswer = on.referred !== undefined || on.dialogue !== undefined;
  // 昨天, said by somebody who has told of a matter, tells more of it.
  const isMore = question.form === 'brief' && isOfDay && own.of !== 'county';
  return isToUs && !isAnswer && !isMore ? asked : null;
}

/** 财政局, 星火: a name and nothing else, said by a leader to the bot, asks how things stand there this month. */
function namedByLeader(on: Case): FiguresAsked | null {
  const isAlone = on.message.chat.kind === 'private' && on.referred === undefined && !on.dialogue;
  if (!isAlone || !on.roles.has('leader') || on.roles.has('dispatcher')) return null;
  const whose = on.text.trim();
  return whose === '' ? null : { named: false, daily: false, form: 'brief', period: '', whose };
}

export async function onFiguresAsked(on: Case, asked: FiguresAsked, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const question = questionIn(on, asked);
  const scope = question?.scope ?? ownScopes(on)[0];
  if (!question || !scope || !maySee(on, scope)) {
    return reply(say('summary.denied'), { privately: true });
  }
  if (isCountListed(question.form)) {
    const { first, last } = question.period.span;
    return showList(on, { of: question.form, first, last, whose: question.scope }, parts);
  }
  const isOfAll = question.form === 'departments' || question.form === 'enterprises';
  if (isOfAll && !hasParts(scope)) return reply(say('summary.denied'), { privately: true });
  const text = await answer(on, { ...question, scope }, parts);
  const { span, isFuture } = question.period;
  const days = [span.first, span.last].map((day) => day.replaceAll('-', '')).join('-');
  const buttons = isFuture ? [] : boardButton(days, parts, scope);
  // Whoever asked in the group looks there for the answer.
  const there = on.message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  return { replies: [{ text, buttons, privately: true }, ...there] };
}

async function answer(
  on: Case,
  { form, scope, period }: Omit<Question, 'scope'> & { readonly scope: Scope },
  parts: DeskParts,
): Promise<string> {
  const { view, at } = on;
  const { label } = period;
  if (period.isFuture) return view.say('summary.future', { label });
  const today = dayOf(at);
  const former = readAs(spanBefore(period.span), today);
  const read = await readFigures(scope, { period, former }, at, parts);
  if (isEmpty(read, period, today))
    return view.say('summary.empty', { label, since: await since(today, parts) });
  const whose = nameOfScope(scope, period, view);
  const common = { label, whose, read };
  if (form === 'sheet') return sheetInWords({ ...common, head: headOf(parts) }, view);
  if (form === 'departments' || form === 'enterprises')
    return breakdownInWords({ ...common, by: form }, view);
  if (form === 'themes' || form === 'kinds' || form === 'sources')
    return partInWords({ label, whose, by: form, parts: read.report }, view);
  return briefInWords(
    {
      ...common,
      kind: 'asked',
      former: former.label,
      lateSince: null,
      scope: scope.of,
      tables: period.span.kind !== 'day' && hasParts(scope),
      desk: hasParts(scope) && on.person ? await deskOf(on.person.id, read, at, parts) : null,
      head: scope.of === 'county' ? headOf(parts) : null,
      arranged:
        scope.of === 'county' && period.span.kind !== 'day'
          ? await sectionsInWords(read.period, at, parts)
          : [],
    },
    view,
  );
}

/** Nothing was in hand in it, or came, or went. A day that goes on is told all the same. */
function isEmpty({ whole: { counts } }: FiguresRead, { span }: PeriodRead, today: Day): boolean {
  return counts.registered + counts.carriedOver === 0 && span.last < today;
}

async function since(today: Day, { store, say }: DeskParts): Promise<string> {
  const [first] = await store.tickets({ oldest: 1 });
  return first ? say('summary.since', { day: dayInWords(dayOf(first.facts.registeredAt), today) }) : '';
}

/** Null where nobody is called so. */
function questionIn(on: Case, { form, period, whose, daily }: FiguresAsked): Question | null {
  const today = dayOf(on.at);
  const scope = whose === '' ? null : ownerNamed(whose, on.view.roster);
  if (whose !== '' && scope === null) return null;
  const isOfToday = daily && scope === null && form === 'brief';
  const read = periodIn(period, today) ?? readAs(spanOf(isOfToday ? 'day' : 'month', today), today);
  return { form, scope, period: read };
}
