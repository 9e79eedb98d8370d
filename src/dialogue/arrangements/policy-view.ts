/** Policies in words: why one seems to fit, what it says, and which ones somebody means. */
import { type Bounds, type Condition, conditionsOf, type Who } from '../../domain/arrangements/audience.ts';
import type { Policy } from '../../domain/arrangements/policies.ts';
import { periodInWords } from '../../domain/deadline-words.ts';
import { dayInWords } from '../../domain/time.ts';
import { essence } from '../plain.ts';
import { departmentName, type View } from '../view.ts';

/** 是规上企业，用工 200 人以上 */
export function conditionsInWords(conditions: readonly Condition[], { say }: Pick<View, 'say'>): string {
  if (conditions.length === 0) return say('policyWhy.everybody');
  return conditions.map((one) => conditionInWords(one, say)).join('，');
}

/** What is asked of a firm: each rule, one of which is enough. */
export function ruleInWords(who: Who, view: Pick<View, 'say'>): string {
  if (who === '所有企业') return conditionsInWords([], view);
  return who.map((rule) => conditionsInWords(conditionsOf(rule), view)).join(view.say('policyWhy.or'));
}

function conditionInWords(condition: Condition, say: View['say']): string {
  switch (condition.fact) {
    case '行业':
      return say('policyWhy.industry', { list: condition.oneOf.join('、') });
    case '规模':
      return say('policyWhy.size', { list: condition.oneOf.join('、') });
    case '乡镇':
      return say('policyWhy.township', { list: condition.oneOf.join('、') });
    case '标签':
      return say('policyWhy.tag', { list: condition.oneOf.join('、') });
    case '用工人数':
      return staffInWords(condition.bounds, say);
    case '在建项目':
      return say(condition.is ? 'policyWhy.building' : 'policyWhy.notBuilding');
    default:
      return condition satisfies never;
  }
}

function staffInWords({ 至少: least, 至多: most }: Bounds, say: View['say']): string {
  if (least !== undefined && most !== undefined) return say('policyWhy.between', { least, most });
  return least === undefined ? say('policyWhy.most', { most: most ?? 0 }) : say('policyWhy.least', { least });
}

export function policyFacts(policy: Policy, view: View) {
  const { title, category, mode, deadline } = policy;
  return {
    title,
    category,
    mode,
    department: departmentName(policy.department, view),
    deadline:
      deadline === undefined
        ? view.say('policy.always')
        : view.say('policy.until', { deadline: dayInWords(deadline) }),
  };
}

export function sourceFacts({ level, document, issued, address, phone, points, within }: Policy) {
  return { level, document, issued, address, phone, points, within: periodInWords(within) };
}

/** By policy: its title and what people call it, and what is left of each without marks. The library stays as it is for long. */
const NAMES = new WeakMap<Policy, readonly { readonly name: string; readonly plainly: string }[]>();

function namesOf(policy: Policy) {
  const known = NAMES.get(policy);
  if (known) return known;
  const names = [policy.title, ...policy.aliases].map((name) => ({ name, plainly: essence(name) }));
  NAMES.set(policy, names);
  return names;
}

/** The policies that words name, by title or as people call it: 稳岗返还怎么申请？ */
export function policiesNamed(words: string, policies: readonly Policy[]): readonly Policy[] {
  const said = essence(words);
  const named = policies.flatMap((policy) => {
    const found = namesOf(policy).find(({ plainly }) => said.includes(plainly));
    return found === undefined ? [] : [{ policy, name: found.name }];
  });
  // 稳岗返还 within 失业保险稳岗返还 names no other policy.
  return named
    .filter(({ name }) => !named.some((other) => other.name !== name && other.name.includes(name)))
    .map(({ policy }) => policy);
}

/** Those in which the words stand, wherever: title, names, category, points, clauses. All that is said must stand there. */
export function policiesFound(words: string, policies: readonly Policy[]): readonly Policy[] {
  const named = policiesNamed(words, policies);
  if (named.length > 0) return named;
  const sought = words.split(/[\s,，、]+/u).flatMap((one) => essence(one) || []);
  if (sought.length === 0) return [];
  return policies.filter((policy) => {
    const { title, aliases, category, points, industries, document, clauses } = policy;
    const all = [
      title,
      ...aliases,
      category,
      points,
      industries,
      document,
      ...clauses.map(({ text }) => text),
    ];
    const text = essence(all.join(' '));
    return sought.every((one) => text.includes(one));
  });
}
