/**
 * 权责清单 as it is in force: the county's file, and above it what 编办 has decided since. An item says who leads, who goes
 * along, and what a township has to do with it (the three lists of 2025: 基本履职、配合履职、上级收回).
 */
import { searchable } from '../outline.ts';
import type { DepartmentId } from '../roster.ts';
import type { Day } from '../time.ts';

/** 基本: the township's own · 配合: it goes along · 收回: taken back by the county · 无: nothing to do with it */
export const TOWNSHIP_PARTS = ['基本', '配合', '收回', '无'] as const;
export type TownshipPart = (typeof TOWNSHIP_PARTS)[number];

/** Who leads what is a township's own: the one in which the firm lies. */
export const LOCAL = '属地乡镇';

export interface PowerItem {
  /** 1, 2, 3 …; kept for ever. */
  readonly id: number;
  readonly name: string;
  /** How people speak of it. */
  readonly words: readonly string[];
  /** A department, or `LOCAL`. */
  readonly lead: DepartmentId | typeof LOCAL;
  readonly partners: readonly DepartmentId[];
  readonly township: TownshipPart;
  readonly basis: string;
  /** The version in which it last changed. */
  readonly since: number;
}

export interface PowerList {
  readonly version: number;
  /** The day from which that version is in force. */
  readonly effective: Day;
  readonly items: readonly PowerItem[];
}

/** What a decision makes of the list: another lead for an item, or an item that was not there (`item` null). */
export interface PowerChange {
  readonly item: number | null;
  readonly name: string;
  readonly from: DepartmentId | typeof LOCAL | null;
  readonly to: DepartmentId | typeof LOCAL;
}

/** A decision that changed the list: to which version, from which day. */
export interface PowerStep extends PowerChange {
  readonly version: number;
  readonly day: Day;
}

/**
 * The file, and the decisions that it does not have yet, in their order. A file of the same version or a later one has
 * taken them in, or been laid down otherwise on purpose.
 */
export function listInForce(file: PowerList, steps: readonly PowerStep[]): PowerList {
  return steps
    .filter(({ version }) => version > file.version)
    .sort((a, b) => a.version - b.version)
    .reduce(withStep, file);
}

function withStep(list: PowerList, step: PowerStep): PowerList {
  const known = list.items.find(({ id, name }) =>
    step.item === null ? name === step.name : id === step.item,
  );
  const items = known
    ? list.items.map((one) => (one === known ? ledBy(one, step) : one))
    : step.item === null
      ? [...list.items, begunBy(list, step)]
      : list.items;
  return { version: step.version, effective: step.day, items };
}

function ledBy(item: PowerItem, { to, version }: PowerStep): PowerItem {
  const partners = [...item.partners, ...(item.lead === LOCAL ? [] : [item.lead])].filter(
    (one) => one !== to,
  );
  const wasLocal = item.lead === LOCAL;
  return {
    ...item,
    lead: to,
    partners: [...new Set(partners)],
    township: to === LOCAL ? '基本' : wasLocal ? '配合' : item.township,
    basis: `${item.basis}；${basisOf(version)}`,
    since: version,
  };
}

/** Its words are on record with the decision. */
function basisOf(version: number): string {
  return `编办第 ${version} 版`;
}

function begunBy({ items }: PowerList, { name, from, to, version }: PowerStep): PowerItem {
  return {
    id: Math.max(0, ...items.map(({ id }) => id)) + 1,
    name,
    words: [name],
    lead: to,
    partners: from === null || from === LOCAL || from === to ? [] : [from],
    township: to === LOCAL ? '基本' : '无',
    basis: basisOf(version),
    since: version,
  };
}

/** The item that a text speaks of: by its longest word, then by how many; null where it speaks of none. */
export function itemIn(text: string, items: readonly PowerItem[]): PowerItem | null {
  const plain = searchable(text);
  let best: { readonly item: PowerItem; readonly longest: number; readonly count: number } | null = null;
  for (const item of items) {
    const found = namesOf(item).filter((word) => plain.includes(word));
    if (found.length === 0) continue;
    const longest = Math.max(...found.map(({ length }) => length));
    const count = found.length;
    const isBetter =
      best === null || longest > best.longest || (longest === best.longest && count > best.count);
    if (isBetter) best = { item, longest, count };
  }
  return best?.item ?? null;
}

/** Items that words ask for: those they speak of, else those whose name has them in it. The order of the list. */
export function itemsFor(words: string, items: readonly PowerItem[]): readonly PowerItem[] {
  const plain = searchable(words);
  if (plain === '') return [];
  const spoken = items.filter((item) => namesOf(item).some((word) => plain.includes(word)));
  if (spoken.length > 0) return spoken;
  return items.filter((item) => namesOf(item).some((word) => word.includes(plain)));
}

/** A township has it to lead only where it is its own; to go along is no reason to be given the whole. */
export function isOutside(item: PowerItem | null): boolean {
  return item?.township !== '基本';
}

function namesOf({ name, words }: PowerItem): readonly string[] {
  return [name, ...words].map(searchable);
}
