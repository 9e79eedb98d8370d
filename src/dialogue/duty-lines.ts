/** What is asked of others beside the ticket, as people read it: 协办, 督办, 批示, 顶格推进. */
import { dueInWords, periodInWords } from '../domain/deadline-words.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { DutySentBack } from '../domain/ticket-events.ts';
import type { Duty } from '../domain/ticket-parts.ts';
import { dayInWords, dayOf, instantInWords } from '../domain/time.ts';
import { cameWithQueue } from '../domain/turns/duties.ts';
import { enterpriseContact } from './contacts.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import {
  type Buttons,
  departmentName,
  doneBy,
  dueOf,
  enterpriseName,
  liaisonName,
  marked,
  nameOf,
  stateName,
  type View,
  whoInWords,
} from './view.ts';

const LINE_TEXT = 160;
/** Of a step, in a button. */
const STEP_TEXT = 12;

/** What everybody may read, on the card: who assists, and that it lies with the co-leaders. */
export function dutyLines({ duties }: Ticket, view: View): readonly string[] {
  const { say } = view;
  return duties.flatMap((duty) => {
    if (duty.endedAt !== null) return [];
    if (duty.kind === 'escalate') return [say('duty.escalatedLine')];
    if (duty.kind !== 'assist') return [];
    return [say('duty.assistLine', { ...whoseDuty(duty, view), due: dutyDue(duty, view) })];
  });
}

/** What the department reads beside it, on its task: 督办 and 批示 that wait for a word. */
export function orderLines({ duties }: Ticket, view: View): readonly string[] {
  return duties
    .filter(({ kind, endedAt }) => endedAt === null && (kind === 'supervise' || kind === 'instruct'))
    .map((duty) => view.say('duty.orderLine', { ...dutyFacts(duty, view), due: dutyDue(duty, view) }));
}

export function dutyDue(duty: Duty, { now, say }: View): string {
  const { clock, endedAt, pauses } = duty;
  if (clock.stoppedAt === null || endedAt !== null) return dueInWords(clock.deadline, now);
  // It stands: by law, or since nothing has been handed in yet.
  const hasRun = clock.stoppedAt !== clock.startedAt || pauses !== undefined;
  if (hasRun) return say('plan.standing');
  return say('plan.afterPapers', { limit: periodInWords(clock.deadline.explanation) });
}

/** The same, and what became of a day off that was named: 12月7日（周一）内（12月5日（周六）不上班，顺延）. */
export function dutyDueTold(duty: Duty, view: View): string {
  const { asked, lastDay, rolledFrom } = duty.clock.deadline.explanation;
  const due = dutyDue(duty, view);
  // 月底前 on a Sunday is the Friday before, and needs no word.
  if (!asked || rolledFrom === undefined || lastDay < rolledFrom) return due;
  return view.say('order.moved', { due, day: dayInWords(rolledFrom, dayOf(view.now)) });
}

export function whoseDuty({ department, liaison }: Duty, view: View) {
  return { department: departmentName(department, view), liaison: nameOf(liaison, view) };
}

/** 督办, whose word it is, and what was said. */
export function dutyFacts(duty: Duty, view: View) {
  const { kind, by } = duty;
  return {
    kind: view.say(`action.${kind}`),
    from: nameOf(by, view),
    text: clip(wantedInWords(duty, view), 600),
  };
}

/** What is to be answered, as it stands: once a reply was sent back, what was said then, and the first words behind it. */
export function wantedInWords({ text, sentBackWith }: Duty, { say }: View): string {
  return sentBackWith === undefined ? text : say('order.wantedAgain', { words: sentBackWith, text });
}

