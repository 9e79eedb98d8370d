/** Every call of the bot in the order it came, accepted or refused. */
import type { Params } from './params.ts';
import type { Call } from './types.ts';

export class Transcript {
  readonly #calls: Call[] = [];
  #version = 0;

  begin(method: string, params: Params): Call {
    const shown = params.shown();
    const chat = Number(shown.chat_id);
    const call: Call = {
      seq: this.#calls.length + 1,
      version: ++this.#version,
      at: Date.now(),
      method,
      params: shown,
      chat: Number.isSafeInteger(chat) && chat !== 0 ? chat : null,
      ok: false,
      status: null,
      result: null,
      error: null,
      outcome: 'pending',
    };
    this.#calls.push(call);
    return call;
  }

  end(call: Call, outcome: Partial<Pick<Call, 'ok' | 'status' | 'result' | 'error' | 'outcome'>>): void {
    Object.assign(call, outcome, { version: ++this.#version });
  }

  /** The calls begun or ended after `version`, oldest first. */
  since(version: number): { readonly version: number; readonly calls: readonly Call[] } {
    return { version: this.#version, calls: this.#calls.filter((call) => call.version > version) };
  }
}
