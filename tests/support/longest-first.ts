/** The longest files begin first, so that at the end no worker is left alone with one of them. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; what a beginning names is longer than what is not named. */
const LONGEST = [
  'tests/web/site/browser',
  'tests/crash/',
  'tests/journeys/start',
  'tests/store/crash',
  'tests/journeys/',
  'tests/demo/',
  'tests/web/',
  'tests/domain/model/',
  'tests/bench/',
  'tests/learning/',
  'tests/channels/wechat/',
  'tests/replay/',
  'tests/cli/',
];

function placeOf(file: string): number {
  const place = LONGEST.findIndex((beginning) => file.includes(beginning));
  return place === -1 ? LONGEST.length : place;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The order of those that are equal stays: sorts are stable.
    return sorted.toSorted((one, other) => placeOf(one.moduleId) - placeOf(other.moduleId));
  }
}
