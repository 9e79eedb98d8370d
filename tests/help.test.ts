/** Every command says what it does and which version it is, and does nothing else then. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../src/help.ts';
import { scratch } from './support/county.ts';
import { asTyped, programOf } from './support/programs.ts';

const { scripts, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
};
const PROGRAMS = [
  ...new Set(Object.values(scripts).flatMap((script) => script.match(/src\/(?:cli\/)?[\w-]+\.ts/g) ?? [])),
];

/** They are no part of what is installed, and commands all the same. */
const OF_THE_TESTS = ['tests/simulate/main.ts', 'tests/bench/main.ts'];
const started = (program: string) => (OF_THE_TESTS.includes(program) ? asTyped(program) : programOf(program));

let place: ReturnType<typeof scratch>;
beforeAll(() => {
  place = scratch();
});
afterAll(() => place.remove());

function run(
  program: string,
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly out: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  return new Promise((done) => {
    execFile(process.execPath, [...started(program), ...words], { cwd: place.dir, env }, (error, out, err) =>
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

test.each([...PROGRAMS, ...OF_THE_TESTS])('%s --help', async (program) => {
  expect(await run(program, '--help')).toEqual({ code: 0, out: expect.stringMatching(/^用法：/) });
  // In an empty folder, where it would have nothing to work on.
  expect(readdirSync(place.dir)).toEqual([]);
});

test.each([
  ...PROGRAMS.filter((program) => program !== 'src/main.ts').map((program) => [program, '--bogus']),
  ...OF_THE_TESTS.map((program) => [program, '--bogus']),
  ...['abc', '0', '-3', '1.5', '1e9', ''].map((days) => ['tests/simulate/main.ts', `--days=${days}`]),
])('%s %s is refused with how it is called, before anything is done', async (program = '', word = '') => {
  const { code, out } = await run(program, word);
  expect({ code, out }).toEqual({ code: 2, out: expect.stringMatching(/用法：/) });
  expect(out).not.toMatch(/^\s+at /m);
  expect(readdirSync(place.dir)).toEqual([]);
});

test('--version is that of package.json', async () => {
  expect(VERSION).toBe(version);
  expect((await run('src/cli/verify.ts', '--version')).out).toBe(
    `连心桥 ${version}（Node.js ${process.versions.node}）\n`,
  );
});
