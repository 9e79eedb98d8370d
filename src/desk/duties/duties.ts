/** 协办, the answers to what is asked beside the ticket (协办, 督办, 批示, 顶格推进), and 知悉. */
import { dutyDue, dutyFacts } from '../../dialogue/duty-lines.ts';
import { ordersOf } from '../../dialogue/order-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { isOrder } from '../../domain/changed.ts';
import { STEPS, type Step } from '../../domain/flow.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { dayOf } from '../../domain/time.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type Kinds, onlyIf } from '../dialogue.ts';
import { hearersBy, lateIn } from '../leaders/digest.ts';
import { gathersBy } from '../notices/reminders.ts';
import { ask, stay } from '../steps/asking.ts';
import { answer, change, filesOf } from '../steps/change.ts';
import { departmentFirst } from '../steps/department-first.ts';
import type { Wish } from '../steps/wish.ts';

/** 阶段 stands before a stage answer (阶段性情况). */
const STAGE = /^阶段性?(?:情况|反馈|回复)?(?:$|[\s,，:：、]+)/u;
/** 最终, 办结 before a final one. */
const FINAL = /^(?:最终|正式|办结)(?:情况|回复)?(?:$|[\s,，:：、]+)/u;
/** Said of what is under way: it may be all there is to say, or not yet. */
const UNDER_WAY =
  /正在|还在|还未|还没|尚未|暂未|预计|计划|拟于|争取|力争|下一步|进展|已?安排|准备|(?:明|后)天|下周|下月|待.{1,8}后/u;

/** 协办 23 水利 请看地下管线 */
export function assist(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '') {
    return ask(
      on,
      ticket,
      { type: 'assist', department: null, text: '…' },
      say('duty.askAssist', { number }),
      parts,
    );
  }
  const { name, department, text } = departmentFirst(words, parts.roster);
  if (!department) return stay(on, answer(on, say('refusal.departmentUnknown', { name: clip(name, 20) })));
  if (text === '') return stay(on, answer(on, say('duty.badAssist', { number })));
  return change(on, ticket, { type: 'assist', department: department.id, text }, parts, () =>
    answer(on, say('duty.toldAssist', { number, department: department.name }), number),
  );
}

/** 回复 23 …: to the duty that is the speaker's; 回复 23 阶段 … leaves it open. */
export async function answerDuty(
  on: Case,
  { ticket, words, choice }: Wish,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const { number } = ticket;
  const asked = onlyIf(on.dialogue, 'words');
  const before = asked?.verb === 'answerDuty' && asked.ticket === number ? (asked.choice ?? '') : '';
  const [chosen, how] = (choice === '' ? before : choice).split('-');
  const theirs = dutiesToAnswer(on, ticket, parts);
  const duty = ticket.duties.find(({ id }) => String(id) === chosen) ?? theirs.at(-1);
  if (!duty) return answer(on, say('refusal.dutyUnknown', { number }));
  const trial: Command = { type: 'answerDuty', duty: duty.id, text: '…', files: [], final: true };
  const kept = onlyIf(on.dialogue, 'replyKind');
  const held = words === '' && kept?.ticket === number && kept.duty === duty.id ? kept : undefined;
  const all = held?.words ?? words;
  if (all === '') {
    const question = how === 'stage' ? say('duty.askStage', { number }) : say('duty.askAnswer', { number });
    return ask(on, ticket, trial, question, parts, { choice: `${duty.id}-${how ?? 'final'}` });
  }
  const isStage = how === 'stage' || STAGE.test(all);
  const text = all.replace(isStage ? STAGE : FINAL, '').trim();
  const files = held?.files ?? filesOf(on, 'department');
  if (isOrder(duty) && !isStage && how === undefined && !FINAL.test(all) && UNDER_WAY.test(all)) {
    return askKind(on, ticket, { duty: duty.id, words: all, files });
  }
  const gathered = isOrder(duty) && (await isOneOfMany(duty, on, parts)) ? { gathered: true as const } : {};
  const command: Command = { ...trial, text, files, final: !isStage, ...gathered };
  const told = say(isStage ? 'duty.toldStage' : 'duty.toldAnswer', { number });
  const next = theirs.findLast(({ id }) => id !== duty.id);
  const lines = [told, ...(next ? [stillToAnswer(next, number, on)] : [])].join('\n');
  return change(on, ticket, command, parts, () => answer(on, lines, number));
}

