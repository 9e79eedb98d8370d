/** One question to a language model that speaks as OpenAI's does (DeepSeek, Qwen, vLLM, …), and its answer or none. */
import { z } from 'zod';

/** Where a model is asked. */
export interface LanguageModel {
  /** As its makers give it, such as http://10.0.0.8:8000/v1. */
  readonly url: string;
  readonly name: string;
  readonly key?: string;
}

export interface Said {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** No answer that could be read. Its message says why in a few words, and nothing of what was asked or answered. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Bytes; an answer is a line, with what a model thinks before it a few pages. */
const LONGEST_ANSWER = 64 * 1024;

const completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
});

/** What the model writes. `withinMs`: for all of it, in real time. Throws `NoAnswer`, and nothing else. */
export async function exchange(
  { url, name, key }: LanguageModel,
  messages: readonly Said[],
  withinMs: number,
): Promise<string> {
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // One that lay idle may be closed by the other side in the moment it is used again.
        connection: 'close',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model: name,
        temperature: 0,
        response_format: { type: 'json_object' },
        messages,
      }),
      signal: AbortSignal.timeout(withinMs),
      // What people say goes where the county has said, and nowhere else.
      redirect: 'manual',
    });
    return writtenIn(await bodyOf(response));
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(whyOf(error));
  }
}

async function bodyOf({ status, body }: Response): Promise<string> {
  if (status !== 200) {
    await body?.cancel();
    throw new NoAnswer(`HTTP ${status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > LONGEST_ANSWER) throw new NoAnswer('答复太长');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function writtenIn(body: string): string {
  const parsed = completion.safeParse(JSON.parse(body));
  if (!parsed.success) throw new NoAnswer('答复的格式不对');
  return parsed.data.choices[0].message.content;
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return '网络出错';
  if (error.name === 'TimeoutError') return '没有及时答复';
  if (error instanceof SyntaxError) return '答复的格式不对';
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return `网络出错（${code ?? error.name}）`;
}
