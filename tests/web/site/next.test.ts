/** 待办 on the pages: by the next step that is asked of the reader, with a light by its deadline. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

/** A Tuesday. */
const START = Date.parse('2026-11-24T10:00:00+08:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, START);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, START);
const suspending = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.suspend, START);
const home = async (id: string, query = ''): Promise<string> =>
  (await visit.get(`/${query}`, await visit.enter(id))).text;
/** Headings with their counts, in order: `等我签收 1`. */
const stepsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<h2>(\S+) <small>(\d+) 件/g)].map(([, name, count]) => `${name} ${count}`);
const lightsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<li class="(red|yellow|green)"><a href="\/w\/t\/(\d+)"/g)].map(
    ([, light, number]) => `${number} ${light}`,
  );

describe('each reader', () => {
  test('finds what they have to do next, and nothing that is somebody else’s to do', async () => {
    const { bench } = visit;
    await bench.has(START);
    await bench.has(START, signed);
    await bench.has(START, resolved);
    await bench.has(START, suspending);
    await bench.has(START, (story) => story, { department: null, candidates: [] });
    expect(stepsOf(await home(A))).toEqual(['等我签收 1', '等我首次反馈 2', '等别人办的 1']);
    expect(stepsOf(await home(HEAD))).toEqual(['等我签收 1', '等我首次反馈 2', '等别人办的 1']);
    expect(stepsOf(await home(HUB))[0]).toBe('等我分办 1');
    expect(stepsOf(await home(LEADER))).toContain('等我审批 1');
    expect(stepsOf(await home(OWNER))).toEqual(['等我评价 1', '等别人办的 4']);
    expect(await home('water-a')).toContain('没有等您办的');
  });

  test('sees red past the deadline, yellow up to the end of the next working day, green before', async () => {
    const { bench } = visit;
    await bench.has(START, signed);
    // 首次反馈 is due on Friday, the 27th.
    expect(lightsOf(await home(A))).toEqual(['1 green']);
    await bench.goesTo(Date.parse('2026-11-26T00:00:01+08:00'));
    expect(lightsOf(await home(A))).toEqual(['1 yellow']);
    await bench.goesTo(Date.parse('2026-11-27T23:59:00+08:00'));
    expect(lightsOf(await home(A))).toEqual(['1 yellow']);
    await bench.goesTo(Date.parse('2026-11-28T00:00:01+08:00'));
    expect(lightsOf(await home(A))).toEqual(['1 red']);
  });

  test('can look at one light alone; a light that there is none of is all of them', async () => {
    const { bench } = visit;
    await bench.has(START);
    await bench.has(START, signed);
    const [all, yellow] = [await home(A), await home(A, '?light=yellow')];
    expect(lightsOf(all)).toEqual(['1 yellow', '2 green']);
    expect(lightsOf(yellow)).toEqual(['1 yellow']);
    expect(await home(A, '?light=red')).toContain('没有红灯的');
    expect(lightsOf(await home(A, '?light=purple'))).toEqual(lightsOf(all));
  });
});
