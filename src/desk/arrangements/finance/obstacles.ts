/**
 * 卡点: what keeps a need from going on and a department could clear – 抵押登记, 证照, 信用修复. The firm, a bank that has it in hand
 * or the hub names it; only with the firm's own tap it is a ticket like any other, without a sum and without a bank.
 */
import { withoutMoney } from '../../../dialogue/money-words.ts';
import { plain, typedEnd } from '../../../dialogue/plain.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName } from '../../../dialogue/view.ts';
import { isOpenNeed, type Obstacle, obstaclesOf } from '../../../domain/arrangements/finance.ts';
import type { Source } from '../../../domain/source.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Case, Change, Outcome, Registering } from '../../case.ts';
import { originOf } from '../../intake/offers.ts';
import { mayBeReport, registrationOf } from '../../intake/registering.ts';
import { toThem } from '../to-them.ts';
import {
  button,
  causeOf,
  type Dealing,
  firmName,
  happened,
  hubPeople,
  messages,
  needsIn,
  peopleOfFirm,
  stageName,
  taken,
} from './common.ts';

const LONGEST = 200;
/** Of one need; more are rather said to the hub. */
const MOST = 10;

/** 融资 3 卡点 房产证没下来 */
export function obstruct(dealing: Dealing, said: string): Outcome {
  const { on, need, id, by, offer, view, say, roster, parts } = dealing;
  if (!isOpenNeed(need)) return toThem(on, say('finance.over', { id, stage: stageName(need, view) }));
  const words = clip(withoutMoney(asTyped(said, on)).trim(), LONGEST);
  if (!/\p{L}/u.test(words)) return toThem(on, say('finance.askObstacle', { id }));
  const known = obstaclesOf(need).find((one) => one.words === words);
  if (known) return toThem(on, say('finance.obstacleKnown', { state: obstacleState(known, dealing) }));
  if (obstaclesOf(need).length >= MOST) return toThem(on, say('finance.obstacleMany', { limit: MOST }));
  const place = obstaclesOf(need).length;
  const bank = offer?.bank ?? null;
  const event = { did: 'obstructed', need: id, by, bank, words } as const;
  const firm = peopleOfFirm(need, roster);
  const isOwn = firm.includes(by);
  const facts = { id, who: isOwn ? '' : whoSays(dealing), words };
  const text = say('finance.obstacleAsk', facts);
  const buttons = [
    [
      button(`file${place + 1}`, id, say('finance.fileButton')),
      button(`leave${place + 1}`, id, say('finance.leaveButton')),
    ],
  ];
  if (!isOwn) {
    return {
      ...toThem(on, say('finance.obstacleTold')),
      ...taken(dealing, event, [{ people: firm, text, name: `obstacle/${place}`, buttons }]),
    };
  }
  // A danger waits for no second tap.
  if (parts.router.route(words).urgent) return filing(dealing, { words, place, before: [event] });
  return { ...toThem(on, text, { buttons }), ...taken(dealing, event, []) };
}

/** A command is read without the marks that were typed; what a form gives is as it was written. */
function asTyped(said: string, { text }: Case): string {
  const end = typedEnd(text, said);
  return plain(end) === said ? end : said;
}

/** The firm's word on one of them, by its number; without a number on the only one that is open. */
export function settle(dealing: Dealing, isFiled: boolean, number: string): Outcome {
  const { on, need, id, by, view, say } = dealing;
  if (!isOpenNeed(need)) return toThem(on, say('finance.over', { id, stage: stageName(need, view) }));
  const all = obstaclesOf(need);
  const open = all.filter(({ settled }) => !settled);
  const one = number === '' && open.length === 1 ? open[0] : all[Number(number) - 1];
  if (!one) return toThem(on, say('finance.whichObstacle', { id }));
  if (one.settled) return toThem(on, say('finance.obstacleKnown', { state: obstacleState(one, dealing) }));
  const place = all.indexOf(one);
  if (isFiled) return filing(dealing, { words: one.words, place, before: [] });
  return {
    ...toThem(on, say('finance.obstacleLeft')),
    ...taken(dealing, { did: 'filed', need: id, place, by, ticket: null }, []),
  };
}

