/** How a ticket ends: 办结 with its outcome, 不予受理, and the enterprise's two small answers. */
import { rejectionButtons } from '../../dialogue/ending-lines.ts';
import { type EndVerb, press } from '../../dialogue/understand.ts';
import type { Command } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { REJECTIONS, RESOLVED_AS, type Rejection, type ResolvedAs } from '../../domain/ticket-parts.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Dialogue } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ask } from '../work/asking.ts';
import { answer, change, filesOf, heardInWords } from '../work/change.ts';
import { merge, split } from '../work/joining.ts';
import { onEnd } from '../work/merged.ts';
import { reclassify } from '../work/reclassifying.ts';
import { comeBack } from './again.ts';
import { callBack } from './call-back.ts';
import { saySolved } from './rating.ts';

/** Pictures that follow a result belong to it, as those of an album come one by one behind the words. */
export const EVIDENCE = 'evidence';
const EVIDENCE_WITHIN = 10 * MINUTE;

export async function endStep(
  on: Case,
  verb: EndVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  switch (verb) {
    case 'callBack':
      return callBack(on, ticket, words, choice, parts);
    case 'answer':
      return survey(on, ticket, choice, parts);
    case 'reject':
      return reject(on, ticket, words, choice, parts);
    case 'reopen':
      return comeBack(on, verb, ticket, words, choice, parts);
    case 'merge':
      return merge(on, ticket, words, choice, parts);
    case 'split':
      return split(on, ticket, words, parts);
    case 'reclassify':
      return reclassify(on, ticket, words, choice, parts);
    default:
      return verb satisfies never;
  }
}

const ASK_RESULT = { solved: 'askSolved', partly: 'askPartly', explained: 'askExplained' } as const;
const TOLD_RESULT = {
  solved: 'told.resolved',
  partly: 'ending.toldPartly',
  explained: 'ending.toldExplained',
} as const;
/** 办结 23 部分解决 路面修好了，路灯下周装: how it ended, when the words say so before they say what. */
const OUTCOME =
  /^(?:(部分解决|部分办结)|(解释说明|作出?解释|解释|依法不能解决|依法不能|不能解决|无法解决)|(?:已经?)?(?:全部)?解决)(?:[\s:：,，;；。、—-]+([\s\S]*))?$/u;

/** 办结: with one of three outcomes and a result in words; 转长期 is 挂账, and 撤回 the enterprise's. */
export function resolve(on: Case, ticket: Ticket, words: string, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number, cycle } = ticket;
  if (choice !== '' && !isOutcome(choice)) return answer(on, say('refusal.badButton'));
  const said = choice === '' ? readOutcome(words) : { outcome: choice as ResolvedAs, text: words };
  const { outcome, text } = said;
  if (text === '') {
    const trial: Command = { type: 'resolve', text: '…', files: [] };
    if (outcome !== null) {
      return ask(on, ticket, trial, say(`ending.${ASK_RESULT[outcome]}`, { number }), parts, {
        choice: outcome,
      });
    }
    const buttons = RESOLVED_AS.map((one) => ({
      label: say(`outcome.${one}`),
      data: press('resolve', number, cycle, one),
    }));
    return ask(on, ticket, trial, say('ask.resolve', { number }), parts, { buttons: [buttons] });
  }
  const files = filesOf(on, 'department');
  const command: Command = { type: 'resolve', text, files, outcome: outcome ?? 'solved' };
  return change(on, ticket, command, parts, () => ({
    ...answer(on, say(TOLD_RESULT[outcome ?? 'solved'], { number }), number),
    ...(ticket.confidential ? {} : { dialogue: evidence(on, ticket) }),
  }));
}

/** The outcome that words begin with, and the rest of them; null when they only say what was done. */
function readOutcome(words: string): { readonly outcome: ResolvedAs | null; readonly text: string } {
  const found = OUTCOME.exec(words);
  if (!found) return { outcome: null, text: words };
  const [, partly, explained, rest = ''] = found;
  const outcome = partly ? 'partly' : explained ? 'explained' : 'solved';
  return { outcome, text: rest.trim() };
}

