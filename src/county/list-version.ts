/** The number of a list that a county keeps (政策库, 权责清单): it only grows, so that nobody puts an older list in the place of a newer. */
import { z } from 'zod';

/** Counts from 1: the number of a version, or of an item. */
export const ordinal = z.int('请写整数').min(1, '从 1 数起').max(1_000_000, '太大了');

/** Why a workbook of that version is not taken; null when it is none that is older. */
export function olderBook(version: number, inForce: number): string | null {
  if (version >= inForce) return null;
  return `是第 ${version} 版，比现行的第 ${inForce} 版旧。请重新下载（或用 export 取）现行的表格再改`;
}
