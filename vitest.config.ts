import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Journeys start real processes; two at a time is what a two-core machine carries.
    maxWorkers: 2,
    env: { TZ: 'UTC' },
  },
});
