/**
 * Files run one after the other in the same process, in any order: what a file leaves behind, the next one finds. Each
 * puts back what it changed of the process, and here it is seen that it did.
 */
import { afterAll, beforeAll, expect, vi } from 'vitest';

let before: ReturnType<typeof ofTheProcess>;

/** What of a process one file could change under another. */
function ofTheProcess() {
  return {
    env: { ...process.env },
    folder: process.cwd(),
    umask: process.umask(),
    fakeTimers: vi.isFakeTimers(),
    fetch: globalThis.fetch,
    // Those of other events come and go with what libraries do in the background.
    faultsHeardBy: [process.listeners('uncaughtException'), process.listeners('unhandledRejection')],
  };
}

beforeAll(() => {
  before = ofTheProcess();
});

afterAll(() => {
  expect(ofTheProcess(), 'this file leaves the process as it found it').toEqual(before);
});
