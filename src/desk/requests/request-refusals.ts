/** Why 请企业补充, 延期, 退单, 挂账 or their approval was refused, where the general words would not say what to do. */
import { requestInWords } from '../../dialogue/request-lines.ts';
import type { View } from '../../dialogue/view.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import type { Command, Refusal } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';

/** Null where the general words will do. */
export function requestRefusal(
  { code, limit = 0, until }: Refusal,
  ticket: Ticket,
  command: Command,
  view: View,
): string | null {
  const { say, now } = view;
  const { number, request } = ticket;
  const due = until ? dueInWords(until, now) : '—';
  switch (command.type) {
    case 'ask':
      if (code === 'tooMuch') return say('request.askMost', { number, limit });
      return code === 'alreadyDone' ? say('request.askPending', { number }) : null;
    case 'extend':
      if (code === 'tooLate') {
        return limit > 0
          ? say('request.extendLate', { number, ahead: limit, due })
          : say('request.extendLongest', { number, due });
      }
      if (code !== 'tooMuch') return null;
      return ticket.facts.extensions > 0
        ? say('request.extendOnce', { number })
        : say('request.extendMost', { number, limit });
    case 'return':
      return code === 'tooLate' ? say('request.returnLate', { number, due }) : null;
    case 'suspend':
      return code === 'tooLate' ? say('request.suspendLongest', { number, due }) : null;
    case 'grant':
    case 'deny': {
      if (code === 'badDay') return say('request.grantOver', { number });
      if (code !== 'notYours' || ticket.confidential) return null;
      if (!request) return say('refusal.noRequest', { number });
      const what = requestInWords(request, view);
      return request.kind === 'suspend'
        ? say('request.byLeader', { number, what })
        : say('request.bySettler', { number, what });
    }
    default:
      return null;
  }
}
