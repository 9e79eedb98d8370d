/**
 * From words or a button to what is meant. Only what is plainly a command is one; everything else is talk, and
 * the desk decides by who is speaking, where, and in answer to what.
 */
import { verbOfToday } from '../domain/former-names.ts';
import { remembering } from '../domain/remembering.ts';
import type { Rating, SolvedWord } from '../domain/ticket-parts.ts';
import { type ArrangementAsked, arrangementAskedIn } from './arrangements/asked.ts';
import { commandReader } from './command.ts';
import { asksUnsigned, listAskedIn, type StandingOf } from './due-lists.ts';
import { type FiguresAsked, figuresAskedIn } from './figures-asked.ts';
import { type PaperAsked, paperAskedIn } from './papers-asked.ts';
import { plain } from './plain.ts';
import { type SearchWords, searchIn } from './search-words.ts';
import { TICKET_VERBS, type TicketVerb, VERB_WORDS, verbOf, verbSaid } from './verbs.ts';

export type { TicketVerb } from './verbs.ts';

export type Intent =
  | {
      readonly type: 'ticket';
      readonly verb: TicketVerb;
      readonly number: number | null;
      readonly text: string;
    }
  | { readonly type: 'todo' }
  /** 我的督办, 我的批示, 批示落实情况 */
  | { readonly type: 'orders' }
  | { readonly type: 'help' }
  | { readonly type: 'cancel' }
  | { readonly type: 'bindGroup' }
  | { readonly type: 'unbindGroup' }
  /** 简报, 通报 11月; of a department or an enterprise only where the desk knows whose (`leaders/asked.ts`). */
  | ({ readonly type: 'figures' } & FiguresAsked)
  /** 重印 11月月报: which one stands in `words`. */
  | { readonly type: 'reprint'; readonly words: string }
  /** 派单报告 */
  | { readonly type: 'dispatching' }
  | { readonly type: 'standing'; readonly of: StandingOf }
  /** 查 星火, 查 财政局 11月 */
  | ({ readonly type: 'search' } & SearchWords)
  /** 请假 or 销假, with whatever stands beside it: whose, and which days. */
  | { readonly type: 'leave'; readonly back: boolean; readonly text: string }
  | { readonly type: 'myLeave' }
  /** 代录, with what is to be entered. */
  | { readonly type: 'clerk'; readonly text: string }
  /** 网页: a link into the pages. */
  | { readonly type: 'pages' }
  /** 换渠道: a word to be said on another account of one's own. */
  | { readonly type: 'moveAccount' }
  /** 督办通知单 23, 催办通知 财政局 */
  | ({ readonly type: 'paper' } & PaperAsked)
  /** 早餐会 12月3日 8:00 …, and the other arrangements of the county. */
  | { readonly type: 'arrangement'; readonly asked: ArrangementAsked }
  /** Words that are no command: a difficulty, an answer, or a thank-you. */
  | { readonly type: 'talk'; readonly text: string };

/** 反馈 一个问题: how an enterprise begins to tell its own. */
const TELLING =
  /^(?:[一两二三四五六几]|\d)?\s*(?:个|件|些|项|条|点)\s*[大小新]?(?:问题|困难|情况|事|意见|建议|难题)|^一下/u;
const readCommand = commandReader(VERB_WORDS);
const WHOLE: ReadonlyMap<string, Intent> = new Map(
  Object.entries<Intent>({
    我的待办: { type: 'todo' },
    待办: { type: 'todo' },
    我的请假: { type: 'myLeave' },
    帮助: { type: 'help' },
    help: { type: 'help' },
    '?': { type: 'help' },
    取消: { type: 'cancel' },
    绑定本群: { type: 'bindGroup' },
    解绑本群: { type: 'unbindGroup' },
    停用本群: { type: 'unbindGroup' },
    口径: { type: 'figures', named: true, daily: false, form: 'sheet', period: '', whose: '' },
    派单报告: { type: 'dispatching' },
    网页: { type: 'pages' },
    打开网页: { type: 'pages' },
    网页版: { type: 'pages' },
    看板: { type: 'pages' },
    换渠道: { type: 'moveAccount' },
    更换渠道: { type: 'moveAccount' },
    换账号: { type: 'moveAccount' },
    换号: { type: 'moveAccount' },
  }),
);
/** What sets a word off at the beginning: 【请假】, “请假”, /请假. */
const SET_OFF = /^[^\p{L}\p{N}]+/u;
/** Longer words than this are no whole command, whatever stands around them. */
const LONGEST_WHOLE = 40;
/** With days, a name apart, or nothing behind it: 请假的人多 tells of something else. */
const LEAVE =
  /^(?:我)?(?:要|想)?请假(?:条)?(?:[\s:,、.。!\])】〕]+|["”’」』]?(?=[\d〇零一二三四五六七八九十今明后大本这下从自周星])|["”’」』]?$)([\s\S]*)$/u;
