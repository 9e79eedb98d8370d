/** The corpus that the models learn from: `data/corpus/*.jsonl`, every line written for this project. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KINDS, LINE_ACTS } from '../labels.ts';

const lineSchema = z.object({
  id: z.string('缺少 id'),
  text: z.string('缺少 text').min(1, 'text 是空的'),
  /** Who wrote it, or in whose manner: whole voices are held back when the models are judged. */
  voice: z.union([z.string(), z.number()]).transform(String).optional(),
  kind: z.enum(KINDS, 'kind 不是规定的几种').optional(),
  urgent: z.boolean('urgent 应为 true 或 false').optional(),
  depts: z.array(z.string()).optional(),
  is: z.enum(LINE_ACTS, 'is 不是规定的几种').optional(),
  /** The line, or the line that opened the matter, that this one speaks of. */
  of: z.string().nullish(),
  day: z.string().optional(),
  at: z.string().optional(),
  chat: z.enum(['group', 'private']).optional(),
  speaker: z.object({ role: z.string(), org: z.string().nullish() }).optional(),
  replyTo: z.string().nullish(),
});

export type CorpusLine = z.output<typeof lineSchema> & { readonly voice: string };

/** A line of the corpus that cannot be used; the text names file and line. */
export class CorpusError extends Error {
  override readonly name = 'CorpusError';
}

/** Every line of every `.jsonl` file in a folder, in order of file name. Throws `CorpusError`. */
export function readCorpus(...folders: readonly string[]): readonly CorpusLine[] {
  const ids = new Set<string>();
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .flatMap((name) => parseCorpus(readFileSync(join(folder, name), 'utf8'), name, ids)),
  );
}

/** `ids`: those seen before; an id stands once in the whole corpus. */
export function parseCorpus(text: string, file: string, ids: Set<string> = new Set()): readonly CorpusLine[] {
  const lines: CorpusLine[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((source, index) => {
      if (source.trim() === '') return;
      const fault = (why: string): CorpusError => new CorpusError(`${file} 第 ${index + 1} 行：${why}`);
      let value: unknown;
      try {
        value = JSON.parse(source);
      } catch {
        throw fault('不是 JSON');
      }
      const read = lineSchema.safeParse(value);
      if (!read.success) throw fault(read.error.issues.map(({ message }) => message).join('；'));
      const { data } = read;
      if (data.kind === undefined && data.is === undefined) throw fault('没有标注（kind 或 is）');
      if (ids.has(data.id)) throw fault(`id ${data.id} 重复`);
      ids.add(data.id);
      const own = file.replace(/\.jsonl$/, '');
      lines.push({ ...data, voice: data.voice === undefined ? own : `${own}-${data.voice}` });
    });
  return lines;
}
