/**
 * Everything that can be asked of one ticket: one entry a verb. What people type for it and how that is read, who can
 * mean it and in which states, whether it is done in words that somebody reads, and whose help names it. Reading
 * (`understand.ts`), the choice of a ticket, buttons, help and the handbook's list of commands come from here; what a verb does is
 * its turn in `desk/steps/turns.ts`, what it says in `flows/wording.yaml` (`action`, `usage`).
 */
import { statesOf } from '../domain/lifecycle.ts';
import type { Action } from '../domain/permissions.ts';
import type { Role } from '../domain/roster.ts';
import { IN_HAND } from '../domain/ticket.ts';
import type { TicketState } from '../domain/ticket-parts.ts';

export interface Verb {
  /** What people type, in any order; none where only a button or an answer means it. */
  readonly said: readonly string[];
  /** Of those, the words that are also part of what is said: 不满意 is the rating, 交B岗 names the person. */
  readonly keeps?: readonly string[];
  /** What somebody must be allowed to do to mean it (`permissions.ts`); one of them is enough. */
  readonly needs: readonly [Action, ...Action[]];
  /** Who alone can mean it where no ticket is named: said by others, the same word is talk. */
  readonly by?: readonly Role[];
  /** In which states it is meant where no ticket is named: those of the contract, or fewer. */
  readonly in: readonly TicketState[];
  /** Words behind it: none are taken; they may come; they are asked for where they are missing, and the next text is them. */
  readonly words: 'none' | 'may' | 'asked';
  /** Others read the words, so that a number alone is none. */
  readonly told?: true;
  /** Of this ticket alone: it does not follow a merged one into the other, where it would settle something else. */
  readonly bound?: true;
  /** It ends what somebody else has asked for: without a number it is asked of which, also where there is only one. */
  readonly named?: true;
  /** 签收 12？ is as good as 签收 12; of the others a question shows how the ticket stands. */
  readonly mayAsk?: true;
  /** Whose help names it (`usage` in the wording); nobody's: it is found by its button. */
  readonly help: readonly Role[];
}

const OFFICES: readonly Role[] = ['liaison', 'backup', 'head'];
const OFFICES_AND_CONTACTS: readonly Role[] = [...OFFICES, 'discipline'];
const STAFF: readonly Role[] = [...OFFICES_AND_CONTACTS, 'dispatcher', 'leader'];
const SETTLERS: readonly Role[] = ['dispatcher', 'leader'];
const EVERYBODY: readonly Role[] = ['member', 'liaison', 'dispatcher', 'head', 'leader'];
const NOT_OVER: readonly TicketState[] = ['queued', ...IN_HAND, 'resolved'];