/** 代录 星火煤焦：厂里停电; with the chat below it. */
const CLERK = /^代录(?:["”’」』]?[\s:,、.。!\])】〕]+([\s\S]*))?$/u;
/** 12月1日到5日请假 */
const LEAVE_BEHIND = /^(?:我)?([\d〇零一二三四五六七八九十今明后大本这下从自周星].{0,40}?)(?:要|想)?请假$/u;
const BACK = /^(?:销假|取消请假|撤销请假)["”’」』]?[\s:,、.。!\])】〕]*(.{0,20})$/u;
/** 重印 11月月报; more words tell of something else. */
const REPRINT =
  /^[【“"]?(?:重印|再印|重打)[】”"]?[\s::,，]*([^\s,，。.!！?？;；][^,，。!！?？;；\n]{0,22})?$/u;
const ASKING =
  /^(?:请问)?(?:[我俺咱]们?(?:厂|公司|家)?)?(?:(?:的|那|这)?(?:几[个件]|些|个|件|的)?(?:事儿?|诉求|问题|单子))?(?:现在|目前|都)?(?:进度|进展|情况)?(?:办得?|办的|处理得?|处理的)?(?:怎么样|怎样|咋样|如何|到哪一?步|有进展|有消息|有结果)(?:了|啦)?[吗嘛呢]?[?!。.]*$/u;
/** 我的进度, 查一下进度, 我报的件呢: what one has said oneself, and no word to be searched for. */
const ASKING_OWN =
  /^(?:请问|帮我|麻烦)?(?:(?:查询?一?下?|看一?下?|看看)(?:[我俺咱]们?(?:厂|公司|家)?的?)?(?:诉求件?|件|工单|单子)?的?(?:办理)?(?:进度|进展)(?:情况)?|[我俺咱]们?(?:厂|公司|家)?(?:的|报的|提的)?(?:(?:诉求件?|件|工单|单子|事儿?)的?)?(?:办理)?(?:进度|进展)(?:情况|查询)?呢?|[我俺咱]们?(?:厂|公司|家)?(?:的|报的|提的)(?:诉求件?|件|工单|单子)呢?|[我俺咱]们?(?:报|提)的事儿?呢|进度查询)[?!。.]*$/u;
const URGING =
  /^(?:请|麻烦|能不能|可以)?(?:再)?(?:催一?催|催一下|催促一下|尽快|抓紧|快点|加快)(?:办理?|处理|解决)?(?:一下)?[吧吗啊!?。.]*$/u;

/** 督办 and 批示 alone ask as well, where no ticket is spoken of (`receive.ts`). */
const ORDERS =
  /^(?:请问|查一?下?|看一?下?|看看|我想看看?)?(?:(?:我|本人)(?:的|下的|发的|给的|作的|做的)?(?:督办|批示)(?:和(?:督办|批示))?(?:件|事项|单)?|(?:督办|批示)(?:和(?:督办|批示))?(?:件|事项|单)?(?:的)?(?:落实|办理|回复|答复|完成|执行)?(?:情况|进展|结果|进度|清单|列表)|(?:督办|批示)(?:件|事项|单)?(?:都)?(?:落实|办|回复|答复)(?:得|的|了)?(?:怎么样|咋样|如何|没有|吗)+了?)[?!。.]*$/u;

const THANKS =
  /^(?:已|收到|好|的|滴|嘞|行|可以|嗯|哦|ok|明白|知道|了|解|啦|吧|您|你|们|大家|各位|领导|师傅|同志|主任|局长|谢|多谢|感谢|非常|太|辛苦|麻烦|[\p{P}\p{S}\p{M}\p{Cf}\s])+$/iu;
const TAKEN =
  /^(?:(?:收到|已收到|好的?|好嘞|明白|了解|知道了|没问题|ok|(?:马上|立即|立刻|这就)(?:就?去)?(?:办理?|处理|安排|落实))[了哈!！。.,，、~～\s]*)+$/iu;
/** 收到 of 收到，下午过去. */
const TAKEN_FIRST =
  /^(?:(?:已?收到|好的?|好嘞|明白|了解|知道了|没问题|ok|嗯+|行)[了哈]?[!！。.,，、~～\s]+)+/iu;
const TAKEN_NUMBER =
  /^(?:已?(?:收到|接到)[\s:,第]*(\d{1,9})\s*号?件?|第?(\d{1,9})\s*号?件?[\s:,]*已?(?:收到|接到))[了。.!~\s]*$/u;
const NEVER_MIND =
  /^(?:(?:那|哦|嗯|唉)?(?:还是|就|先)?(?:算了|不用了?|不必了?|不弄了?|不说了?|不发了?|不填了?|不退了?|不报了?|不办了?|不提了?|取消吧?|作罢|当我没说|没事了?)[吧啊呀呢]?[!！。.,，~～\s]*)+$/u;
const SLIP =
  /^(?:(?:哎呀?|不好意思|抱歉|对不起|我|刚才|刚刚|上一步)[，,\s]*)*(?:点|按|选|弄|搞|发|办|派|评|填|撤)错了?[，,。.!！~\s]*(?:撤销一?下?|撤回一?下?|改回来|退回去)?[。.!！~\s]*$/u;
/** 不撤了, said of what has just been withdrawn. */
const KEEP_IT =
  /^(?:还是|先|又)?(?:不撤了?|别撤了?|不撤回了?|别撤回了?|接着办|继续办)[吧啊呀]?[。.!！~\s]*$/u;
const DONE =
  /^(?:已经?|都|现在)?(?:解决|办结|办好|办完|办妥|处理(?:好|完)|修好|恢复)[了啦]?[!！。.,，~～\s]*(?:(?:谢谢|感谢|辛苦|多谢).{0,10})?$/u;

/** 办完了，变压器已换; 办好了一部分，剩下的下周 is no end of it. */
const DONE_WITH =
  /^(?:已经?|都)?(?:解决|办结|办好|办完|办妥|处理(?:好|完)|修好|恢复)[了啦]?[\s,，。;；:：!！]+(?!.*(?:还[有没差要剩]|剩|部分|明[天年]|下[周个]|但|等))\S.+$/su;

/** A thank-you or "got it", which adds nothing to the ticket it answers. However short, other words do. */
export function isThanks(text: string): boolean {
  return text.length <= 20 && THANKS.test(plain(text));
}

/** 收到, 好的, … in answer to a new task: the liaison has it. */
export function isTaken(text: string): boolean {
  return TAKEN.test(plain(text));
}

/** 下午过去 of 收到，下午过去: what is said besides that one has it; all of it where nothing says so. */
export function besideTaken(text: string): string {
  return text.trimStart().replace(TAKEN_FIRST, '');
}

/** 收到 12, 12号收到: the number of what somebody says they have; null where none is named. */
export function takenNumber(text: string): number | null {
  const [, behind, before] = TAKEN_NUMBER.exec(plain(text)) ?? [];
  return behind === undefined && before === undefined ? null : Number(behind ?? before);
}

/** 算了算了, 还是不用了, in answer to a question: whoever was asked says nothing after all. */
export function isNeverMind(text: string): boolean {
  return text.length <= 20 && NEVER_MIND.test(plain(text));
}

/** 点错了, 按错了，改回来 (slip); 不撤了 (keep): whoever says so wants their last step undone. Null where words say else. */
export function slipIn(text: string): 'slip' | 'keep' | null {
  if (text.length > 20) return null;
  const line = plain(text);
  if (SLIP.test(line)) return 'slip';
  return KEEP_IT.test(line) ? 'keep' : null;
}

/** 已解决, 办好了, 修好了，谢谢: it is done, and nothing more is said. */
export function isDone(text: string): boolean {
  return DONE.test(plain(text));
}

/** 办完了，变压器已换: it is done, and what was done. */
export function saysWhatWasDone(text: string): boolean {
  return DONE_WITH.test(plain(text));
}

/** 请尽快办理, 麻烦抓紧: urges, and is just as well the answer of somebody who is asked for words; 催一下 only urges. */
export function isUrging(text: string): boolean {
  return URGING.test(plain(text)) && !text.includes('催');
}

/** Whoever handles a message asks what its words mean, one after the other. */
const REMEMBERED = 32;

/** What a text means by itself. `text` is cleaned already. */
export const understand: (text: string) => Intent = remembering(REMEMBERED, meaningOf);

function meaningOf(text: string): Intent {
  const line = plain(text);
  const whole = wholeCommand(line);
  if (whole) return whole;
  const reprint = REPRINT.exec(line);
  if (reprint) return { type: 'reprint', words: (reprint[1] ?? '').trim() };
  if (line.length <= LONGEST_WHOLE && ORDERS.test(line.replace(/\s/gu, ''))) return { type: 'orders' };
  const arranged = arrangementAskedIn(line, text);
  if (arranged) return { type: 'arrangement', asked: arranged };
  const paper = paperAskedIn(line);
  if (paper) return { type: 'paper', ...paper };
  const figures = figuresAskedIn(line);
  // Whose figures they may be is a question of who is known: until then it is talk.
  if (figures?.named && figures.whose === '') return { type: 'figures', ...figures };
  if (ASKING_OWN.test(line)) return { type: 'ticket', verb: 'progress', number: null, text: '' };
  const list = listAskedIn(line);
  if (list) return { type: 'standing', of: list };
  const sought = searchIn(asksUnsigned(line) ? '查 等签收' : line);
  if (typeof sought === 'number') return { type: 'ticket', verb: 'progress', number: sought, text: '' };
  if (sought) return { type: 'search', ...sought };
  const setOff = SET_OFF.exec(line)?.[0].length ?? 0;
  const bare = line.slice(setOff);
  const entered = CLERK.exec(bare);
  // The words themselves are kept as they were typed.
  if (entered) return { type: 'clerk', text: endOf(text, entered[1]) };
  const back = BACK.exec(bare);
  if (back) return { type: 'leave', back: true, text: endOf(text, back[1]) };
  const leave = LEAVE.exec(bare) ?? LEAVE_BEHIND.exec(bare);
  if (leave) return { type: 'leave', back: false, text: (leave[1] ?? '').trim() };
  const command = readCommand(text);
  if (command) {
    const { word, number, words, turned, asks } = command;
    const verb = verbSaid(word) ?? 'progress';
    const { words: takes, mayAsk = false, keeps = [] } = verbOf(verb);
    if (verb === 'feedback' && number === null && TELLING.test(words)) return { type: 'talk', text };
    const takesWords = words === '' || takes !== 'none';
    // 12号签收，15号还没人来 tells of two days.
    const plainly = (!turned && (number !== null || takesWords)) || (turned && takesWords);
    // 撤回 12？ asks, and is shown the ticket.
    if (asks && !mayAsk) {
      return number === null
        ? { type: 'talk', text }
        : { type: 'ticket', verb: 'progress', number, text: '' };
    }
    // 满意，谢谢 is a rating; 不满意，路还是坏的 may mean that it is not solved, and is asked about.
    if (plainly || (isThanks(words) && (turned || verb === 'confirm'))) {
      return {
        type: 'ticket',
        verb,
        number,
        text: isKept(word, keeps) ? `${word} ${words}`.trim() : words,
      };
    }
  }
  if (ASKING.test(line)) return { type: 'ticket', verb: 'progress', number: null, text: '' };
  if (URGING.test(line)) return { type: 'ticket', verb: 'urge', number: null, text: '' };
  return { type: 'talk', text };
}

function isKept(word: string, keeps: readonly string[]): boolean {
  return keeps.some((one) => one.toLowerCase() === word.toLowerCase());
}

/** 我的待办, 【帮助】, 简报（本周）: nothing else is said. */
function wholeCommand(line: string): Intent | undefined {
  if (line.length > LONGEST_WHOLE) return undefined;
  return WHOLE.get(line.trim() === '?' ? '?' : line.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
}

/** The end of what was typed that was read as `rest`. */
function endOf(text: string, rest = ''): string {
  return rest === '' ? '' : text.slice(-rest.length).trim();
}

const SOLVED: readonly (readonly [RegExp, SolvedWord])[] = [
  [/^(?:(?:还|根本|并)?没有?(?:全部?)?解决|未解决|尚未解决|没弄好|没修好|没办好)(?:了|呢|啊)?/u, 'unsolved'],
  [/^(?:部分解决|解决了?(?:一)?部分|解决了?一(?:半|些)|(?:只|就)解决了?一?部分)(?:了)?/u, 'partly'],
  [/^(?:已经?|都|算|是|倒是)?(?:全部)?解决(?:是|倒是)?了/u, 'solved'],
  [/^已解决/u, 'solved'],
];

/** 没解决，路还是坏的: what words say first of 解决没有, and the rest of them; null where they begin otherwise. */
export function solvedIn(text: string): { readonly word: SolvedWord; readonly rest: string } | null {
  for (const [pattern, word] of SOLVED) {
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) continue;
    const rest = text.slice(found.length).replace(/^[\s,，。.；;！!、：:]+/u, '');
    // 解决了吗 asks.
    if (!/^[吗嘛没不]/u.test(rest)) return { word, rest };
  }
  return null;
}

/** 满意 → satisfied, with what was said beside it; null when the words are no rating. */
export function ratingOf(words: string): { readonly rating: Rating; readonly text: string } | null {
  const [word = '', ...rest] = words.split(' ');
  const rating = RATINGS.get(word);
  return rating === undefined ? null : { rating, text: rest.join(' ') };
}

/** A map, not an object: what people write may be `constructor`. */
const RATINGS: ReadonlyMap<string, Rating> = new Map([
  ['满意', 'satisfied'],
  ['基本满意', 'basic'],
  ['不满意', 'dissatisfied'],
]);

/** What buttons mean beside the verbs: which of several, whether to register, what a report is, and the like. */
const OTHER_PRESSES = [
  'pick',
  'raise',
  'drop',
  'describe',
  'confide',
  'ordinary',
  'takeDown',
  'cancel',
  'open',
  /** 打开看板: of which period stands in `choice`. */
  'board',
  /** To give an order that was asked about, or not. */
  'order',
  /** The same step on other tickets of the same cause: which step stands in `choice`. */
  'together',
  /** A page of a list: which page stands in `number`, of which list in `choice` (`list-asked.ts`). */
  'list',
  /** Of an arrangement: which, and what, stands in `choice`; of which one, in `number`. */
  'arrange',
] as const;

/** What a button says when pressed: a verb on a ticket in one of its cycles, perhaps with a choice. */
export interface Press {
  readonly verb: TicketVerb | (typeof OTHER_PRESSES)[number];
  readonly number: number;
  readonly cycle: number;
  readonly choice: string;
}

/** A choice may be as long as a list of a count has to be (`codeOf`); `press` keeps the whole to what channels carry. */
const PRESS = /^v1\|([a-zA-Z]{1,12})\|(\d{1,9})\|(\d{1,4})(?:\|([\w-]{1,50}))?$/;
const PRESSABLE: ReadonlySet<string> = new Set([...TICKET_VERBS, ...OTHER_PRESSES]);

/** The data of a button, at most 64 bytes and readable for as long as the message stands. */
export function press(verb: Press['verb'], number: number, cycle: number, choice = ''): string {
  return pressData(verb, { number, cycle, choice });
}

function pressData(verb: string, { number, cycle, choice }: Omit<Press, 'verb'>): string {
  return `v1|${verb}|${number}|${cycle}${choice === '' ? '' : `|${choice}`}`;
}

/** What people type instead of the button, whatever it is labelled; null where they cannot. */
export function wordFor({ verb, choice }: Press): string | null {
  if (verb === 'confirm') return [...RATINGS].find(([, rating]) => rating === choice)?.[0] ?? null;
  const known = TICKET_VERBS.find((one) => one === verb);
  return (known && choice === '' && verbOf(known).said[0]) || null;
}

/** Reads a button's data; null for anything the program did not write. */
export function readPress(data: string): Press | null {
  const match = PRESS.exec(data);
  const written = match?.[1] ?? '';
  const verb = verbOfToday(written);
  if (!match || !PRESSABLE.has(verb)) return null;
  const pressed: Press = {
    verb: verb as Press['verb'],
    number: Number(match[2]),
    cycle: Number(match[3]),
    choice: match[4] ?? '',
  };
  // 007 is a number, but not as the program writes it.
  return pressData(written, pressed) === data ? pressed : null;
}
