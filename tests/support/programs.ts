/** How a test starts a program of this repository: `spawn(process.execPath, [...programOf('src/main.ts'), …words])`. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Where `put-together.ts` has left the programs; not set, they are read file by file. */
export const PUT_TOGETHER = 'PUT_TOGETHER';

/** What Node.js is given to start `file`, a path from the root of the repository; in any folder. */
export function programOf(file: string): readonly string[] {
  const folder = process.env[PUT_TOGETHER];
  if (folder === undefined) return asTyped(file);
  const program = join(folder, file.replace(/\.ts$/, '.mjs'));
  if (!existsSync(program)) throw new Error(`${file} is not among the programs of put-together.ts`);
  return [program];
}

/** The same, read file by file as `npm start` does it. */
export function asTyped(file: string): readonly string[] {
  return ['--import', TSX, join(ROOT, file)];
}
