import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/left-behind.ts'],
    // Tests wait for what happens: only what never comes ends here, however busy the machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Journeys start real processes; two at a time is what a two-core machine carries.
    maxWorkers: 2,
    // Reading the program anew takes longer than most files: each worker reads it once (tests/support/left-behind.ts).
    isolate: false,
    env: { TZ: 'UTC' },
  },
});
