/** Small things the fake's own tests share. */
import { expect } from 'vitest';
import type { FakeTelegram } from './client.ts';

/** The envelope of https://core.telegram.org/bots/api#making-requests */
export interface Reply {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

/** Calls a method with plain fetch and JSON. */
export async function call(tg: FakeTelegram, method: string, params: object = {}): Promise<Reply> {
  const response = await fetch(`${tg.apiRoot}/bot${tg.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await response.json()) as Reply;
}

/** The head of a PNG of that size: enough to be taken for a picture. */
export function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(0x0d0a1a0a, 4);
  bytes.writeUInt32BE(13, 8);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** What a refused call answers, for `toMatchObject`. */
export const refusal = (code: number, description: string | RegExp): object => ({
  ok: false,
  error_code: code,
  description: typeof description === 'string' ? description : expect.stringMatching(description),
});
