/**
 * Puts the programs that tests start together once, before all files: to read the program file by file takes longer than
 * all else of a start, and the suite starts it many times. It is the same source and the same libraries. With
 * LONG=1 nothing is put together; and what `npm start` itself does is tried in `journeys/start.test.ts` in any case.
 */
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { PUT_TOGETHER } from './programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAMS = [
  'src/main.ts',
  'src/cli/*.ts',
  'tests/demo/programs/*.ts',
  'tests/dialogue/programs/*.ts',
  'tests/store/programs/*.ts',
  'tests/support/telegram/fake-bot-api-main.ts',
  'tests/support/wechat/fake-wechat-main.ts',
];

/** Files lie beside others – threads, pages, pictures – and look for them where they were written. */
const whereItWasWritten: Plugin = {
  name: 'where it was written',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

export async function setup(): Promise<(() => void) | undefined> {
  if (process.env.LONG) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'lianxinqiao-programs-'));
  // Libraries are the installed ones, found as from any other file.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await build({
    absWorkingDir: ROOT,
    entryPoints: PROGRAMS,
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [whereItWasWritten],
  });
  process.env[PUT_TOGETHER] = folder;
  return () => {
    delete process.env[PUT_TOGETHER];
    rmSync(folder, { recursive: true, force: true });
  };
}
