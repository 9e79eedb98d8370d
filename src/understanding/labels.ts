/** The names of what is said, the same in the corpus, the models and the reading. */

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
