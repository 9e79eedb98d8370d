/** Of every arrangement, each beside what it says them for; and of what they share. */
import { COUNCIL_WORDS } from './council-words.ts';
import { FINANCE_WORDS } from './finance-words.ts';
import { GATHERING_LEFT, GATHERING_WORDS } from './gathering-words.ts';
import { GUIDE_WORDS } from './guide-words.ts';
import { INSPECTION_WORDS } from './inspection-words.ts';
import { PLATFORM_FAULTS, PLATFORM_WORDS } from './platform-words.ts';
import { POLICY_SECTION, POLICY_WHY, POLICY_WORDS } from './policy-words.ts';
import { POWER_WORDS } from './power-words.ts';
import { RECTIFICATION_WORDS } from './rectification-words.ts';
import { VISIT_WORDS } from './visit-words.ts';

export const ARRANGEMENT_WORDS = {
  plan: {
    progress: ['done', 'of', 'next'],
    next: ['done', 'of', 'next'],
    givenUp: ['done', 'of', 'dropped'],
    allDone: ['of'],
    line: ['light', 'step'],
    done: [],
    doing: [],
    late: [],
    paused: [],
    waiting: [],
    dropped: [],
    task: ['number', 'text'],
    newsDone: ['number', 'step', 'who', 'text'],
    newsPaused: ['number', 'step', 'text'],
    newsResumed: ['number', 'step', 'due'],
    newsComplete: ['number', 'step', 'since', 'due'],
    newsPapers: ['number', 'place', 'step', 'department', 'papers'],
    newsPledge: ['number', 'place', 'step', 'pledge'],
    papers: [],
    standing: [],
    afterPapers: ['limit'],
    handIn: [],
    pledge: [],
  },
  notice: {
    over: [],
    known: [],
  },
  gathering: GATHERING_WORDS,
  council: COUNCIL_WORDS,
  theme: RECTIFICATION_WORDS,
  gatheringLeft: GATHERING_LEFT,
  policy: POLICY_WORDS,
  policySection: POLICY_SECTION,
  policyWhy: POLICY_WHY,
  inspection: INSPECTION_WORDS,
  visit: VISIT_WORDS,
  guide: GUIDE_WORDS,
  power: POWER_WORDS,
  finance: FINANCE_WORDS,
  platform: PLATFORM_WORDS,
  platformFault: PLATFORM_FAULTS,
} as const;
