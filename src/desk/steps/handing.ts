/** Whose ticket it is: 转交 to the colleague, 转办 to another department, 分办 by the dispatcher. */
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { type Buttons, claimEnd, departmentName, nameOf } from '../../dialogue/view.ts';
import { currentLeave } from '../../domain/leave.ts';
import type { Command } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import type { Person } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { reasonLacking } from '../arrangements/powers/admission.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ask, stay } from './asking.ts';
import { answer, change } from './change.ts';
import { departmentFirst } from './department-first.ts';
import type { Wish } from './wish.ts';

/** "To whom?", with those it can go to as buttons. */
export function handOver(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number, cycle } = ticket;
  if (on.person === null || !may('transfer', ticket, { person: on.person.id }, parts.roster)) {
    return answer(on, say('refusal.notYourStep', { number, action: say('action.delegate') }));
  }
  const department = ticket.department === null ? undefined : parts.roster.department(ticket.department);
  const colleague = [department?.primary, department?.backup].find(
    (one) => one && one.id !== ticket.liaison && currentLeave(on.office.leaves, one.id) === undefined,
  );
  const keeper = ticket.actingFor === null ? null : ticket.liaison;
  const buttons: Buttons = [
    ...(keeper === null
      ? []
      : [
          [
            {
              label: say('button.keep', { name: nameOf(keeper, on.view) }),
              data: press('delegate', number, cycle, keeper),
            },
          ],
        ]),
    ...(colleague
      ? [
          [
            {
              label: say('button.toBackup', { name: colleague.name }),
              data: press('delegate', number, cycle),
            },
          ],
        ]
      : []),
    [{ label: say('button.toDepartment'), data: press('transfer', number, cycle) }],
    [{ label: say('button.cancel'), data: press('cancel', number, cycle) }],
  ];
  return reply(say('ask.handOver', { number }), { buttons, ticket: number });
}

/** To A 岗 or B 岗, whichever is named; else to the other one of them. */
export function delegate(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const department = ticket.department === null ? undefined : parts.roster.department(ticket.department);
  const isWithA = department?.primary.id === ticket.liaison;
  const toB = /[AB]岗/iu.test(words) ? /B岗/iu.test(words) : isWithA;
  const named = toB ? department?.backup.id : department?.primary.id;
  const person = choice === '' ? (named ?? '') : choice;
  return change(on, ticket, { type: 'delegate', person }, parts, () => {
    const name = nameOf(person, on.view);
    const kept = person === ticket.liaison;
    return answer(
      on,
      kept ? say('told.kept', { number, name }) : say('told.delegated', { number, name }),
      number,
    );
  });
}

/** 转办 23 住建 理由: the first word names the department, the rest is the reason. */
export function transfer(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '')
    return ask(
      on,
      ticket,
      { type: 'transfer', department: null, text: '…' },
      say('ask.transfer', { number }),
      parts,
    );
  const { name, department, text } = departmentFirst(words, parts.roster);
  // 转办 23 彭海泉: a colleague of the same office.
  const colleague = department ? undefined : colleagueNamed(name, ticket, parts);
  if (colleague) return delegate(on, { ticket, words: '', choice: colleague.id }, parts);
  if (!department) return stay(on, answer(on, say('refusal.departmentUnknown', { name: clip(name, 20) })));
  if (text === '') {
    return stay(on, answer(on, say('refusal.textMissing', { example: `转办 ${number} ${name} 理由` })));
  }
  return change(on, ticket, { type: 'transfer', department: department.id, text }, parts, (after) =>
    answer(
      on,
      after.state === 'queued'
        ? say('told.requeued', { number })
        : say('told.transferred', { number, department: department.name }),
      number,
    ),
  );
}

/** The A 岗 or B 岗 of the office that has the ticket, by name. */
function colleagueNamed(name: string, { department }: Ticket, { roster }: DeskParts): Person | undefined {
  const office = department === null ? undefined : roster.department(department);
  return [office?.primary, office?.backup].find((one) => one !== undefined && one.name === name);
}

/** 认领 23: said to the others, who leave it alone meanwhile. */
export function claim(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  const { number } = ticket;
  return change(on, ticket, { type: 'claim' }, parts, (after) =>
    answer(on, on.view.say('told.claimed', { number, until: claimEnd(after, on.view) }), number),
  );
}

export function assign(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '' && choice === '') {
    return answer(on, say('refusal.textMissing', { example: `分办 ${number} 住建` }));
  }
  const { name, text, department: named } = departmentFirst(words, parts.roster);
  const department = choice === '' ? named : parts.roster.department(choice);
  if (!department) return answer(on, say('refusal.departmentUnknown', { name: clip(choice || name, 20) }));
  const lacking = reasonLacking(on, ticket, department, text, parts);
  if (lacking !== null) return answer(on, lacking);
  const command: Command = {
    type: 'assign',
    department: department.id,
    ...(text === '' ? {} : { text }),
  };
  return change(on, ticket, command, parts, (after) =>
    answer(
      on,
      say('told.assigned', {
        number,
        department: departmentName(after.department, on.view),
        liaison: nameOf(after.liaison, on.view),
      }),
      number,
    ),
  );
}
