/** What a liaison does more rarely, behind one button of the task: 请企业补充, 延期, 退单, 挂账, 协办. */
import type { Command } from '../domain/lifecycle.ts';

/** One command of each kind, to ask `decide` whether its button would be refused: its own words and days come later. */
export const MORE = [
  { type: 'ask', text: '…' },
  { type: 'extend', workdays: 1, text: '…' },
  { type: 'return', department: '', text: '…' },
  { type: 'suspend', milestones: [], text: '…' },
  { type: 'assist', department: '', text: '…' },
  { type: 'resume' },
] as const satisfies readonly Command[];
export type MoreVerb = (typeof MORE)[number]['type'];
