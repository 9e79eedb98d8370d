/** The bench with a language model that a county has set: a real server, which answers as a test tells it. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { at, type Instant } from '../../src/domain/time.ts';
import { createLog } from '../../src/log.ts';
import { createAdviser } from '../../src/understanding/adviser/adviser.ts';
import { advises, type FakeModel, sends, startModel } from '../support/language-model.ts';
import type { BenchOptions } from './bench.ts';

export const START: Instant = at('2026-11-24', '10:00');
/** 交通 or 住建, by the rules; 公安 is not among the three. */
export const UNSURE = '厂区围墙外头有个大坑，下雨积水，怕塌';
export const CLEAR = '厂里变压器老跳闸，请供电公司来看看';
/** By the rules perhaps talk; 人社, 交通 or 城管. */
export const DOUBTFUL = '厂门口那条路晚上黑漆漆的，工人下夜班不敢走';

export interface AdvisingModel {
  readonly adviser: NonNullable<BenchOptions['adviser']>;
  readonly model: () => FakeModel;
  /** How often it was asked in this test. */
  readonly asked: () => number;
}

/** For all tests of a file; each begins with a model that says 住建. */
export function useModel(): AdvisingModel {
  let model: FakeModel;
  let before = 0;
  beforeAll(async () => {
    model = await startModel(sends(''));
  });
  afterAll(() => model.end());
  beforeEach(() => {
    model.answer = advises('housing');
    before = model.asked.length;
  });
  return {
    model: () => model,
    asked: () => model.asked.length - before,
    adviser: (county, clock) =>
      createAdviser({
        ...county,
        model: { url: model.url, name: 'qwen3-32b' },
        clock,
        log: createLog('silent'),
        withinMs: 600_000,
      }),
  };
}