/** In the order in which help names them. */
export const VERBS = {
  progress: { said: ['进度'], needs: ['view'], in: NOT_OVER, words: 'none', mayAsk: true, help: EVERYBODY },
  deadline: { said: ['期限'], needs: ['view'], in: NOT_OVER, words: 'none', mayAsk: true, help: EVERYBODY },

  urge: {
    said: ['催办'],
    needs: ['urge'],
    in: statesOf('urge'),
    words: 'may',
    told: true,
    mayAsk: true,
    help: ['member'],
  },
  supplement: {
    said: ['补充'],
    needs: ['supplement'],
    in: statesOf('supplement'),
    words: 'asked',
    told: true,
    help: ['member'],
  },
  withdraw: {
    said: ['撤回'],
    needs: ['withdraw'],
    in: statesOf('withdraw'),
    words: 'none',
    bound: true,
    help: ['member'],
  },
  confirm: {
    said: ['满意', '基本满意', '不满意'],
    keeps: ['满意', '基本满意', '不满意'],
    needs: ['confirm'],
    in: ['resolved'],
    words: 'none',
    help: ['member'],
  },
  rework: {
    said: ['没解决', '没有解决', '未解决'],
    needs: ['rework'],
    in: statesOf('rework'),
    words: 'asked',
    told: true,
    help: ['member'],
  },
  reopen: {
    said: ['重开'],
    needs: ['reopen'],
    in: statesOf('reopen'),
    words: 'asked',
    told: true,
    help: ['member'],
  },
  answer: { said: [], needs: ['answer'], in: statesOf('answer'), words: 'none', bound: true, help: [] },

  sign: {
    said: ['签收', '已签收'],
    needs: ['sign'],
    in: statesOf('sign'),
    words: 'none',
    mayAsk: true,
    help: ['liaison', 'discipline'],
  },
  feedback: {
    said: ['反馈', '首次反馈'],
    needs: ['feedback'],
    in: statesOf('feedback'),
    // 【反馈】门口路塌了 is how an owner begins.
    by: OFFICES_AND_CONTACTS,
    words: 'asked',
    told: true,
    help: ['liaison', 'discipline'],
  },
  resolve: {
    said: ['办结', '已办结'],
    needs: ['resolve'],
    in: statesOf('resolve'),
    words: 'asked',
    told: true,
    help: ['liaison', 'discipline'],
  },
  transfer: {
    said: ['转办', '转交'],
    needs: ['transfer'],
    in: statesOf('transfer'),
    words: 'asked',
    help: ['liaison', 'dispatcher'],
  },
  delegate: {
    said: ['交B岗', '交给B岗', '交A岗', '交给A岗'],
    keeps: ['交B岗', '交给B岗', '交A岗', '交给A岗'],
    needs: ['delegate'],
    in: statesOf('delegate'),
    words: 'none',
    help: ['liaison'],
  },
  /** A button that opens a choice: to whom? */
  handOver: { said: [], needs: ['transfer'], in: IN_HAND, words: 'none', help: [] },
  /** A button that opens a choice: what else can be done? */
  more: { said: [], needs: ['feedback'], in: statesOf('feedback'), words: 'none', help: [] },

  return: {
    said: ['退单'],
    needs: ['return'],
    in: statesOf('return'),
    by: OFFICES,
    words: 'asked',
    help: ['liaison'],
  },
  ask: {
    said: ['请补充', '请企业补充', '请企业补材料', '请补材料', '补材料', '要材料', '请企业提供'],
    needs: ['ask'],
    in: statesOf('ask'),
    by: OFFICES_AND_CONTACTS,
    words: 'asked',
    told: true,
    help: ['liaison'],
  },
  resume: {
    said: ['恢复办理', '恢复计时'],
    needs: ['resume'],
    in: statesOf('resume'),
    by: [...OFFICES_AND_CONTACTS, 'dispatcher'],
    words: 'none',
    help: [],
  },
  extend: {
    said: ['延期', '申请延期'],
    needs: ['extend'],
    in: statesOf('extend'),
    by: OFFICES,
    words: 'asked',
    help: ['liaison'],
  },
  assist: { said: ['协办'], needs: ['assist'], in: statesOf('assist'), words: 'asked', help: ['liaison'] },
  suspend: {
    said: ['挂账'],
    needs: ['suspend'],
    in: statesOf('suspend'),
    by: OFFICES,
    words: 'asked',
    help: ['liaison'],
  },
  answerDuty: {
    said: ['回复'],
    needs: ['answerAssist', 'answerOrder', 'answerEscalate'],
    in: statesOf('answerDuty'),
    words: 'asked',
    told: true,
    bound: true,
    help: ['liaison', 'head'],
  },
  acknowledge: {
    said: ['知悉'],
    needs: ['acknowledge'],
    in: statesOf('acknowledge'),
    words: 'none',
    bound: true,
    help: [],
  },

  claim: {
    said: ['认领', '我来认领', '我来'],
    needs: ['claim'],
    in: statesOf('claim'),
    // 我来 is what anybody says who lends a hand.
    by: ['dispatcher'],
    words: 'none',
    bound: true,
    help: [],
  },
  assign: {
    said: ['分办'],
    needs: ['assign'],
    in: ['queued'],
    words: 'may',
    help: ['dispatcher', 'leader'],
  },
  grant: {
    said: ['同意', '批准'],
    needs: ['settle', 'approve'],
    in: statesOf('grant'),
    by: SETTLERS,
    words: 'asked',
    bound: true,
    help: SETTLERS,
  },
  deny: {
    said: ['不同意', '不批准'],
    needs: ['settle', 'approve'],
    in: statesOf('deny'),
    by: SETTLERS,
    words: 'asked',
    bound: true,
    help: SETTLERS,
  },
  callBack: {
    said: ['回访'],
    needs: ['callBack'],
    in: statesOf('callBack'),
    words: 'asked',
    bound: true,
    help: ['dispatcher'],
  },
  supervise: {
    said: ['督办'],
    needs: ['supervise'],
    in: statesOf('supervise'),
    words: 'asked',
    told: true,
    help: ['dispatcher', 'leader'],
  },
  instruct: {
    said: ['批示'],
    needs: ['instruct'],
    in: statesOf('instruct'),
    words: 'asked',
    told: true,
    help: ['leader'],
  },
  sendBack: {
    said: ['退回重报', '重报'],
    needs: ['sendBack'],
    in: statesOf('sendBack'),
    by: SETTLERS,
    words: 'may',
    told: true,
    bound: true,
    help: ['leader'],
  },
  escalate: {
    said: ['顶格', '顶格推进'],
    needs: ['escalate'],
    in: statesOf('escalate'),
    words: 'asked',
    told: true,
    help: ['dispatcher'],
  },
  reclassify: {
    said: ['改类', '改类别'],
    needs: ['reclassify'],
    in: statesOf('reclassify'),
    words: 'asked',
    bound: true,
    help: ['dispatcher'],
  },
  reject: {
    said: ['不予受理', '不是诉求'],
    // 不是诉求: the step, and why.
    keeps: ['不是诉求'],
    needs: ['reject'],
    in: statesOf('reject'),
    words: 'asked',
    bound: true,
    named: true,
    help: ['dispatcher'],
  },
  merge: {
    said: ['并单'],
    needs: ['merge'],
    in: statesOf('merge'),
    words: 'may',
    bound: true,
    help: ['dispatcher'],
  },
  split: {
    said: ['分单'],
    needs: ['split'],
    in: statesOf('split'),
    words: 'asked',
    told: true,
    help: ['dispatcher'],
  },

  /** Shows what is often said, to be chosen from. */
  snippet: {
    said: ['常用语'],
    needs: ['feedback'],
    by: OFFICES,
    in: IN_HAND,
    words: 'none',
    bound: true,
    help: ['liaison'],
  },
  note: {
    said: ['备注', '记备注', '内部备注'],
    needs: ['note'],
    // 备注：下午都在 is how an owner ends.
    by: STAFF,
    in: NOT_OVER,
    words: 'asked',
    told: true,
    help: ['liaison', 'dispatcher', 'head', 'leader'],
  },
  undo: {
    said: ['撤销', '撤消'],
    needs: ['undo'],
    in: statesOf('undo'),
    words: 'none',
    bound: true,
    help: ['member', 'liaison', 'dispatcher'],
  },
  /** 作废: what was entered by mistake. */
  annul: {
    said: ['作废'],
    needs: ['reject'],
    by: ['dispatcher'],
    in: statesOf('reject'),
    words: 'may',
    bound: true,
    named: true,
    help: ['dispatcher'],
  },
  attribute: {
    said: ['改企业', '更正企业'],
    needs: ['attribute'],
    by: ['dispatcher'],
    in: NOT_OVER,
    words: 'asked',
    bound: true,
    help: ['dispatcher'],
  },
} as const satisfies Readonly<Record<string, Verb>>;

export type TicketVerb = keyof typeof VERBS;

export const TICKET_VERBS = Object.keys(VERBS) as readonly TicketVerb[];

export function verbOf(verb: TicketVerb): Verb {
  return VERBS[verb];
}

const BY_WORD: ReadonlyMap<string, TicketVerb> = new Map(
  TICKET_VERBS.flatMap((verb) => verbOf(verb).said.map((word) => [word.toLowerCase(), verb] as const)),
);

/** Every word there is for a verb, longer ones first, so that 不满意 is not read as 满意. */
export const VERB_WORDS: readonly string[] = [...BY_WORD.keys()].sort((a, b) => b.length - a.length);

export function verbSaid(word: string): TicketVerb | undefined {
  return BY_WORD.get(word.toLowerCase());
}
