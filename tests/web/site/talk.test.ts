/** 说一句: what was said and is not answered yet comes again by itself where no script asks for it. */
import { expect, test } from 'vitest';
import type { PageLine } from '../../../src/channels/page/index.ts';
import type { Site } from '../../../src/web/site/site.ts';
import { talkPage } from '../../../src/web/site/views/talk.ts';
import { roster, T0, viewAt } from '../../support/builders.ts';

const SAID: PageLine = { id: '1', own: true, at: T0, text: '进度 1', buttons: [] };
const ANSWERED: PageLine = { id: '2', own: false, at: T0, text: '没有未办完的诉求件。', buttons: [] };
const AGAIN = /<noscript><meta http-equiv="refresh" content="\d+"><\/noscript>/;

function pageWith(lines: readonly PageLine[]): string {
  const person = roster.person('dispatcher-1');
  if (!person) throw new Error('no dispatcher');
  const site = { channel: { talk: () => lines }, filing: null, rehearsal: false } as unknown as Site;
  const reader = { person, roles: new Set(['dispatcher'] as const) };
  return String(talkPage({ site, reader, view: viewAt(T0) }));
}

test.each([
  ['said and not answered', [SAID], true],
  ['answered', [SAID, ANSWERED], false],
  ['nothing said', [], false],
])('%s', (_, lines, again) => {
  expect(AGAIN.test(pageWith(lines))).toBe(again);
});
