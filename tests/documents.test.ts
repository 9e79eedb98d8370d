/** What the documents for developers name is there: a file that has moved takes its name along. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FILES = readdirSync('.', { recursive: true, encoding: 'utf8' })
  .filter((path) => /^(?:src|tests)\/.*\.(?:ts|mjs)$/u.test(path))
  .map((path) => `/${path}`);

test.each([
  'README.md',
  'docs/architecture.md',
  'docs/understanding.md',
  'docs/dependencies.md',
  'docs/trust.md',
])('%s', (document) => {
  const named = [...readFileSync(document, 'utf8').matchAll(/`([\w./-]+\.(?:ts|mjs))`/gu)].map(
    ([, path]) => path ?? '',
  );
  expect(named.filter((path) => !FILES.some((file) => file.endsWith(`/${path}`)))).toEqual([]);
});
