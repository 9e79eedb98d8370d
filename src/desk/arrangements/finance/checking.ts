/** The five standards: 推荐 opens a need to the banks that the firm chose, 辅导 says what is missing and is no refusal. */
import { plain } from '../../../dialogue/plain.ts';
import {
  LIMITS,
  type Need,
  STANDARDS,
  type Standard,
  stageOf,
} from '../../../domain/arrangements/finance.ts';
import { needOpened } from '../../../domain/arrangements/finance-permissions.ts';
import { addWorkdays } from '../../../domain/calendar.ts';
import { dayOf } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { toThem } from '../to-them.ts';
import { tellBanks } from './choosing.ts';
import {
  bankNames,
  button,
  causeOf,
  dayName,
  factsInWords,
  firmName,
  happened,
  hubPeople,
  limitsFrom,
  messages,
  peopleOfFirm,
  stageName,
  standardsInWords,
} from './common.ts';
import { hubButtons } from './telling.ts';

const LONGEST = 300;

export function recommend(on: Case, need: Need, parts: DeskParts): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  if (stageOf(need) !== 'checking') return checkedAlready(on, need);
  const banks = need.offers.map(({ bank }) => bank).filter((bank) => roster.bank(bank) !== undefined);
  const answer = dayName(limitsFrom(at, parts.calendar).answer, view);
  const next =
    banks.length === 0
      ? say('finance.nextChoose')
      : say('finance.nextBanks', { banks: bankNames(banks, view), due: answer });
  const choose = [[button('choose', id, say('finance.chooseButton'))]];
  const told = say('finance.toldRecommended', { id, count: banks.length, days: LIMITS.decision });
  return {
    ...toThem(on, told),
    dialogue: null,
    office: [
      happened(at, { did: 'checked', need: id, by: person.id, recommended: true, lacks: [], words: '' }),
    ],
    outbox: [
      ...messages(causeOf(on), id, at, [
        {
          people: peopleOfFirm(need, roster),
          text: say('finance.recommended', { id, next }),
          name: 'recommended',
          buttons: banks.length === 0 ? choose : [],
        },
      ]),
      ...tellBanks(on, need, banks, parts),
    ],
  };
}

/** `words`: 4 有两笔逾期, which of the five and what to mend. */
export function coach(on: Case, need: Need, words: string): Outcome {
  const { view, at, person } = on;
  const { say, roster } = view;
  const { id } = need;
  if (person === null) return {};
  if (stageOf(need) !== 'checking') return checkedAlready(on, need);
  const read = lacksIn(words);
  if (!read) return { ...toThem(on, say('finance.noLacks', { id })), dialogue: null };
  const text = say('finance.coached', {
    id,
    lacks: standardsInWords(view, read.lacks).join('\n'),
    words: read.words,
  });
  return {
    ...toThem(on, say('finance.toldCoached', { id })),
    dialogue: null,
    office: [happened(at, { did: 'checked', need: id, by: person.id, recommended: false, ...read })],
    outbox: messages(causeOf(on), id, at, [{ people: peopleOfFirm(need, roster), text, name: 'coached' }]),
  };
}

export function askLacks(on: Case, need: Need): Outcome {
  const { view, at } = on;
  if (stageOf(need) !== 'checking') return checkedAlready(on, need);
  const text = [view.say('finance.askLacks'), ...standardsInWords(view)].join('\n');
  const dialogue = awaiting('arranging', { of: 'finance', what: 'coach', id: need.id, shown: [] }, at);
  return { ...toThem(on, text), dialogue };
}

/** 补好了: the hub looks once more, with the whole time for it. */
export function complete(on: Case, need: Need, parts: DeskParts): Outcome {
  const { view, at, person } = on;
  const { say } = view;
  const { id } = need;
  if (person === null) return {};
  if (stageOf(need) !== 'coaching') {
    return toThem(on, say('finance.notCoached', { id, stage: stageName(need, view) }));
  }
  const due = dayName(addWorkdays(dayOf(at), LIMITS.check, parts.calendar), view);
  const [someone = ''] = hubPeople(view);
  const facts = factsInWords(needOpened(need, someone, view.roster), view);
  const text = [say('finance.toHubAgain', { id, firm: firmName(need, view), due }), facts].join('\n');
  return {
    ...toThem(on, say('finance.completed', { due })),
    office: [happened(at, { did: 'completed', need: id, by: person.id })],
    outbox: messages(causeOf(on), id, at, [
      { people: hubPeople(view), text, name: 'hub', buttons: hubButtons(id, on) },
    ]),
  };
}

function checkedAlready(on: Case, need: Need): Outcome {
  const { view } = on;
  const stage = stageName(need, view);
  return { ...toThem(on, view.say('finance.checkedAlready', { id: need.id, stage })), dialogue: null };
}

const NUMBERS = /^(?:第?[1-5](?:项|条)?[\s、,，和]*)+/u;

/** 4 有两笔逾期 · 2、4 …; null where no standard is named, or nothing is said about it. */
export function lacksIn(
  written: string,
): { readonly lacks: readonly Standard[]; readonly words: string } | null {
  const line = plain(written).trim();
  const [numbers = ''] = NUMBERS.exec(line) ?? [];
  // 4000 元 is no standard.
  const isNumber = /\d$/u.test(numbers) && /^\d/u.test(line.slice(numbers.length));
  const named = new Set(isNumber ? [] : [...numbers.matchAll(/[1-5]/gu)].map(([one]) => Number(one) - 1));
  const lacks = STANDARDS.filter((_, place) => named.has(place));
  const words = line
    .slice(numbers.length)
    .replace(/^[\s:,，、]+/u, '')
    .slice(0, LONGEST);
  return lacks.length === 0 || words === '' ? null : { lacks, words };
}
