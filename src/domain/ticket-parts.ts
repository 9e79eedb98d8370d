/** What tickets are made of, and the codes that stand on them. */
import type { Asked, Deadline, Duration } from './deadline.ts';
import type { Audience, RequestKind } from './flow.ts';
import type { Pause } from './pauses.ts';
import type { DepartmentId } from './roster.ts';
import type { Source } from './source.ts';
import type { Day, Instant } from './time.ts';

/**
 * queued 待分办 · assigned 待签收 · working 办理中 · waiting 待企业补充（停表） · suspended 挂账 · resolved 待评价；
 * closed 已销号 · withdrawn 已撤回 · rejected 不予受理 · merged 已并单 are the ends.
 */
export const TICKET_STATES = [
  'queued',
  'assigned',
  'working',
  'waiting',
  'suspended',
  'resolved',
  'closed',
  'withdrawn',
  'rejected',
  'merged',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Who did something: a person's id, `system` for what the clock did, null where a ledger does not say. */
export type By = string | null;

/** How a department came to be responsible. */
export type AssignedHow = 'auto' | 'dispatcher' | 'default' | 'transfer' | 'discipline' | 'ledger';

export type Rating = 'satisfied' | 'basic' | 'dissatisfied';

/** How a ticket ended: solved 解决 · partly 部分解决 · explained 解释说明（依法不能） · longTerm 转长期（挂账） · withdrawn 企业撤回 */
export type OutcomeCode = ResolvedAs | 'longTerm' | 'withdrawn';
/** What a department may report as its result; 转长期 takes a leader's approval, 撤回 is the enterprise's. */
export const RESOLVED_AS = ['solved', 'partly', 'explained'] as const;
export type ResolvedAs = (typeof RESOLVED_AS)[number];

/**
 * Why a ticket is not taken on, and so where to go instead (《北京市接诉即办工作条例》11 条一至六项): emergency 紧急求助 ·
 * judicial 诉讼、仲裁、纪检、复议、信访程序 · repeated 重复且无新理由 · secret 涉密、商密、隐私 · beyond 超出政府职责 ·
 * improper 违法或违背公序良俗 · and one that no regulation needs: idle 不是诉求, words that asked for nothing and were
 * taken for a matter; void 作废, entered by mistake
 */
export const REJECTIONS = [
  'emergency',
  'judicial',
  'repeated',
  'secret',
  'beyond',
  'improper',
  'idle',
  'void',
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** What the enterprise answers to 解决没有, asked by itself: solved 已解决 · partly 部分解决 · unsolved 没解决 */
export const SOLVED_WORDS = ['solved', 'partly', 'unsolved'] as const;
export type SolvedWord = (typeof SOLVED_WORDS)[number];

/** 督核四问 without the fourth, which is the rating: solved 解决没有 · answered 答复没有 · contacted 主动对接没有; null was not asked. */
export interface Answers {
  readonly solved: boolean;
  readonly answered: boolean | null;
  readonly contacted: boolean | null;
}

/** A photo or document; its bytes are fetched after the ticket is registered. */
export interface TicketFile {
  readonly id: string;
  /** Which side gave it: it is passed on to the other one. */
  readonly from: 'enterprise' | 'department';
  readonly name: string;
  readonly size: number | null;
  /** How the channel names it when asked for the bytes. */
  readonly source: { readonly channel: string; readonly ref: string };
  /** Who sent it; missing in old journals. */
  readonly by?: string;
  /** Its bytes lie here already, under this hash: they were fetched before it was known whose business it is. */
  readonly held?: string;
  readonly state: 'waiting' | 'stored' | 'missing';
  /** While waiting: tries so far and when the next one is due. */
  readonly tries: number;
  readonly nextTryAt: Instant | null;
  readonly stored?: { readonly sha256: string; readonly mime: string; readonly size: number };
  /** Why it cannot be had; a key of the wording `file.missing.*`. */
  readonly missing?: FileFault;
}

/** tooLarge over the channel's limit · badType content not allowed · gone the channel no longer has it */
export type FileFault = 'tooLarge' | 'badType' | 'gone' | 'empty';
/** It is no part of the ticket after all: nobody who sees the ticket sees that it ever was. */
export type FileLeftOut = 'leftOut';

/** A running (or stopped) deadline of one step, with its reminders fixed when it began. */
export interface StepClock {
  readonly startedAt: Instant;
  readonly deadline: Deadline;
  /** In order of time. */
  readonly rungs: readonly PlannedRung[];
  /** How many rungs are past: fired, or skipped because a later one spoke for them. */
  readonly passed: number;
  readonly stoppedAt: Instant | null;
  /** The `lateFrom` of the deadline that everybody's card has been turned for; missing while for none. */
  readonly turnedFor?: Instant;
  /** When what lapses by itself does so; left out: when it is late. */
  readonly lapsesAt?: Instant;
  /** 延期: the deadline before it, and how many working days were added to it. */
  readonly extended?: { readonly former: Deadline; readonly workdays: number };
}

export interface PlannedRung {
  readonly name: string;
  readonly at: Instant;
  readonly to: readonly Audience[];
}

/** 认领: the dispatcher who looks into whose matter it is, and for how long the others leave it to them. */
export interface Claim {
  readonly by: string;
  readonly until: Instant;
}

/** What a department asks of the hub (延期, 退单) or of a leader (挂账), until it is settled. One at a time. */
export interface TicketRequest {
  readonly kind: RequestKind;
  readonly by: By;
  readonly at: Instant;
  /** The reason; of a 挂账, the plan. */
  readonly text: string;
  /** 延期: working days asked for. */
  readonly workdays?: number;
  /** 退单: whose matter it is instead. */
  readonly department?: string;
  /** 挂账: the milestones, the last of which ends it. */
  readonly milestones?: readonly Milestone[];
}

export interface Milestone {
  readonly day: Day;
  readonly text: string;
}

/** assist 协办 · supervise 督办 · instruct 批示 · escalate 顶格推进 · step a step of a plan (`plan.ts`) */
export type DutyKind = 'assist' | 'supervise' | 'instruct' | 'escalate' | 'step';

/**
 * Something that somebody else has to answer beside the ticket itself (交办事项), with a deadline of its own:
 * an assisting department, the department under 督办 or 批示, the co-leaders in a 顶格推进, or whoever does a step of a plan.
 */
export interface Duty {
  /** 1, 2, 3 … within the ticket. */
  readonly id: number;
  readonly kind: DutyKind;
  readonly by: By;
  readonly at: Instant;
  readonly text: string;
  /** A step of a plan: which. */
  readonly step?: string;
  /** Of a step: earlier times in which its clock stood; missing: none. */
  readonly pauses?: readonly Pause[];
  /** 协办, and a step that is not the own department's: the department and its liaison; null for the others. */
  readonly department: string | null;
  readonly liaison: string | null;
  readonly clock: StepClock;
  /** The last word on it, stage answer (阶段性情况) or final. */
  readonly answer: string | null;
  /** The last reply: by whom, when, and whether it was the final one. Missing where there is none, and in old rows. */
  readonly replied?: Replied;
  /** How often a reply was sent back (退回重报); missing: never. */
  readonly sentBack?: number;
  /** The words of the last 退回重报; missing where there is none, and in old rows. */
  readonly sentBackWith?: string;
  /** When it was answered, or ended with the ticket. */
  readonly endedAt: Instant | null;
}

/** What has to be done within a ticket, by whom and after what (`plan.ts`). */
export interface PlanStep {
  /** Within the plan; a word without spaces: `pit-permit`, `2`. */
  readonly id: string;
  /** What is to be done, as people read it. */
  readonly title: string;
  /** Null: the department in charge of the ticket. */
  readonly department: DepartmentId | null;
  /** The steps that have to be done before; none: it begins at once. */
  readonly after: readonly string[];
  /** From when it begins; null: as `by` says, or else as the flow does. */
  readonly within: Duration | null;
  /** By a day that was named (答应 12月10日 送图纸). */
  readonly by?: Asked;
  /** What the enterprise hands in first: its clock stands until all of it is there; missing: nothing. */
  readonly papers?: readonly string[];
  /** 告知承诺: what the enterprise itself has to agree to first; missing: nothing. */
  readonly pledge?: string;
  /** For what its clock may stand by law; missing: for nothing. */
  readonly stands?: readonly Stand[];
}

/** 公示、专家评审 …, and the article that lets the clock stand for it. */
export interface Stand {
  readonly why: string;
  readonly law: string;
}

/** A reply to 督办 or 批示: final, or 阶段性情况. */
export interface Replied {
  readonly by: By;
  readonly at: Instant;
  readonly final: boolean;
  /** Whoever asked reads it with others in the morning (`DutyAnswered.gathered`). */
  readonly gathered?: true;
}

/** Where the ticket was said, so that answers go back there. */
export interface Origin {
  readonly channel: string;
  readonly chat: string;
  readonly chatKind: 'group' | 'private';
  readonly message: string | null;
  /** By the channel's clock; missing in old journals. */
  readonly saidAt?: Instant;
}

/** What a ticket begins with, and keeps. */
export interface Beginning {
  readonly number: number;
  /** `complaint@<hash>`, `urgent@<hash>`, …: the flow as it was when the ticket began. */
  readonly flow: string;
  readonly origin: Origin;
  /** Null where the record does not say (a replayed ledger). */
  readonly enterprise: string | null;
  readonly member: string | null;
  readonly text: string;
  readonly kind: string;
  readonly urgent: boolean;
  /** A report about an official: no card, no ordinary list, discipline contacts only. */
  readonly confidential: boolean;
  readonly candidates: readonly Candidate[];
  readonly reasons: readonly string[];
  readonly files: readonly TicketFile[];
  /** No 诉求 by its flow, and in none of its figures (`Flow.apart`); missing: it is one. */
  readonly apart?: true;
  /** What it grew out of; missing where it was simply said. */
  readonly source?: Source;
  /** The ticket this one was split from (分单). */
  readonly splitFrom?: number;
  /** 代录: the dispatcher who entered what an enterprise had said elsewhere. */
  readonly enteredBy?: string;
  /** Open tickets of other enterprises that seemed to be the same trouble, the newest first. */
  readonly alike?: readonly number[];
  /** The ticket of another enterprise of which its owner said that it is theirs too (+1). */
  readonly same?: number;
  /** A language model was asked about the words; missing when not. */
  readonly advised?: Advised;
}

/** What a language model said of the words that a ticket began with. */
export interface Advised {
  /** Null: it named none, or gave no usable answer. */
  readonly department: string | null;
  /** It agreed with what the reading held possible, and that department has got the ticket without the dispatcher. */
  readonly followed: boolean;
}

export interface Candidate {
  readonly department: string;
  readonly p: number;
}

/** Why a ticket waits for the dispatcher: unclear routing · transfers or reworks too often · appeal against 不予受理, or a former department that is no more · outside: not on the list of the township that had it */
export type QueuedFor = 'unclear' | 'transfers' | 'reworks' | 'appeal' | 'outside';
