/** One thing that happened to a ticket, as 进度 tells it: without when, and without by whom (`story.ts`). */
import type { TicketEntry } from '../domain/entry.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Answers, By } from '../domain/ticket-parts.ts';
import type { Instant } from '../domain/time.ts';
import { solvedName } from './ending-lines.ts';
import { clip } from './text.ts';
import { departmentName, isOfEnterprise, nameOf, type View } from './view.ts';

const ENTRY_TEXT = 60;

/** `most`: of people's words, as many characters. */
export function entryInWords(
  entry: TicketEntry,
  ticket: Ticket,
  view: View,
  most: number = ENTRY_TEXT,
): string {
  const { say } = view;
  const words = clip(entry.text ?? '', most);
  switch (entry.what) {
    case 'assigned': {
      const text = withWords(entry.department ? toWhom(entry, ticket, view) : '', words, view);
      const { from = null, department } = entry;
      return from === null || from === department
        ? say('entry.assigned', { text }).trim()
        : say('entry.transferred', { from: departmentName(from, view, entry.at), text });
    }
    case 'reorganised': {
      const { from, to, at } = entry;
      const text = `${departmentName(to, view, at)} ${holder(entry, view)}`;
      return say('entry.reorganised', { from: view.roster.formerName(from), text });
    }
    case 'delegated':
      if (ticket.confidential) return say('entry.delegatedReport');
      return say('entry.delegated', { text: holder(entry, view) });
    case 'confirmed':
    case 'ratedLate': {
      const said = [
        ...(entry.rating === undefined ? [] : [say(`rating.${entry.rating}`)]),
        ...('solved' in entry && entry.solved ? [solvedName(entry.solved, view)] : []),
        ...(words === '' ? [] : [words]),
      ];
      const text = said.length === 0 ? '' : `：${said.join('，')}`;
      // 回访: the enterprise said it, and whoever called it put it down.
      const isHeard = entry.by !== null && entry.by !== 'system' && !isOfEnterprise(entry.by, ticket, view);
      return say(isHeard ? 'entry.ratedByPhone' : `entry.${entry.what}`, { text });
    }
    case 'surveyAnswered': {
      const said = [
        ...(entry.solved ? [solvedName(entry.solved, view)] : []),
        ...(words === '' ? [] : [words]),
      ];
      return said.length === 0
        ? say('entry.surveyAnswered')
        : say('entry.saidMore', { text: said.join('，') });
    }
    case 'calledBack': {
      const heard = heardInWords(entry.answers, view);
      return say('entry.calledBack', { text: words === '' ? heard : `${heard}，${words}` });
    }
    case 'resumed':
      return say(`request.${entry.why}`);
    case 'requested':
    case 'granted':
    case 'denied': {
      const why = words === '' && entry.by === 'system' ? say('request.byLapse') : words;
      return say(`entry.${entry.what}`, { text: withWords(say(`action.${entry.kind}`), why, view) });
    }
    case 'dutyGiven': {
      const to = entry.department ? ` ${departmentName(entry.department, view)}` : '';
      return say('entry.dutyGiven', { text: withWords(`${say(`action.${entry.kind}`)}${to}`, words, view) });
    }
    case 'planned':
      return say('entry.planned', { text: entry.steps.join('、') });
    case 'stepPaused':
      return say('entry.stepPaused', {
        text: withWords(onStep('pauseStep', entry.duty, ticket, view), words, view),
      });
    case 'stepResumed':
      return say('entry.stepResumed', { text: onStep('resumeStep', entry.duty, ticket, view) });
    case 'reclassified':
      return say('entry.reclassified', { text: say(`kind.${entry.flow}`) });
    case 'rejected':
      return say('entry.rejected', { text: `${say(`rejection.${entry.code}`)}，${words}` });
    case 'undone':
      return say('entry.undone', { text: undoneInWords(ticket, { at: entry.of, by: entry.by }, view) });
    case 'attributed':
      if (entry.from === entry.enterprise) return say('entry.heir');
      return say(entry.from === null ? 'entry.attributed' : 'entry.corrected', {
        text: enterpriseNamed(entry.enterprise, view),
      });
    case 'merged':
      return say('entry.merged', { text: String(entry.into) });
    case 'absorbed':
      return say('entry.absorbed', { text: `${entry.from}，${words}` });
    case 'split':
      return say('entry.split', { text: `${entry.into}，${words}` });
    case 'fedBack':
    case 'resolved':
    case 'reworked':
    case 'reopened':
    case 'asked':
    case 'supplemented':
    case 'dutyAnswered':
    case 'dutySentBack':
      return say(`entry.${entry.what}`, { text: words || filesInWords(entry, ticket) });
    default:
      return say(`entry.${entry.what}`);
  }
}

