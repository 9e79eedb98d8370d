/**
 * The words of the responsibilities and the names of the departments, as one list of terms to look
 * for, each pointing to a department with a tier.
 */
import type { Department, Roster } from '../domain/roster.ts';
import { normaliseTerm, type Responsibilities, TIERS, type Tier } from './responsibilities.ts';

/** One thing a term says: this department, this strongly. `named` is the department's own name. */
export interface Pointer {
  readonly department: string;
  readonly tier: Tier | 'named';
}

export interface Vocabulary {
  /** Normalised; a term may point to several departments. */
  readonly terms: readonly string[];
  readonly pointers: readonly (readonly Pointer[])[];
  /** As written in the file, for reasons. */
  readonly written: readonly string[];
}

/** Collects every term once. Departments that the roster does not have are left out. */
export function createVocabulary(responsibilities: Responsibilities, roster: Roster): Vocabulary {
  const index = new Map<string, number>();
  const terms: string[] = [];
  const written: string[] = [];
  const pointers: Pointer[][] = [];
  const add = (word: string, pointer?: Pointer): void => {
    const term = normaliseTerm(word);
    if (term === '') return;
    let at = index.get(term);
    if (at === undefined) {
      at = terms.push(term) - 1;
      index.set(term, at);
      written.push(word);
      pointers.push([]);
    }
    const known = pointers[at] ?? [];
    if (pointer && !known.some((other) => other.department === pointer.department)) known.push(pointer);
  };
  for (const word of responsibilities.neutral) add(word);
  for (const department of roster.departments) {
    for (const name of spokenNames(department)) add(name, { department: department.id, tier: 'named' });
    const words = responsibilities.departments[department.id];
    if (!words) continue;
    for (const tier of TIERS) for (const word of words[tier]) add(word, { department: department.id, tier });
  }
  return { terms, pointers, written };
}

const OFFICE = /(?:局|委|办|中心|公司|大队|支队|队|所|站|处|厅|国网)$/u;

/** 住建 is an office only as 住建局 or 住建部门; 交警 and 派出所 are offices as they stand. */
function spokenNames(department: Department): readonly string[] {
  return [department.name, ...department.aliases].flatMap((name) =>
    OFFICE.test(name) || name === '交警' ? [name] : [`${name}局`, `${name}部门`],
  );
}
