/** How a ticket ends: 办结 with its outcome, 不予受理, and the enterprise's two small answers. */
import { rejectionButtons } from '../../dialogue/ending-lines.ts';
import { press } from '../../dialogue/understand.ts';
import type { Command } from '../../domain/lifecycle.ts';
import { REJECTIONS, RESOLVED_AS, type Rejection, type ResolvedAs } from '../../domain/ticket-parts.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type DialogueOf } from '../dialogue.ts';
import { ask } from '../steps/asking.ts';
import { answer, change, filesOf, heardInWords } from '../steps/change.ts';
import { onEnd } from '../steps/merged.ts';
import type { Wish } from '../steps/wish.ts';
import { saySolved } from './rating.ts';

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
export function resolve(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
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
    ...(ticket.confidential ? {} : { dialogue: awaiting('evidence', { ticket: number }, on.at) }),
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

/** A picture without words soon after the result; null for anything else, which means what it means without it. */
export async function moreEvidence(
  on: Case,
  dialogue: DialogueOf<'evidence'>,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  if (text !== '') return null;
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
export function survey(on: Case, { ticket, choice }: Wish, parts: DeskParts): Outcome {
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
export function reject(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
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
