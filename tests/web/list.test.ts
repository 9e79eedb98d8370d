/** A list of tickets is laid out entry by entry where its buttons say what it lists; anything else stays as it is. */
import { describe, expect, it } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { press } from '../../src/dialogue/understand.ts';
import { entriesOf, listBody } from '../../src/web/views/list.ts';

const { roster } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const LIST =
  '您有 2 件待办：\n1　待签收　供电公司 余文岭　应于 内签收\n　又跳闸了\n12　办理中\n　路坏了\n另有 3 件。';
const open = (...numbers: number[]) => [
  numbers.map((number) => ({ label: `看 ${number}`, data: press('open', number, 1) })),
];

describe('a list', () => {
  it('keeps every word in order, and has each button once', () => {
    const parts = entriesOf(LIST, open(1, 12)) ?? [];
    expect(parts.map((part) => (typeof part === 'string' ? part : part.button.label))).toEqual([
      '您有 2 件待办：',
      '看 1',
      '看 12',
      '另有 3 件。',
    ]);
    const heard = String(listBody(parts, roster)).replace(/<button.*?<\/button>|<[^>]*>|\s/gu, '');
    expect(heard).toBe(LIST.replace(/\s/gu, ''));
  });

  it.each([
    ['a button for what is not in it', LIST, open(1, 99)],
    ['other buttons', LIST, [[{ label: '签收', data: press('sign', 1, 1) }], ...open(12)]],
    ['no buttons', LIST, []],
  ] as const)('with %s is none', (_, text, buttons) => {
    expect(entriesOf(text, buttons)).toBeNull();
  });
});
