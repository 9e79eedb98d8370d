/** Every command says what it does and which version it is, and does nothing else then. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../src/help.ts';
import { scratch } from './support/county.ts';
import { programOf } from './support/programs.ts';

const { scripts, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
};
const PROGRAMS = [
  ...new Set(Object.values(scripts).flatMap((script) => script.match(/src\/(?:cli\/)?[\w-]+\.ts/g) ?? [])),
];

let place: ReturnType<typeof scratch>;
beforeAll(() => {
  place = scratch();
});
afterAll(() => place.remove());

function run(program: string, word: string): Promise<{ readonly code: number; readonly out: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  return new Promise((done) => {
    execFile(process.execPath, [...programOf(program), word], { cwd: place.dir, env }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out: out + err }),
    );
  });
}

test('the commands are all there are', () => {
  expect(PROGRAMS).toContain('src/main.ts');
  const others = [
    'ask-program.ts',
    'book-command.ts',
    'command.ts',
    'ledger-filter.ts',
    'noted.ts',
    'roster-book.ts',
    'roster-people.ts',
    'invite-sheet.ts',
  ];
  const commands = readdirSync('src/cli').filter((file) => !others.includes(file));
  expect(PROGRAMS.filter((one) => one.startsWith('src/cli/')).sort()).toEqual(
    commands.map((file) => `src/cli/${file}`).sort(),
  );
});

test.each(PROGRAMS)('%s --help', async (program) => {
  expect(await run(program, '--help')).toEqual({ code: 0, out: expect.stringMatching(/^用法：/) });
  // In an empty folder, where it would have nothing to work on.
  expect(readdirSync(place.dir)).toEqual([]);
});

test('--version is that of package.json', async () => {
  expect(VERSION).toBe(version);
  expect((await run('src/cli/verify.ts', '--version')).out).toBe(
    `连心桥 ${version}（Node.js ${process.versions.node}）\n`,
  );
});
