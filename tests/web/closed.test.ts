/** A part of a page that is not closed folds away, or styles, whatever comes after it; no browser says so. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'src/web';
const PARTS = [
  'details',
  'section',
  'table',
  'tbody',
  'form',
  'fieldset',
  'ul',
  'ol',
  'div',
  'select',
  'nav',
  'dl',
];

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

test.each(files)('%s closes what it opens', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const count = (words: RegExp): number => text.match(words)?.length ?? 0;
  for (const part of PARTS) {
    expect(count(new RegExp(`<${part}(?=[\\s>$])`, 'g')), part).toBe(count(new RegExp(`</${part}>`, 'g')));
  }
});
