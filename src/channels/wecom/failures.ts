/** What WeCom's faults mean for the program. Texts hold codes and the platform's words, never what people say. */
import { FetchFailure, isOfProgram, localFault, SendFailure } from '../port.ts';

export const WRONG_SECRET =
  '企业微信不认这个智能机器人。请在企业微信管理后台核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET（机器人要用“API 模式－长连接”），改好后重新启动。';
export const TAKEN_OVER =
  '另一个程序正在用同一个企业微信机器人，接管了它的连接（一个机器人只能有一个连接）。请停掉多余的那个，本程序会一直重试。';

/** Too fast: 45009, 45033; the system is busy: -1, 6000. */
const TOO_FAST = new Set([45009, 45033, 846607]);
/** The chat is none, or nobody there has spoken to the bot yet: invalid userid, invalid chatid, no conversation. */
const NOT_THERE = new Set([40003, 60111, 81013, 86001, 86003, 93006, 846604, 846609]);
/** What is said is not acceptable, now or later: too long, empty, malformed. */
const NEVER = new Set([40008, 40058, 44004, 45002, 846601]);
const WAIT_MS = 60_000;

/** A failed send to a chat. Unknown codes are tried again: to drop a message is worse than to be late. */
export function sendFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const code = codeOf(error);
  if (code !== null) {
    const why = `企业微信答 ${code}：${wordsOf(error)}`;
    if (TOO_FAST.has(code)) return new SendFailure('later', why, WAIT_MS);
    if (NOT_THERE.has(code)) return new SendFailure('unreachable', why);
    if (NEVER.has(code)) return new SendFailure('refused', why);
    return new SendFailure('later', why);
  }
  if (isOfProgram(error)) return localFault(error);
  const why = error instanceof Error ? error.message : '';
  if (why.includes('ack timeout')) return new SendFailure('later', '等不到应答（超时）', null, null, true);
  if (why.includes('cancelled')) return new SendFailure('later', '连接断了', null, null, true);
  return new SendFailure('later', '没有连上企业微信');
}

/** The link of a file is good for five minutes. */
export function fetchFailure(error: unknown): FetchFailure {
  return error instanceof FetchFailure ? error : new FetchFailure('gone', '文件解不开');
}

export function codeOf(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code : null;
}

function wordsOf(error: unknown): string {
  const words = (error as { errmsg?: unknown } | null)?.errmsg;
  // The platform appends a hint with the request's id and address.
  return typeof words === 'string' ? (words.split(/[,，] ?hint/)[0] ?? '').slice(0, 100) : '';
}