function isOutcome(choice: string): choice is ResolvedAs {
  return (RESOLVED_AS as readonly string[]).includes(choice);
}

function evidence(on: Case, ticket: Ticket): Dialogue {
  const { at } = on;
  return {
    awaiting: EVIDENCE,
    ticket: ticket.number,
    since: at,
    expiresAt: at + EVIDENCE_WITHIN,
    data: {},
  };
}

/** A picture without words soon after the result; null for anything else, which means what it means without it. */
export async function moreEvidence(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { dialogue } = on;
  if (text !== '' || !dialogue?.ticket) return null;
  const ticket = await parts.store.ticket(dialogue.ticket);
  if (!ticket) return null;
  const command: Command = { type: 'supplement', text: '', files: filesOf(on, 'department'), edit: false };
  const kept = await onEnd(on, ticket, '', parts, async (end) =>
    change(on, end, command, parts, ({ number }) =>
      answer(on, on.view.say('told.supplemented', { number }), number),
    ),
  );
  return { ...kept, dialogue };
}

/** 部门答复了吗, 主动联系了吗: two buttons each, once the enterprise has rated. */
function survey(on: Case, ticket: Ticket, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const [question, mark] = choice.split('-');
  if (question === 'solved') return saySolved(on, ticket, mark ?? '', '', parts);
  if ((question !== 'answered' && question !== 'contacted') || (mark !== 'y' && mark !== 'n')) {
    return answer(on, say('refusal.badButton'));
  }
  const command: Command = { type: 'answer', answered: null, contacted: null, [question]: mark === 'y' };
  return change(on, ticket, command, parts, () => answer(on, say('ending.toldAnswer')));
}

/** How people name the reasons. */
const REASONS: readonly (readonly [RegExp, Rejection])[] = [
  [/^(?:紧急求助|紧急|报警|急救|火警|11[09]|12[02])$/u, 'emergency'],
  [/^(?:诉讼|仲裁|信访|纪检|监察|复议|行政复议|司法|涉法涉诉|诉讼仲裁信访)$/u, 'judicial'],
  [/^(?:重复诉求|重复)$/u, 'repeated'],
  [/^(?:涉密|保密|国家秘密|商业秘密|涉隐私|隐私)$/u, 'secret'],
  [/^(?:超出职责|超出政府职责|超职责|非政府职责|不属职责|超出)$/u, 'beyond'],
  [/^(?:违法|违规|违背公序良俗|公序良俗)$/u, 'improper'],
  [/^(?:不是诉求|非诉求|闲话|闲聊)$/u, 'idle'],
];

/** 不予受理 23 诉讼 已在法院起诉 */
function reject(on: Case, ticket: Ticket, words: string, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (choice !== '' && !isRejection(choice)) return answer(on, say('refusal.badButton'));
  const read = choice === '' ? readRejection(words) : { code: choice as Rejection, text: words };
  const { code, text } = read;
  const trial: Command = { type: 'reject', code: code ?? 'beyond', text: '…' };
  if (code === null) {
    const question = say(words === '' ? 'ending.rejectWhich' : 'ending.badReject', { number });
    return ask(on, ticket, trial, question, parts, { buttons: rejectionButtons(ticket, on.view) });
  }
  const reason = say(`rejection.${code}`);
  if (text === '' && code !== 'idle') {
    return ask(on, ticket, trial, say('ending.rejectWhy', { number, reason }), parts, { choice: code });
  }
  return change(on, ticket, { type: 'reject', code, text }, parts, (after) =>
    answer(on, say('ending.toldRejected', { number, reason, heard: heardInWords(on, after, parts) }), number),
  );
}

function isRejection(choice: string): choice is Rejection {
  return (REJECTIONS as readonly string[]).includes(choice);
}

function readRejection(words: string): { readonly code: Rejection | null; readonly text: string } {
  const [first = '', ...rest] = words.split(/[\s,，:：、；;（）()]+/u);
  const code = REASONS.find(([pattern]) => pattern.test(first.normalize('NFKC')))?.[1] ?? null;
  return { code, text: code === null ? words : rest.join(' ').trim() };
}
