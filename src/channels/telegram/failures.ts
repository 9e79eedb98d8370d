/**
 * What Telegram's faults mean for the program. Texts are made here from codes and descriptions,
 * never from the error's own message: that contains the request's address, and with it the token.
 */
import { GrammyError, HttpError } from 'grammy';
import { ChannelFatal, FetchFailure, localFault, SendFailure } from '../port.ts';

export const WRONG_TOKEN =
  'Telegram 不认这个机器人的 token。请在 @BotFather 里用 /mybots 核对 token，改好设置后重新启动。';
export const TWO_INSTANCES =
  '另一个程序正在用同一个令牌接收这个 Telegram 机器人的消息，有些消息会被它取走。请停掉多余的那个，本程序会一直重试；' +
  '若找不到它，请在 @BotFather 用 /revoke 换一个新的 token。';

/** Faults that happen before the request is out: nothing can have arrived. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A reason that may be logged and shown: no address, no token, no text of a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof GrammyError) return `Telegram 答 ${error.error_code}：${redact(error.description)}`;
  if (!(error instanceof HttpError)) return error instanceof Error ? redact(error.message) : '未知的错误';
  const { code, type, message } = causeOf(error);
  if (code) return `网络不通（${code}）`;
  if (type === 'invalid-json') return '收到的应答不是 Telegram 的格式（多半是网关或代理的错误页）';
  if (message.includes('timed out')) return '等不到应答（超时）';
  return '网络中断';
}

/** Removes whatever has the shape of a token. */
export function redact(text: string): string {
  return text.replace(/\d{2,}:[\w-]{8,}/g, '<token>').slice(0, 300);
}

/** A fault while listening: either nothing can go on, or wait (obeying `waitMs` where given) and try again. */
export function listenFault(error: unknown): {
  fatal: ChannelFatal | null;
  why: string;
  waitMs: number | null;
} {
  const why = reasonOf(error);
  if (error instanceof ChannelFatal) return { fatal: error, why, waitMs: null };
  if (!(error instanceof GrammyError)) return { fatal: null, why, waitMs: null };
  switch (error.error_code) {
    case 401:
    case 404:
      return { fatal: new ChannelFatal(WRONG_TOKEN), why, waitMs: null };
    default:
      return { fatal: null, why, waitMs: waitOf(error) };
  }
}

/** A failed `send` to `chat`. */
export function sendFailure(error: unknown, chat: string): SendFailure {
  if (error instanceof SendFailure) return error;
  const why = reasonOf(error);
  if (error instanceof HttpError) {
    if (isLocal(error.error)) return localFault(error.error);
    const { code, type } = causeOf(error);
    const arrived = type !== 'invalid-json' && !(code && NEVER_LEFT.has(code));
    return new SendFailure('later', why, null, null, arrived);
  }
  if (!(error instanceof GrammyError)) return localFault(error);

  const moved = error.parameters.migrate_to_chat_id;
  if (moved !== undefined) return new SendFailure('moved', why, null, String(moved));
  if (error.error_code === 429) return new SendFailure('later', why, waitOf(error) ?? 1000);
  // 401 and 404 are the token's fault, which listening reports as fatal; the message itself is fine.
  if (error.error_code >= 500 || error.error_code === 401 || error.error_code === 404) {
    return new SendFailure('later', why);
  }
  if (error.error_code === 403) return new SendFailure('unreachable', why);
  return new SendFailure(refusal(error.description, chat), why);
}

/**
 * grammY says the same of what the network did and of what it threw itself while it made the request: the former is an
 * error of node-fetch, an abort or a timeout.
 */
function isLocal(cause: unknown): boolean {
  if (!(cause instanceof Error) || 'type' in cause || cause.name === 'AbortError') return false;
  return 'path' in cause || !('code' in cause || cause.message.includes('timed out'));
}

/** Telegram tells its 400s apart only by their words. */
function refusal(description: string, chat: string): 'gone' | 'unreachable' | 'later' | 'refused' {
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(description))
    return 'gone';
  if (/there is no (text|caption) in the message to edit/i.test(description)) return 'gone';
  const isPrivate = !chat.startsWith('-');
  if (isPrivate && /chat not found|PEER_ID_INVALID|user not found/i.test(description)) return 'unreachable';
  // The group has muted the bot, or shut what is left to speak in; an admin can undo that.
  if (/not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED/i.test(description)) return 'later';
  return 'refused';
}

export function isDeletedAlready(error: unknown): boolean {
  return error instanceof GrammyError && /message to delete not found/i.test(error.description);
}

/** Asked for something it may not do, there or at all. */
export function isRefused(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403);
}

export function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && /message is not modified/i.test(error.description);
}

/** The message to answer was deleted; in a forum Telegram refuses even though it was told not to. */
export function isReplyMissing(error: unknown): boolean {
  return error instanceof GrammyError && /repl(y|ied).*not found/i.test(error.description);
}

/**
 * The topic was closed, deleted, or the group has no topics any more:
 * github.com/tdlib/telegram-bot-api/issues/854, github.com/tucnak/telebot/issues/762
 */
export function isTopicShut(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /message thread not found|TOPIC_(CLOSED|DELETED|ID_INVALID)/i.test(error.description)
  );
}

/** A picture that Telegram will not show as one (proportions, damaged), though it would carry it as a file. */
export function isNoPhoto(error: unknown): boolean {
  return error instanceof GrammyError && /PHOTO_|IMAGE_PROCESS_FAILED/.test(error.description);
}

/** A failed `fetch`, while asking where the file is. */
export function fetchFailure(error: unknown): FetchFailure {
  if (error instanceof FetchFailure) return error;
  const why = reasonOf(error);
  if (!(error instanceof GrammyError) || error.error_code !== 400) return new FetchFailure('retry', why);
  if (/too big/i.test(error.description)) return new FetchFailure('tooLarge', why);
  if (/temporarily unavailable/i.test(error.description)) return new FetchFailure('retry', why);
  return new FetchFailure('gone', why);
}

function waitOf(error: GrammyError): number | null {
  const seconds = error.parameters.retry_after;
  return seconds === undefined ? null : seconds * 1000;
}

function causeOf(error: HttpError): { code?: string; type?: string; message: string } {
  const cause = error.error as { code?: unknown; type?: unknown; message?: unknown } | null;
  return {
    ...(typeof cause?.code === 'string' && { code: cause.code }),
    ...(typeof cause?.type === 'string' && { type: cause.type }),
    message: typeof cause?.message === 'string' ? cause.message : '',
  };
}
