/** 常用语: what is often said, by matter. It fills in a form or a draft, and is never said by itself. */
import type { FlowId } from './flow.ts';
import type { Ticket } from './ticket.ts';

/** What is said by them. */
export const SNIPPET_STEPS = ['feedback', 'resolve', 'ask'] as const;
export type SnippetStep = (typeof SNIPPET_STEPS)[number];

export interface Snippet {
  readonly id: string;
  readonly name: string;
  readonly step: SnippetStep;
  /** Whose they are; empty: everybody's. */
  readonly departments: readonly string[];
  /** Of which kinds of tickets; empty: of all. */
  readonly kinds: readonly FlowId[];
  /** One of these is in the words of the ticket; empty: whatever they are. */
  readonly words: readonly string[];
  readonly text: string;
}

/** Those that fit a ticket, what names its matter first; each in the order of the file. */
export function snippetsFor(
  { department, flow, text }: Pick<Ticket, 'department' | 'flow' | 'text'>,
  snippets: readonly Snippet[],
): readonly Snippet[] {
  const fitting = snippets.filter(({ departments, kinds, words }) => {
    const isTheirs = departments.length === 0 || (department !== null && departments.includes(department));
    const isOfKind = kinds.length === 0 || kinds.some((kind) => flow.startsWith(`${kind}@`));
    return isTheirs && isOfKind && (words.length === 0 || words.some((word) => text.includes(word)));
  });
  return [
    ...fitting.filter(({ words }) => words.length > 0),
    ...fitting.filter(({ words }) => words.length === 0),
  ];
}

/** 〔周几几点〕: something is still to be filled in. */
export function hasBlanks(text: string): boolean {
  return /〔[^〕]*〕/u.test(text);
}
