/** 请在这里继续说: what somebody says in private right behind a report. Put to another ticket, that one's people would read it. */
import { askedAfter } from '../../dialogue/asked-after.ts';
import { isThanks, understand } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ticketOf } from '../dialogue.ts';

/** Asked for more, people think it over. */
const WITHIN = 10 * MINUTE;

/** Milliseconds within which what is said goes with what was just raised. */
export function goesOnWithin({ message }: Case, { followUpMs }: DeskParts): number {
  return message.chat.kind === 'private' && followUpMs > 0 ? Math.max(followUpMs, WITHIN) : followUpMs;
}

/**
 * 是某局的两个人，没亮证 right behind 有人来检查没报备 is more of the report, whatever the words sound like. What is surely a matter of its
 * own goes its ordinary way, and so do 算了 and 怎么还没人联系我.
 */
export function goesOn(on: Case, report: Ticket): boolean {
  const { message, text, referred, dialogue, reading } = on;
  const { bearing, auto, urgent, kind } = reading;
  const isTold =
    text !== '' && understand(text).type === 'talk' && !isThanks(text) && askedAfter(text) === null;
  const isNamed = referred !== undefined || ticketOf(dialogue) === report.number;
  if (message.chat.kind !== 'private' || !isTold || isNamed || urgent) return false;
  const isChatter = kind === 'chatter' && bearing?.speaksOf !== 'own';
  return !isChatter && (bearing === null ? !auto : !bearing.fresh);
}
