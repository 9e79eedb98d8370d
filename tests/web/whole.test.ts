/** What no line may end within is marked, and nothing else; the words stay as they are. */
import { describe, expect, it } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { wholes } from '../../src/web/views/whole.ts';

const { roster } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });

function markedIn(text: string, of = roster): readonly string[] {
  return [...String(wholes(text, of)).matchAll(/<span class="whole">(.*?)<\/span>/gs)].map(
    ([, piece = '']) => piece,
  );
}

describe('what stays on one line', () => {
  it.each([
    ['责任部门：供电公司　专人：余文岭', ['专人：余文岭']],
    ['请余文岭尽快回电', ['余文岭']],
    ['签收：11月24日（周二）内签收，拨 000-00001118', ['11月24日（周二）内签收', '000-00001118']],
    ['09:30 前签收', ['09:30 前签收']],
    ['厂区停电两天，没有人来', []],
  ])('%s', (text, found) => {
    expect(markedIn(text)).toEqual(found);
  });

  it('everybody of the roster, alone and behind a label of two characters', () => {
    for (const { name } of roster.people) {
      expect(markedIn(`请找${name}。`), name).toEqual([name]);
      expect(markedIn(`请找专人：${name}。`), name).toEqual([`专人：${name}`]);
    }
  });

  it('the longer of two names that begin alike, and a name with signs of a pattern', () => {
    const [first, second] = ['王小', '王小明(A.岗)'];
    const people = [
      { id: 'first', name: first },
      { id: 'second', name: second },
    ];
    const renamed = { ...roster, people };
    expect(markedIn('王小明(A.岗)和王小', renamed)).toEqual([second, first]);
  });
});
