/** What somebody is reminded of with a need, once each, at nine on a working day; and banks that have left the roster. */
import type { View } from '../../../dialogue/view.ts';
import {
  answerDue,
  checkDue,
  decisionDue,
  isLive,
  type Need,
  type Nudge,
  type Offer,
} from '../../../domain/arrangements/finance.ts';
import { addWorkdays, type Calendar, workdayFrom } from '../../../domain/calendar.ts';
import type { Office } from '../../../domain/office.ts';
import type { Roster } from '../../../domain/roster.ts';
import { addDays, type Day, type Instant, at as instantAt } from '../../../domain/time.ts';
import type { Outcome } from '../../case.ts';
import { type DeskParts, viewWith } from '../../desk.ts';
import {
  bankName,
  button,
  dayName,
  firmName,
  happened,
  hubPeople,
  messages,
  needsIn,
  peopleOfBank,
  peopleOfFirm,
  type Telling,
} from './common.ts';

const HOUR_OF_DAY = '09:00';
/** Days before the last one on which a bank is reminded to decide. */
const AHEAD = 5;

interface Due {
  readonly need: Need;
  readonly offer: Offer | null;
  readonly what: Nudge | 'gone';
  readonly at: Instant;
  /** The last day of what is due. */
  readonly day: Day;
}

type Parts = Pick<DeskParts, 'calendar' | 'roster'>;

export function nextDue(office: Office, parts: Parts): Instant | null {
  const due = allDue(office, parts).map(({ at }) => at);
  return due.length === 0 ? null : Math.min(...due);
}

export async function bringDue(office: Office, at: Instant, parts: DeskParts): Promise<Outcome> {
  const view = viewWith(office, parts, at);
  const due = allDue(office, parts).filter((one) => one.at <= at);
  return {
    office: due.map((one) =>
      one.what === 'gone'
        ? happened(at, { did: 'gone', need: one.need.id, bank: one.offer?.bank ?? '' })
        : happened(at, {
            did: 'nudged',
            need: one.need.id,
            bank: one.offer?.bank ?? null,
            nudge: one.what,
          }),
    ),
    outbox: due
      .filter((one) => !isOvertaken(one, due))
      .flatMap((one) => messages(`due:${one.what}@${one.at}`, one.need.id, at, tellingsOf(one, view))),
  };
}

/** After a stop several have come due of one offer: the last of them says it all. */
function isOvertaken({ need, offer, what, at }: Due, all: readonly Due[]): boolean {
  const isEarlier = what === 'answerLate' || what === 'decisionSoon';
  return isEarlier && all.some((one) => one.need === need && one.offer === offer && one.at > at);
}

function allDue(office: Office, { calendar, roster }: Parts): readonly Due[] {
  return needsIn(office)
    .filter((need) => need.withdrawn === undefined)
    .flatMap((need) => [
      ...ofNeed(need, calendar),
      ...need.offers.flatMap((offer) => ofOffer(need, offer, calendar, roster)),
    ]);
}

function ofNeed(need: Need, calendar: Calendar): readonly Due[] {
  const day = checkDue(need, calendar);
  if (day === null || need.nudged.includes('checkLate')) return [];
  return [{ need, offer: null, what: 'checkLate', day, at: morning(addWorkdays(day, 1, calendar)) }];
}

function ofOffer(need: Need, offer: Offer, calendar: Calendar, roster: Roster): readonly Due[] {
  const { bank, nudged, chosenAt } = offer;
  if (!isLive(offer)) return [];
  if (roster.bank(bank) === undefined) {
    // What it has granted stays on record, and is its own affair with the firm.
    return offer.granted ? [] : [{ need, offer, what: 'gone', day: '', at: chosenAt }];
  }
  const answer = answerDue(need, offer, calendar);
  const decision = decisionDue(need, offer);
  const all: readonly (readonly [Nudge, Day, Day])[] = [
    ...(answer === null
      ? []
      : ([
          ['answerLate', answer, addWorkdays(answer, 1, calendar)],
          ['answerMissing', answer, addWorkdays(answer, 2, calendar)],
        ] as const)),
    ...(decision === null
      ? []
      : ([
          ['decisionSoon', decision, workdayFrom(addDays(decision, -AHEAD), calendar)],
          ['decisionLate', decision, workdayFrom(addDays(decision, 1), calendar)],
        ] as const)),
  ];
  return all.flatMap(([what, day, on]) =>
    nudged.includes(what) ? [] : [{ need, offer, what, day, at: morning(on) }],
  );
}

function morning(day: Day): Instant {
  return instantAt(day, HOUR_OF_DAY);
}

function tellingsOf({ need, offer, what, day }: Due, view: View): readonly Telling[] {
  const { say, roster } = view;
  const { id } = need;
  const firm = firmName(need, view);
  const bank = offer === null ? '' : bankName(offer.bank, view);
  const due = day === '' ? '' : dayName(day, view);
  const toOwner = {
    people: peopleOfFirm(need, roster),
    name: `owner/${offer?.bank}`,
    buttons: otherBank(id, view),
  };
  const toHub = { people: hubPeople(view), name: `hub/${offer?.bank}` };
  const toBank = (withHead: boolean) => ({
    people: peopleOfBank(offer?.bank ?? '', roster, withHead),
    name: `bank/${offer?.bank}`,
  });
  switch (what) {
    case 'checkLate':
      return [{ ...toHub, text: say('finance.checkLate', { id, firm, due }) }];
    case 'answerLate':
      return [{ ...toBank(true), text: say('finance.answerLate', { id, firm, due }) }];
    case 'answerMissing':
      return [
        { ...toOwner, text: say('finance.answerMissing', { id, bank }) },
        { ...toHub, text: say('finance.answerMissingHub', { id, firm, bank }) },
      ];
    case 'decisionSoon':
      return [{ ...toBank(false), text: say('finance.decisionSoon', { id, firm, due }) }];
    case 'decisionLate':
      return [
        { ...toBank(true), text: say('finance.decisionLate', { id, firm, due }) },
        { ...toOwner, text: say('finance.decisionLateOwner', { id, bank, due }) },
        { ...toHub, text: say('finance.decisionLateHub', { id, firm, bank, due }) },
      ];
    case 'gone':
      return [
        { ...toOwner, text: say('finance.goneOwner', { id, bank }) },
        { ...toHub, text: say('finance.goneHub', { id, firm, bank }) },
      ];
    default:
      return what satisfies never;
  }
}

function otherBank(id: number, { say }: View) {
  return [[button('choose', id, say('finance.otherButton'))]];
}
