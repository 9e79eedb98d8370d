/** The web chat's memory on disk: one JSON object a line, each synced before anybody is told. */
import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { ChannelFatal } from '../port.ts';
import type { ChatLine } from './message.ts';

const NEWLINE = 0x0a;

export class ChatLog {
  readonly #path: string;
  #handle: FileHandle | null = null;
  #queue: string[] = [];
  #writing: Promise<void> | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Every line on file. A last line that was never finished was never answered; it is cut off.
   * Throws `ChannelFatal` when a line is damaged.
   */
  read(): readonly ChatLine[] {
    closeSync(openSync(this.#path, 'a', 0o600));
    const bytes = readFileSync(this.#path);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end < bytes.length) truncateSync(this.#path, end);
    const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    return lines.map((line, index) => {
      try {
        return JSON.parse(line) as ChatLine;
      } catch {
        throw new ChannelFatal(
          `${this.#path} 第 ${index + 1} 行已损坏。这是演练群的聊天记录，请换一个 DATA_DIR 重新开始。`,
        );
      }
    });
  }

  /** Resolves when the line is on disk. Lines handed in while one is being written go together. */
  append(line: ChatLine): Promise<void> {
    this.#queue.push(`${JSON.stringify(line)}\n`);
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#flush());
    return this.#writing;
  }

  async #flush(): Promise<void> {
    const text = this.#queue.splice(0).join('');
    if (text === '') return;
    this.#handle ??= await open(this.#path, 'a', 0o600);
    await this.#handle.appendFile(text);
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close();
    this.#handle = null;
  }
}
