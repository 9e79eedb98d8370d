/** Where several kinds hold at once, the graver duty wins. */
import { expect, test } from 'vitest';
import type { Kind } from '../../src/routing/kinds.ts';
import { trackOf } from '../../src/routing/track.ts';

test.each<[Kind, boolean, string]>([
  ['whistleblow', true, 'report'],
  ['whistleblow', false, 'report'],
  ['arrears', true, 'urgent'],
  ['consult', true, 'urgent'],
  ['request', true, 'urgent'],
  ['arrears', false, 'arrears'],
  ['consult', false, 'consult'],
  ['request', false, 'complaint'],
  ['chatter', false, 'complaint'],
])('%s, urgent %s: %s', (kind, urgent, expected) => {
  expect(trackOf({ kind, urgent })).toBe(expected);
});