/** The message to whoever has to answer. */
export function dutyQuestion(ticket: Ticket, duty: Duty, view: View): string {
  const { say } = view;
  const { number } = ticket;
  const who = { department: departmentName(ticket.department, view), liaison: liaisonName(ticket, view) };
  const head =
    duty.kind === 'step'
      ? say('plan.task', { number: marked(ticket, say), text: clip(duty.text, 600) })
      : duty.kind === 'assist'
        ? say('duty.assist', {
            number: marked(ticket, say),
            ...doneBy(duty.by, ticket, view),
            text: clip(duty.text, 600),
          })
        : duty.kind === 'escalate'
          ? say('duty.escalate', { number: marked(ticket, say), text: clip(duty.text, 600) })
          : say('duty.order', { number: marked(ticket, say), ...dutyFacts(duty, view) });
  // By itself it comes before the co-leaders with what happened to the ticket.
  const from =
    duty.kind === 'escalate' && duty.by !== null && duty.by !== 'system' && !cameWithQueue(ticket, duty)
      ? [say('duty.escalatedBy', { who: whoInWords(duty.by, ticket, view) })]
      : [];
  const about = say('duty.about', {
    enterprise: enterpriseName(ticket, view),
    text: clip(ticket.text, LINE_TEXT),
    state: stateName(ticket, say),
    due: dueOf(ticket, view),
  });
  const where = duty.kind === 'escalate' && ticket.department !== null ? [say('duty.inCharge', who)] : [];
  const until = say(answerHow(duty, ticket), { number, due: dutyDueTold(duty, view) });
  return [head, ...from, about, ...enterpriseContact(ticket, view), ...where, until].join('\n');
}

/** The same, when a reply was sent back: what is wrong with it, and until when another is wanted. */
export function sentBackQuestion(
  ticket: Ticket,
  duty: Duty,
  { by, text }: Pick<DutySentBack, 'by' | 'text'>,
  view: View,
): string {
  const { say } = view;
  const { number } = ticket;
  const facts = { kind: say(`action.${duty.kind}`), from: nameOf(by, view), text: clip(text, 600) };
  return [
    say('order.sendBack', { number: marked(ticket, say), ...facts }),
    say('duty.answerBy', { number, due: dutyDueTold(duty, view) }),
  ].join('\n');
}

/** 分办 is for what nobody works on yet. */
function answerHow({ kind }: Duty, { state }: Ticket) {
  if (kind !== 'escalate') return 'duty.answerBy';
  return state === 'queued' || state === 'assigned' ? 'duty.settleBy' : 'duty.settleByWord';
}

/** `of`: which duty it is, where buttons for several stand in one message (`dutiesApart`). */
export function dutyButtons(
  { number, cycle }: Ticket,
  { id, kind }: Duty,
  { say }: View,
  of: string | null = null,
): Buttons {
  const answer = (label: string, how: 'final' | 'stage') => ({
    label: of === null ? label : say('duty.buttonOf', { label, duty: of }),
    data: press('answerDuty', number, cycle, `${id}-${how}`),
  });
  const progress = { label: say('button.progress'), data: press('progress', number, cycle) };
  if (kind === 'escalate') {
    return [[{ label: say('action.instruct'), data: press('instruct', number, cycle) }, progress]];
  }
  const stage = answer(say('duty.stageButton'), 'stage');
  return kind === 'assist' || kind === 'step'
    ? [[answer(say('duty.answerButton'), 'final'), stage]]
    : [[answer(say('order.final'), 'final'), stage], [progress]];
}

/**
 * What tells each of several duties of one ticket from the others, in a button: whose word it is, then the day, then the
 * hour; null for the only one.
 */
export function dutiesApart(duties: readonly Duty[], view: View): (duty: Duty) => string | null {
  const { say } = view;
  const answered = duties.filter(({ kind }) => kind !== 'escalate');
  const named = (duty: Duty, when: string): string =>
    duty.kind === 'step'
      ? clip(duty.text, STEP_TEXT)
      : say('duty.apart', { ...dutyFacts(duty, view), when }).trim();
  const forms = [
    (duty: Duty) => named(duty, ''),
    (duty: Duty) => named(duty, dayInWords(dayOf(duty.at), dayOf(view.now))),
    (duty: Duty) => named(duty, instantInWords(duty.at, view.now)),
  ];
  return (duty) => {
    const others = answered.filter(({ id }) => id !== duty.id);
    if (others.length === 0) return null;
    const isItsOwn = (form: (one: Duty) => string) => others.every((one) => form(one) !== form(duty));
    return (forms.find(isItsOwn) ?? forms[2])?.(duty) ?? null;
  };
}

/** 知悉, under a notice. */
export function acknowledgeButtons(
  { number, cycle }: Ticket,
  step: string,
  rung: string,
  { say }: View,
): Buttons {
  return [
    [{ label: say('action.acknowledge'), data: press('acknowledge', number, cycle, `${step}_${rung}`) }],
  ];
}