/** "We are at it" is no end: which it is, is said with one tap. */
function askKind(on: Case, ticket: Ticket, holds: Omit<Kinds['replyKind'], 'ticket'>): Outcome {
  const { say } = on.view;
  const { number, cycle } = ticket;
  const as = (how: 'final' | 'stage') => ({
    label: say(`order.${how}`),
    data: press('answerDuty', number, cycle, `${holds.duty}-${how}`),
  });
  const buttons = [[as('stage'), as('final')]];
  return {
    ...reply(say('order.askKind', { number }), { ticket: number, buttons, privately: true }),
    dialogue: awaiting('replyKind', { ticket: number, ...holds }, on.at),
  };
}

/** The answer to that in words; null for any others. */
export function replyKindSaid(text: string): 'stage' | 'final' | null {
  if (/^(?:是)?阶段性?(?:的|情况|回复)?[。.!！]?$/u.test(text)) return 'stage';
  return /^(?:是)?(?:最终|办结|正式)(?:的|情况|回复)?[。.!！]?$/u.test(text) ? 'final' : null;
}

/** Whoever asked has read so many replies today: the others come in one message in the morning. */
const AT_ONCE = 3;

async function isOneOfMany({ by }: Duty, { at }: Case, { store, schedule }: DeskParts): Promise<boolean> {
  if (!schedule.digest || by === null || by === 'system') return false;
  const today = dayOf(at);
  const replies = (await store.tickets({ open: true }))
    .flatMap((ticket) => ordersOf(ticket, by))
    .filter(({ replied }) => replied !== undefined && dayOf(replied.at) === today);
  return replies.length >= AT_ONCE;
}

/** What the next 回复 will be to: nobody takes one answer for the answer to all. */
function stillToAnswer(duty: Duty, number: number, { view }: Case): string {
  return view.say('duty.toldNext', { number, ...dutyFacts(duty, view), due: dutyDue(duty, view) });
}

/** The open duties that the speaker may answer, the newest last. */
export function dutiesToAnswer(on: Case, ticket: Ticket, parts: DeskParts): readonly Duty[] {
  if (on.person === null) return [];
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person.id }, on.at);
  return ticket.duties.filter(
    ({ id }) =>
      decide(ticket, { type: 'answerDuty', duty: id, text: '…', files: [], final: true }, context).ok,
  );
}

/** 知悉: by the button of a notice, or of the newest one. */
export function acknowledge(on: Case, { ticket, choice }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const newest = ticket.entries.findLast((entry) => entry.what === 'reminded');
  const notice = choice === '' ? newest : noticeOf(choice);
  if (!notice) return on.person === null ? NOTHING : answer(on, say('duty.nothingToKnow', { number }));
  const { step, rung } = notice;
  return change(on, ticket, { type: 'acknowledge', step, rung }, parts, () =>
    answer(on, say('duty.toldKnown', { number }), number),
  );
}

/** The notice that a button was made for (`acknowledgeButtons`). */
function noticeOf(choice: string): { readonly step: Step; readonly rung: string } | undefined {
  const [first = ''] = choice.split('_');
  const step = STEPS.find((one) => one === first);
  return step && { step, rung: choice.slice(first.length + 1) };
}

/**
 * 全部知悉: everything late in a morning message that its reader has not acknowledged, and nothing that it did not show.
 * `choice`: when it was made, and since when things rang that are in it.
 */
export async function acknowledgeAll(on: Case, choice: string, parts: DeskParts): Promise<Outcome> {
  const { person, office, at, view } = on;
  if (person === null) return NOTHING;
  const [made = 0, since = 0] = choice.split('-').map(Number);
  const hearers = hearersBy(view, office, parts);
  const gathers = gathersBy(office.flowsOnRecord, parts.schedule);
  const changes = (await parts.store.tickets({ open: true })).flatMap((ticket) => {
    const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
    const shown = lateIn(ticket, since, made, gathers).filter((rang) => hearers(rang).includes(person.id));
    const events = shown.flatMap(({ event: { step, rung } }) => {
      const decision = decide(ticket, { type: 'acknowledge', step, rung }, context);
      return decision.ok ? decision.events : [];
    });
    return events.length > 0 ? [{ ticket, events }] : [];
  });
  const { say } = view;
  if (changes.length === 0) return answer(on, say('digest.known'));
  return { ...answer(on, say('digest.toldKnown', { count: changes.length })), changes };
}
