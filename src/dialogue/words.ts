/**
 * Every sentence the program can say, and the slots each may use. How they sound is set in `flows/wording.yaml`.
 */
import { ARRANGEMENT_WORDS } from './arrangements/words.ts';
import { ACTING_WORDS } from './words/acting.ts';
import { ENDING_WORDS } from './words/ending.ts';
import { LEADER_WORDS } from './words/leaders.ts';
import { PEOPLE_WORDS } from './words/people.ts';
import { TICKET_WORDS } from './words/ticket.ts';

export const WORDS = {
  ...TICKET_WORDS,
  ...ACTING_WORDS,
  ...ENDING_WORDS,
  ...PEOPLE_WORDS,
  ...LEADER_WORDS,
  ...ARRANGEMENT_WORDS,
} as const;
