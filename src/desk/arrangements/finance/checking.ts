/** The five standards: 推荐 opens a need to the banks that the firm chose, 辅导 says what is missing and is no refusal. */
import { plain } from '../../../dialogue/plain.ts';
import { LIMITS, STANDARDS, type Standard, stageOf } from '../../../domain/arrangements/finance.ts';
import { needOpened } from '../../../domain/arrangements/finance-permissions.ts';
import { addWorkdays } from '../../../domain/calendar.ts';
import { dayOf } from '../../../domain/time.ts';
import type { Outcome } from '../../case.ts';
import { awaiting } from '../../dialogue.ts';
import { toThem } from '../to-them.ts';
import { toldToBanks } from './choosing.ts';
import {
  bankNames,
  button,
  type Dealing,
  dayName,
  factsInWords,
  firmName,
  hubPeople,
  limitsFrom,
  peopleOfFirm,
  stageName,
  standardsInWords,
  taken,
} from './common.ts';
import { hubButtons } from './telling.ts';

const LONGEST = 300;

export function recommend(dealing: Dealing): Outcome {
  const { on, need, id, by, at, view, say, roster, parts } = dealing;
  if (stageOf(need) !== 'checking') return checkedAlready(dealing);
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
    ...taken(dealing, { did: 'checked', need: id, by, recommended: true, lacks: [], words: '' }, [
      {
        people: peopleOfFirm(need, roster),
        text: say('finance.recommended', { id, next }),
        name: 'recommended',
        buttons: banks.length === 0 ? choose : [],
      },
      ...toldToBanks(dealing, banks),
    ]),
  };
}

/** `words`: 4 有两笔逾期, which of the five and what to mend. */
export function coach(dealing: Dealing, words: string): Outcome {
  const { on, need, id, by, view, say, roster } = dealing;
  if (stageOf(need) !== 'checking') return checkedAlready(dealing);
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
    ...taken(dealing, { did: 'checked', need: id, by, recommended: false, ...read }, [
      { people: peopleOfFirm(need, roster), text, name: 'coached' },
    ]),
  };
}

export function askLacks(dealing: Dealing): Outcome {
  const { on, id, at, view, need } = dealing;
  if (stageOf(need) !== 'checking') return checkedAlready(dealing);
  const text = [view.say('finance.askLacks'), ...standardsInWords(view)].join('\n');
  const dialogue = awaiting('arranging', { of: 'finance', what: 'coach', id, shown: [] }, at);
  return { ...toThem(on, text), dialogue };
}

/** 补好了: the hub looks once more, with the whole time for it. */
export function complete(dealing: Dealing): Outcome {
  const { on, need, id, by, at, view, say, parts } = dealing;
  if (stageOf(need) !== 'coaching') {
    return toThem(on, say('finance.notCoached', { id, stage: stageName(need, view) }));
  }
  const due = dayName(addWorkdays(dayOf(at), LIMITS.check, parts.calendar), view);
  const [someone = ''] = hubPeople(view);
  const facts = factsInWords(needOpened(need, someone, view.roster), view);
  const text = [say('finance.toHubAgain', { id, firm: firmName(need, view), due }), facts].join('\n');
  return {
    ...toThem(on, say('finance.completed', { due })),
    ...taken(dealing, { did: 'completed', need: id, by }, [
      { people: hubPeople(view), text, name: 'hub', buttons: hubButtons(id, view) },
    ]),
  };
}

function checkedAlready({ on, need, id, view, say }: Dealing): Outcome {
  const stage = stageName(need, view);
  return { ...toThem(on, say('finance.checkedAlready', { id, stage })), dialogue: null };
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
