/** The names of what is said, the same in the corpus, the models and the reading; and those of the models' heads. */

/** What a new matter is; `chatter` is none. As in `routing/kinds.ts`. */
export const KINDS = ['request', 'consult', 'arrears', 'whistleblow', 'chatter'] as const;

/**
 * new a matter of its own · addition more about one that exists · correction of what was said · question about one that
 * exists · urge to get on with it · over it has come right by itself, or is wanted no more · unsolved it has not been
 * solved, or is back · metoo another firm has the same trouble · answer to a question of ours · command · report about an
 * official · feedback of a department to an enterprise · notice from an office to all · about the bot or where to find
 * somebody · talk among people
 */
export const LINE_ACTS = [
  'new',
  'addition',
  'correction',
  'question',
  'urge',
  'over',
  'unsolved',
  'metoo',
  'answer',
  'command',
  'report',
  'feedback',
  'notice',
  'about',
  'talk',
] as const;
export type LineAct = (typeof LINE_ACTS)[number];

/**
 * What the desk has to tell apart first: a matter of its own · more of one that exists · another firm's trouble that is
 * the speaker's too · an official · what needs nobody · the bot itself · a command.
 */
export const LINES = ['new', 'more', 'metoo', 'report', 'quiet', 'about', 'command'] as const;
export type LineIs = (typeof LINES)[number];
/** What `more` says of its matter. */
export const MORE_ACTS = [
  'addition',
  'correction',
  'answer',
  'question',
  'urge',
  'over',
  'unsolved',
] as const;
export type MoreAct = (typeof MORE_ACTS)[number];

const OF: Readonly<Record<LineAct, LineIs>> = {
  new: 'new',
  addition: 'more',
  correction: 'more',
  question: 'more',
  urge: 'more',
  over: 'more',
  unsolved: 'more',
  answer: 'more',
  metoo: 'metoo',
  command: 'command',
  report: 'report',
  feedback: 'quiet',
  notice: 'quiet',
  talk: 'quiet',
  about: 'about',
};

export function lineOf(act: LineAct): LineIs {
  return OF[act];
}

export const URGENT = 'urgent';
export const kindHead = (kind: string): string => `kind:${kind}`;
export const lineHead = (line: string): string => `line:${line}`;
export const moreHead = (act: string): string => `more:${act}`;
const DEPARTMENT = 'dept:';
export const departmentHead = (id: string): string => `${DEPARTMENT}${id}`;
export const isDepartment = (head: string): boolean => head.startsWith(DEPARTMENT);

/** Heads that learn from what is around the words too; the others from the words alone. */
export function isCued(head: string): boolean {
  return head.startsWith('line:') || head.startsWith('more:');
}
