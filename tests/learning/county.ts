/** A county with a peculiarity: whoever waters fields from the canal of the Fen is the water department's. And lessons. */
import { loadCounty } from '../../src/county.ts';
import type { Job } from '../../src/learning/learn.ts';
import type { Lesson } from '../../src/learning/lessons.ts';
import { isHeld } from '../../src/learning/trial.ts';
import { withoutCourtesies } from '../../src/routing/text.ts';
import { createJudge, type Judge } from '../../src/understanding/judge.ts';
import { createModel } from '../../src/understanding/model.ts';
import { createWeighedRouter } from '../../src/understanding/weighed-router.ts';

const SETTINGS = { rosterFile: 'data/roster.yaml', flowsDir: 'flows' };
export const WEIGHTS = 'data/understanding.weights';
export const county = loadCounty({ ...SETTINGS, weightsFile: WEIGHTS });
if (!county.understanding) throw new Error('the weights that ship cannot be used');
export const { rules, decisions, weights } = county.understanding;
export const { shipped } = weights;

const FIELDS = ['玉米地', '果园', '大棚', '菜地', '苗圃', '药材地', '麦田', '核桃林'];
const NEEDS = [
  '浇不上，苗都旱黄了',
  '轮灌总排在最后，地旱得开了口',
  '灌不进去，庄稼快旱死了',
  '浇地没人给开口，苗子都蔫了',
  '浇一茬要等半个月，误了农时',
  '春灌没轮上，种子不出苗',
];
/** Forty-eight, none like another. As it ships, the program gives less than half of them to 农业农村局, and hardly any to 自然资源局. */
export const CANAL: readonly string[] = FIELDS.flatMap((field) =>
  NEEDS.map((need) => `汾河灌渠边上我们合作社的${field}${need}`),
);
/** Words of the same peculiarity that are no lesson. */
export const NEXT_CANAL = '汾河灌渠边上我们合作社的葡萄园浇不上水，叶子都卷了';

/** Each as if the dispatcher had given it to that department, numbered from 1. */
export function dispatched(texts: readonly string[], department: string): readonly Lesson[] {
  return texts.map((text, place) => ({
    number: place + 1,
    text,
    department: { is: department, weight: 1 },
    isMatter: { is: true, weight: 1 },
  }));
}

export function jobOf(lessons: readonly Lesson[], over: Partial<Job> = {}): Job {
  const held = lessons.filter(isHeld).map(({ text }) => withoutCourtesies(text));
  const ruled = new Map(held.map((text) => [text, rules.route(text)]));
  const lead = county.roster.defaultDepartment.id;
  return { shipped, inUse: null, lessons, ruled, decisions, lead, at: 0, ...over };
}

/** The judge that the desk asks where a county has learnt these weights. */
export function judgeBy(learnt: Int8Array): Judge {
  const base = createModel(shipped);
  return createJudge(base.withWeights(learnt), base);
}

/** The department that the desk would think of first. */
export function firstBy(learnt: Int8Array, text: string): string | undefined {
  const reader = createWeighedRouter(rules, judgeBy(learnt), decisions, county.roster);
  return reader.route(text).departments[0]?.id;
}
