import { expect, it } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { createStoryReader } from '../../src/demo/reader.ts';
import { readerByRules } from '../../src/understanding/reading.ts';
import { ALONE } from '../../src/understanding/surroundings.ts';

const FILES = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
/** No rule of the county knows this for a danger. */
const MELT = '两台中频炉里头还有八吨铁水，电说没就没了';

it('reads the story by the rules it was written for, and what is said afterwards like everywhere else', () => {
  const county = loadCounty({ ...FILES, weightsFile: 'data/understanding.weights' });
  const rules = readerByRules(county.understanding?.rules ?? county.router);
  expect(rules.read(MELT, ALONE).urgent).toBe(false);

  const reader = createStoryReader(county);
  expect(reader.read(MELT, ALONE)).toEqual(rules.read(MELT, ALONE));
  expect(reader.route(MELT)).toEqual(rules.route(MELT));
  reader.endStory();
  expect(reader.read(MELT, ALONE)).toEqual(county.router.read(MELT, ALONE));
  expect(reader.read(MELT, ALONE).urgent).toBe(true);
});

it('reads by the rules before and after where there is nothing else', () => {
  const county = loadCounty(FILES);
  const reader = createStoryReader(county);
  const before = reader.read(MELT, ALONE);
  reader.endStory();
  expect(reader.read(MELT, ALONE)).toEqual(before);
});
