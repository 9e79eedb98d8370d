/** 住建 属施工许可, 水利：请看管线: a department, and what is said of it – how 转办, 退单, 协办 and 分办 are written. */
import type { Department, Roster } from '../../domain/roster.ts';

export interface DepartmentFirst {
  /** As it was typed. */
  readonly name: string;
  /** Undefined where the roster has none, or several, of that name. */
  readonly department: Department | undefined;
  /** What stands behind the name, without the marks between; empty when nothing does. */
  readonly text: string;
}

export function departmentFirst(words: string, roster: Roster): DepartmentFirst {
  const [, name = '', text = ''] = /^([^\s,，:：、]+)[\s,，:：、]*([\s\S]*)$/u.exec(words.trim()) ?? [];
  return { name, department: roster.departmentNamed(name), text: text.trim() };
}
