/**
 * Marks of classified papers (保守国家秘密法: 绝密、机密、秘密, written before a star and a term) and of papers that are not to
 * leave the house. Such words have no place in any chat.
 */
import { normalise } from './text.ts';

const LEVEL = '(?:绝密|机密|秘密)';
const MARKED = new RegExp(
  [
    `${LEVEL}[★☆*]`,
    `^[【\\[(〔「]${LEVEL}[】\\])〕」]`,
    `^${LEVEL}(?:文件|资料|级|$)`,
    `密级[:是为]*${LEVEL}`,
    '^[【\\[(]?(?:涉密(?:文件|资料)?|内部(?:文件|资料)[,，、]?(?:注意保存|不得外传|严禁外传|请勿外传|不得转发|严禁转发))',
  ].join('|'),
  'mu',
);

/** Whether a text carries such a mark. 商业秘密 and 保守秘密 in a sentence are none. */
export function isMarkedSecret(text: string): boolean {
  return MARKED.test(normalise(text));
}