/** As if the firm had said it in private; the ticket's own limits, department and rating. */
function filing(
  dealing: Dealing,
  {
    words,
    place,
    before,
  }: {
    readonly words: string;
    readonly place: number;
    readonly before: readonly Parameters<typeof happened>[1][];
  },
): Outcome {
  const { on, need, id, by, at, view, say, parts } = dealing;
  const routed = registrationOf(on, words, [], parts, mayBeReport(on, words, parts));
  const source: Source = { kind: 'finance', id: String(id), title: say('finance.section') };
  const origin = { ...originOf(on), chatKind: 'private' as const, message: null };
  const register: Registering = {
    actor: { person: by },
    registration: {
      ...routed,
      origin,
      kind: routed.kind === 'chatter' ? 'request' : routed.kind,
      enterprise: need.enterprise,
      member: by,
      // A report is nobody's of the need, not even that there is one.
      ...(routed.confidential ? {} : { source }),
    },
    noted: ({ number, confidential }) => [
      happened(at, { did: 'filed', need: id, place, by, ticket: confidential ? null : number }),
    ],
    telling: (ticket) => ({
      replies: ticket.confidential
        ? []
        : [{ text: filed(ticket, dealing), ticket: ticket.number, privately: true }],
      outbox: ticket.confidential
        ? []
        : messages(causeOf(on), id, at, [
            {
              people: waitingFor(words, dealing),
              text: say('finance.obstacleNews', { id, firm: firmName(need, view), words }),
              name: `filed/${place}`,
            },
          ]),
    }),
  };
  return { dialogue: null, register, office: before.map((event) => happened(at, event)) };
}

function filed({ number, department }: Ticket, { view, say }: Dealing): string {
  return department === null
    ? say('finance.obstacleQueued', { number })
    : say('finance.obstacleFiled', { number, department: departmentName(department, view) });
}

/** Whoever named it, and the hub. */
function waitingFor(words: string, { need, by, view }: Dealing): readonly string[] {
  const named = obstaclesOf(need).find((one) => one.words === words)?.by;
  return [...(named === undefined ? [] : [named]), ...hubPeople(view)].filter((person) => person !== by);
}

export function obstacleState({ settled }: Obstacle, { say }: Pick<Dealing, 'say'>): string {
  if (!settled) return say('finance.obstacleOpen');
  return settled.ticket === null
    ? say('finance.obstacleNotFiled')
    : say('finance.obstacleTicket', { number: settled.ticket });
}

function whoSays({ offer, view, say, roster }: Dealing): string {
  const who = offer ? roster.bank(offer.bank)?.name : view.say('finance.hub');
  return say('finance.obstacleBy', { who: who ?? '' });
}

/** A ticket that was an obstacle is done: the bank that waits for it, and whoever named it, hear that. */
export function noticeCleared(on: Case, { ticket, events }: Change, outcome: Outcome): Outcome {
  if (ticket.source?.kind !== 'finance' || !events.some(({ type }) => type === 'resolved')) return outcome;
  const { view, at } = on;
  const { say, roster } = view;
  const need = needsIn(on.office).find(({ id }) => String(id) === ticket.source?.id);
  const one = need && obstaclesOf(need).find(({ settled }) => settled?.ticket === ticket.number);
  if (!need || !one || one.bank === null || need.withdrawn) return outcome;
  // A bank that has dropped out meanwhile waits for nothing.
  const people = need.offers.some(
    ({ bank, answer, refused, goneAt }) =>
      bank === one.bank && answer?.willing !== false && !refused && goneAt === undefined,
  )
    ? [one.by].filter((person) => roster.bankOf(person)?.id === one.bank)
    : [];
  const text = say('finance.obstacleCleared', { id: need.id, firm: firmName(need, view), words: one.words });
  const told = messages(causeOf(on), need.id, at, [{ people, text, name: `cleared/${ticket.number}` }]);
  return { ...outcome, outbox: [...(outcome.outbox ?? []), ...told] };
}
