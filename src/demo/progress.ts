/**
 * How far the month has been played, on disk before each step: whoever is interrupted goes on with the very step,
 * the same keys, the same button, and nothing is said twice.
 */
import { z } from 'zod';
import { SettingsError } from '../county/yaml-file.ts';
import { DurableTextFile } from '../store/durable-file.ts';

const handSchema = z.strictObject({
  /** The newest ticket before the step, 0 when there is none. */
  tickets: z.int(),
  /** Lines in the story of the ticket that the step names. */
  entries: z.int(),
  /** The button to press. */
  press: z.strictObject({ message: z.string(), data: z.string() }).nullable(),
});

const schema = z.strictObject({
  /** Version of the month's file. */
  month: z.string(),
  /** The first working day of the story. */
  first: z.string(),
  /** Steps in all, and those done, from the beginning. */
  steps: z.int(),
  done: z.int(),
  /** Numbers of the tickets by their labels. */
  labels: z.record(z.string(), z.int()),
  /** The step after those done, once it has begun: how things stood before it. */
  hand: handSchema.nullable(),
});

/** What a step in hand needs to be done, and looked at afterwards, by another process. */
export type Hand = z.output<typeof handSchema>;
export type Progress = z.output<typeof schema>;

export class ProgressFile {
  readonly #file: DurableTextFile;

  constructor(readonly path: string) {
    this.#file = new DurableTextFile(path);
  }

  /** Null when nothing has been played. Throws `SettingsError` when the file is damaged. */
  async read(): Promise<Progress | null> {
    const text = await this.#file.read();
    if (text === null) return null;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new SettingsError(this.path, ['1: 演示进度已损坏。请删去它所在的整个文件夹，重新开始。']);
    }
  }

  async write(progress: Progress): Promise<void> {
    await this.#file.write(`${JSON.stringify(progress)}\n`);
  }
}
