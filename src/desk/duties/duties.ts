/** What is asked of others beside the ticket (协办, 督办, 批示, 顶格推进), their answers, and 知悉. */
import { dutyDue, dutyFacts } from '../../dialogue/duty-lines.ts';
import { clip } from '../../dialogue/text.ts';
import type { DutyVerb } from '../../dialogue/understand.ts';
import { STEPS } from '../../domain/flow.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { lateIn } from '../leaders/digest.ts';
import { gathersBy } from '../notices/reminders.ts';
import { ask, stay } from '../work/asking.ts';
import { answer, change, filesOf } from '../work/change.ts';

/** 阶段 stands before a stage report (阶段性情况). */
const STAGE = /^阶段性?(?:情况|反馈)?(?:$|[\s,，:：、]+)/u;

const ASKED = {
  supervise: 'duty.askSupervise',
  instruct: 'duty.askInstruct',
  escalate: 'duty.askEscalate',
} as const;

export function dutyStep(
  on: Case,
  verb: DutyVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  switch (verb) {
    case 'assist':
      return assist(on, ticket, words, parts);
    case 'supervise':
    case 'instruct':
    case 'escalate':
      if (words === '')
        return ask(on, ticket, { type: verb, text: '…' }, say(ASKED[verb], { number }), parts);
      return change(on, ticket, { type: verb, text: words }, parts, () =>
        answer(on, say('duty.toldGiven', { number, kind: say(`action.${verb}`) }), number),
      );
    case 'report':
      return report(on, ticket, words, choice, parts);
    case 'acknowledge':
      return acknowledge(on, ticket, choice, parts);
    default:
      return verb satisfies never;
  }
}

/** 协办 23 水利 请看地下管线 */
function assist(on: Case, ticket: Ticket, words: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '') {
    return ask(
      on,
      ticket,
      { type: 'assist', department: '', text: '…' },
      say('duty.askAssist', { number }),
      parts,
    );
  }
  const [name = '', ...rest] = words.split(/[\s,，:：、]+/u);
  const department = parts.roster.departmentNamed(name);
  if (!department) return stay(on, answer(on, say('refusal.departmentUnknown', { name: clip(name, 20) })));
  const text = rest.join(' ').trim();
  if (text === '') return stay(on, answer(on, say('duty.badAssist', { number })));
  return change(on, ticket, { type: 'assist', department: department.id, text }, parts, () =>
    answer(on, say('duty.toldAssist', { number, department: department.name }), number),
  );
}

/** 回复 23 …: to the duty that is the speaker's; 回复 23 阶段 … leaves it open. */
function report(on: Case, ticket: Ticket, words: string, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const data = on.dialogue?.awaiting === 'report' && on.dialogue.ticket === number ? on.dialogue.data : {};
  const [chosen, how] = (choice === '' ? (data.duty ?? '') : choice).split('-');
  const theirs = dutiesToAnswer(on, ticket, parts);
  const duty = ticket.duties.find(({ id }) => String(id) === chosen) ?? theirs.at(-1);
  if (!duty) return answer(on, say('refusal.dutyUnknown', { number }));
  const trial: Command = { type: 'report', duty: duty.id, text: '…', files: [], final: true };
  if (words === '') {
    const question = how === 'stage' ? say('duty.askStage', { number }) : say('duty.askReport', { number });
    const asked = ask(on, ticket, trial, question, parts);
    if (!asked.dialogue) return asked;
    return { ...asked, dialogue: { ...asked.dialogue, data: { duty: `${duty.id}-${how ?? 'final'}` } } };
  }
  const stage = how === 'stage' || STAGE.test(words);
  const said = words.replace(STAGE, '').trim();
  const command: Command = { ...trial, text: said, files: filesOf(on, 'department'), final: !stage };
  const told = say(stage ? 'duty.toldStage' : 'duty.toldReport', { number });
  const next = theirs.findLast(({ id }) => id !== duty.id);
  const text = [told, ...(next ? [stillToAnswer(next, number, on)] : [])].join('\n');
  return change(on, ticket, command, parts, () => answer(on, text, number));
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
    ({ id }) => decide(ticket, { type: 'report', duty: id, text: '…', files: [], final: true }, context).ok,
  );
}

/** 知悉: by the button of a notice, or of the newest one. */
function acknowledge(on: Case, ticket: Ticket, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const newest = ticket.entries.findLast(({ what }) => what === 'reminded')?.text ?? '';
  const named = choice === '' ? newest.replace('/', '_') : choice;
  const [first = ''] = named.split('_');
  const step = STEPS.find((one) => one === first);
  if (step === undefined)
    return on.person === null ? NOTHING : answer(on, say('duty.nothingToKnow', { number }));
  const rung = named.slice(first.length + 1);
  return change(on, ticket, { type: 'acknowledge', step, rung }, parts, () =>
    answer(on, say('duty.toldKnown', { number }), number),
  );
}

/** 全部知悉: everything late in a morning message that its reader has not acknowledged. `choice`: when the digest was made. */
export async function acknowledgeAll(on: Case, choice: string, parts: DeskParts): Promise<Outcome> {
  const { person, office, at, view } = on;
  if (person === null) return NOTHING;
  const made = Number(choice);
  const gathers = gathersBy(office.flows, parts.schedule);
  const changes = (await parts.store.tickets({ open: true })).flatMap((ticket) => {
    const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
    const events = lateIn(ticket, made, gathers).flatMap(({ step, rung }) => {
      const decision = decide(ticket, { type: 'acknowledge', step, rung }, context);
      return decision.ok ? decision.events : [];
    });
    return events.length > 0 ? [{ ticket, events }] : [];
  });
  const { say } = view;
  if (changes.length === 0) return answer(on, say('digest.known'));
  return { ...answer(on, say('digest.toldKnown', { count: changes.length })), changes };
}
