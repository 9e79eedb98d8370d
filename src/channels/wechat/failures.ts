/**
 * What the faults of wechaty and its puppet mean for the program. Texts are made here from codes: the messages of these
 * errors name tokens ("Invalid Wechaty TOKEN …") and may carry what people said.
 */
import { ChannelFatal, FetchFailure, isOfProgram, localFault, SendFailure } from '../port.ts';

/** Codes of gRPC (grpc.github.io/grpc/core/md_doc_statuscodes.html) as the errors of the puppet service begin. */
const CODE = /^(\d{1,2}) ([A-Z_]+):/;

const WORDS: Readonly<Record<string, string>> = {
  CANCELLED: '与 puppet 服务的连接断了',
  DEADLINE_EXCEEDED: '等不到 puppet 服务的应答（超时）',
  ALREADY_EXISTS: '另一个程序正连着同一个 puppet 服务，请先停掉它',
  UNAVAILABLE: '连不上 puppet 服务（WECHATY_PUPPET_SERVICE_ENDPOINT）',
  UNAUTHENTICATED: 'puppet 服务不认这个 token，请核对 WECHATY_PUPPET_SERVICE_TOKEN',
};

export class Timeout extends Error {
  override readonly name = 'Timeout';
}

/** The code of gRPC in words, e.g. `UNAVAILABLE`; null where the error is of another kind. */
export function codeOf(error: unknown): string | null {
  return CODE.exec(messageOf(error))?.[2] ?? null;
}

/** A reason that may be logged and shown: no address, no token, no text of a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof ChannelFatal) return error.message;
  if (error instanceof Timeout) return '等不到应答（超时）';
  const code = codeOf(error);
  if (code !== null) return WORDS[code] ?? `puppet 服务报错（${code}）`;
  const message = messageOf(error);
  if (message.includes('requires a SNI')) {
    return 'WECHATY_PUPPET_SERVICE_TOKEN 的格式不对，应像 puppet_xxxx（中间有下划线）';
  }
  if (/not logged in|NOT_LOGIN/i.test(message)) return '微信没有登录';
  return '微信接口报错';
}

/** True when the connection itself is gone, so that only a new start helps. */
export function isDisconnected(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'UNAVAILABLE' || code === 'CANCELLED' || code === 'UNAUTHENTICATED';
}

/** A failed send. What wechaty answers for a chat that is gone has no code of its own, so the desk tries again. */
export function sendFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  if (isOfProgram(error)) return localFault(error);
  const neverLeft = messageOf(error).includes('No connection established');
  const arrived = (error instanceof Timeout || isDisconnected(error)) && !neverLeft;
  return new SendFailure('later', reasonOf(error), null, null, arrived);
}

/** A failed `fetch`: WeChat's own servers may be slow, so it is worth another try. */
export function fetchFailure(error: unknown): FetchFailure {
  return error instanceof FetchFailure ? error : new FetchFailure('retry', reasonOf(error));
}

/** The result, or `Timeout` after `ms`; what comes later is nobody's, and harms nobody. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Timeout(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
