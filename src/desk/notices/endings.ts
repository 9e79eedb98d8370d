/** Who is told how a ticket ended or came back: 回访, 不予受理, 并单, 分单, 重开. */
import { surveyButtons, whereToGo } from '../../dialogue/ending-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, nameOf, type View } from '../../dialogue/view.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import { NEWS_TEXT, type Notices, toMember, toPerson } from './list.ts';

export function tellEnding(
  event: TicketEvent,
  before: Ticket | undefined,
  after: Ticket,
  notices: Notices,
  view: View,
): void {
  const { say } = view;
  const { number } = after;
  switch (event.type) {
    case 'confirmed':
      // What the hub asked on the telephone is not asked again; a report asks nothing more.
      if (before?.facts.answers || after.confidential || event.by !== after.member) return;
      notices.add('survey', toMember(after), say('ending.survey', { number }), {
        buttons: surveyButtons(after, view),
        slot: surveySlot(after),
      });
      return;
    case 'surveyAnswered': {
      const buttons = surveyButtons(after, view);
      const text = buttons.length === 0 ? say('ending.surveyDone') : say('ending.survey', { number });
      notices.add('survey', toMember(after), text, { buttons, slot: surveySlot(after) });
      return;
    }
    case 'rejected': {
      const code = event.code;
      const text = say('ending.newsRejected', {
        number,
        reason: say(`rejection.${code}`),
        text: clip(event.text, NEWS_TEXT),
        elsewhere: whereToGo(code, say),
      });
      notices.add('news', toMember(after), text);
      if (before && before.liaison !== event.by) {
        notices.add('news', toPerson(before.liaison), say('ending.rejectedLiaison', { number }));
      }
      closeDispatch(before, after, say('ending.toldRejected', { number }), notices, view);
      return;
    }
    case 'merged': {
      const text = say('ending.newsMerged', { number, into: event.into });
      notices.add('news', toPerson(before?.liaison ?? null), text);
      if (event.by !== after.member) notices.add('news', toMember(after), text);
      closeDispatch(before, after, text, notices, view);
      return;
    }
    case 'absorbed': {
      const text = clip(event.text, NEWS_TEXT);
      notices.add(
        'news',
        toPerson(after.liaison),
        say('ending.newsAbsorbed', { number, from: event.from, text }),
      );
      return;
    }
    case 'split':
      notices.add('news', toPerson(after.liaison), say('ending.newsSplit', { number, into: event.into }));
      if (event.by !== after.member) {
        notices.add('news', toMember(after), say('ending.newsSplit', { number, into: event.into }));
      }
      return;
    case 'reopened':
      // The liaison's task comes anew and says why.
      if (event.by !== after.member) {
        const department = departmentName(after.department, view);
        const who = nameOf(event.by, view);
        notices.add('news', toMember(after), say('ending.newsReopenedFor', { number, who, department }));
      }
      return;
    default:
  }
}

/** The dispatcher's question, if it still stands, is answered. */
function closeDispatch(
  before: Ticket | undefined,
  after: Ticket,
  text: string,
  notices: Notices,
  { roster }: View,
): void {
  if (before?.state !== 'queued') return;
  const asked = after.entries.filter(({ what }) => what === 'queued').length;
  for (const { id } of roster.dispatchers) {
    notices.add('dispatch', { person: id }, text, { slot: `dispatch/${after.number}/${asked}` });
  }
}

function surveySlot({ number, cycle }: Ticket): string {
  return `survey/${number}/${cycle}`;
}
