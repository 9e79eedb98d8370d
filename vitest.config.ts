import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';
import { threadsPutTogether } from './tests/support/put-together.ts';

// `--sequence.shuffle.files` is heard only where no other order is set.
const shuffled = process.argv.some((word) => word.startsWith('--sequence.shuffle'));

export default defineConfig({
  plugins: [threadsPutTogether()],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/put-together.ts'],
    setupFiles: ['tests/support/left-behind.ts'],
    // Tests wait for what happens: only what never comes ends here, however busy the machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Half of a journey is waiting for the processes it started: a machine of two cores carries three at a time.
    maxWorkers: 3,
    ...(shuffled ? {} : { sequence: { sequencer: LongestFirst } }),
    // Reading the program anew takes longer than most files: each worker reads it once (tests/support/left-behind.ts).
    isolate: false,
    env: { TZ: 'UTC' },
  },
});