/** 供电公司 彭海泉（代余文岭）; of a report nobody is named. */
function toWhom(
  entry: Extract<TicketEntry, { what: 'assigned' }>,
  { confidential }: Ticket,
  view: View,
): string {
  const department = departmentName(entry.department ?? null, view, entry.at);
  const { liaison = null } = entry;
  return liaison === null || confidential ? department : `${department} ${holder(entry, view)}`;
}

function holder(
  { liaison = null, actingFor }: Extract<TicketEntry, { what: 'assigned' | 'delegated' | 'reorganised' }>,
  view: View,
): string {
  const name = nameOf(liaison, view);
  return actingFor === undefined
    ? name
    : view.say('card.acting', { liaison: name, person: nameOf(actingFor, view) });
}

function withWords(what: string, text: string, { say }: View): string {
  if (what === '' || text === '') return what + text;
  return say('request.whatEntry', { what, text });
}

/** Pictures sent without words are told by their names. */
function filesInWords({ files = [] }: TicketEntry, ticket: Ticket): string {
  const named = ticket.files.filter(({ id }) => files.includes(id)).map(({ name }) => name);
  return clip(named.join('、'), ENTRY_TEXT);
}

const CALL_BACK = ['solved', 'answered', 'contacted'] as const;

/** 已解决、已答复、没主动联系 */
function heardInWords(answers: Answers, { say }: View): string {
  return CALL_BACK.flatMap((question) => {
    const answer = answers[question];
    return answer === null ? [] : [say(`ending.${question}-${answer ? 'y' : 'n'}`)];
  }).join('、');
}

/** 办结, 转办: what was taken back, or can be, as its command is called; `of`: when it was done, and by whom. */
export function undoneInWords(
  { entries }: Ticket,
  of: { readonly at: Instant; readonly by: By },
  { say }: View,
): string {
  const theirs = entries.filter(({ at, by }) => at === of.at && by === of.by);
  const promised = theirs.find((entry) => entry.what === 'planned');
  if (promised) return say('entry.planned', { text: promised.steps.join('、') });
  const [action] = theirs.flatMap((entry) => actionOf(entry) ?? []).slice(-1);
  return action === undefined ? say('entry.lastStep') : say(`action.${action}`);
}

function onStep(
  action: 'pauseStep' | 'resumeStep',
  id: number,
  { duties }: Pick<Ticket, 'duties'>,
  { say }: View,
): string {
  const title = duties.find((duty) => duty.id === id)?.text ?? '';
  return `${say(`action.${action}`)} ${title}`.trim();
}

/** The command that such an entry comes of; undefined of what cannot be taken back. */
function actionOf(entry: TicketEntry) {
  switch (entry.what) {
    case 'assigned':
      return entry.how === 'transfer' ? 'transfer' : 'assign';
    case 'requested':
      return entry.kind;
    case 'queued':
      return 'transfer';
    case 'claimed':
      return 'claim';
    case 'delegated':
      return 'delegate';
    case 'resolved':
      return 'resolve';
    case 'confirmed':
    case 'ratedLate':
      return 'confirm';
    case 'withdrawn':
      return 'withdraw';
    case 'rejected':
      return 'reject';
    case 'reclassified':
      return 'reclassify';
    case 'attributed':
      return 'attribute';
    default:
      return undefined;
  }
}

function enterpriseNamed(id: string, { roster }: View): string {
  return roster.enterpriseName(id);
}
