/** Every call of the bot in the order it came, accepted or refused. */
import type { Params } from './params.ts';
import type { Call } from './types.ts';

export class Transcript {
  readonly #calls: Call[] = [];
  #version = 0;
  readonly #waiting = new Set<() => void>();

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
    this.#tell();
    return call;
  }

  end(call: Call, outcome: Partial<Pick<Call, 'ok' | 'status' | 'result' | 'error' | 'outcome'>>): void {
    Object.assign(call, outcome, { version: ++this.#version });
    this.#tell();
  }

  /** The calls begun or ended after `version`, oldest first. */
  since(version: number): { readonly version: number; readonly calls: readonly Call[] } {
    return { version: this.#version, calls: this.#calls.filter((call) => call.version > version) };
  }

  /** Resolves when something is newer than `version`, and after `ms` at the latest. */
  async newer(version: number, ms: number): Promise<void> {
    if (this.#version > version || ms === 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  #tell(): void {
    for (const done of this.#waiting) done();
  }
}
