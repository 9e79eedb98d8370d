/**
 * Puts the programs that tests start together once, before all files: to read the program file by file takes longer than
 * all else of a start, and the suite starts it many times. It is the same source and the same libraries; threads are put
 * together as well, also those that tests begin in their own process (`threadsPutTogether`), and a settings text that was
 * read without a fault is not read again (`read-once.ts`). With LONG=1 nothing is put together; and what `npm start` itself
 * does is tried in `journeys/start.test.ts` in any case.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vitest/config';
import { PUT_TOGETHER } from './programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAMS = [
  'src/main.ts',
  'src/cli/*.ts',
  'src/**/in-thread.ts',
  'tests/demo/programs/*.ts',
  'tests/dialogue/programs/*.ts',
  'tests/store/programs/*.ts',
  'tests/support/telegram/fake-bot-api-main.ts',
  'tests/support/wechat/fake-wechat-main.ts',
];

/**
 * Libraries of JavaScript alone that a start reads: they are put together with the program, as each is dozens or hundreds of
 * files. All others stay where they are installed: binaries, data, files that they look for beside themselves.
 */
const WITHIN = new Set([
  'yaml',
  'zod',
  'grammy',
  'hono',
  '@hono/node-server',
  'chinese-days',
  'fflate',
  'tinyqueue',
  'prom-client',
]);

/** `new URL('./in-thread.ts', import.meta.url)`: where a thread begins. */
const THREAD = /new URL\('(\.\/in-thread\.ts)', import\.meta\.url\)/g;

/** The same text with its threads begun from `folder`. */
function withThreadsFrom(folder: string, path: string, text: string): string {
  return text.replaceAll(THREAD, (_all, entry: string) => {
    const program = relative(ROOT, resolve(dirname(path), entry)).replace(/\.ts$/, '.mjs');
    return `new URL(${JSON.stringify(pathToFileURL(join(folder, program)).href)})`;
  });
}

/** Files lie beside others – pages, pictures – and look for them where they were written. */
const whereItWasWritten = (folder: string): Plugin => ({
  name: 'where it was written',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: withThreadsFrom(folder, path, readFileSync(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
});

const librariesAsInstalled: Plugin = {
  name: 'libraries as installed',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      const [scope = '', name] = path.split('/');
      return WITHIN.has(scope.startsWith('@') ? `${scope}/${name}` : scope) ? undefined : { external: true };
    });
  },
};

const settingsReadOnce: Plugin = {
  name: 'settings read once',
  setup({ onResolve }) {
    onResolve({ filter: /\/yaml-written\.ts$/ }, ({ importer }) =>
      importer === READ_ONCE ? undefined : { path: READ_ONCE },
    );
  },
};
const READ_ONCE = join(ROOT, 'tests/support/read-once.ts');

/** For vitest: what is tried in its own process begins the same threads. */
export function threadsPutTogether(): VitePlugin {
  return {
    name: 'threads put together',
    enforce: 'pre',
    transform(code, id) {
      const folder = process.env[PUT_TOGETHER];
      return folder === undefined || !id.startsWith(join(ROOT, 'src/'))
        ? undefined
        : { code: withThreadsFrom(folder, id, code), map: null };
    },
  };
}

export async function setup(): Promise<(() => void) | undefined> {
  if (process.env.LONG) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'lianxinqiao-programs-'));
  // Libraries are the installed ones, found as from any other file.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const settings = join(folder, 'settings');
  mkdirSync(settings);
  await build({
    absWorkingDir: ROOT,
    entryPoints: PROGRAMS,
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'error',
    minifyWhitespace: true,
    // What is within and was written for `require` asks for parts of Node.js by it.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    define: { KEPT_IN: JSON.stringify(settings) },
    plugins: [settingsReadOnce, whereItWasWritten(folder), librariesAsInstalled],
  });
  process.env[PUT_TOGETHER] = folder;
  return () => {
    delete process.env[PUT_TOGETHER];
    rmSync(folder, { recursive: true, force: true });
  };
}
