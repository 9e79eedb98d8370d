/** 权责清单: who leads what, asked for by anybody; changed by 编办 alone, on what tickets and offices propose. */
import { changeFacts, itemInWords, itemLine } from '../../dialogue/arrangements/power-view.ts';
import { mayPowers, type PowerAction } from '../../domain/arrangements/power-permissions.ts';
import { decisionDue, isPending, type Proposal, proposalsIn } from '../../domain/arrangements/powers.ts';
import { itemsFor, type PowerList } from '../../domain/arrangements/powers-list.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { dayInWords, dayOf, type Instant, at as instantAt } from '../../domain/time.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import type { Arrangement } from './arrangement.ts';
import { arranged, deciders, listOf, messages, powersOf, readable } from './powers/facts.ts';
import { proposalInWords, proposalLine } from './powers/lines.ts';
import { noticeMoves } from './powers/moves.ts';
import { powerSection } from './powers/section.ts';
import { ACCEPT, askWhy, decide, giveBack, KEEP, object, sayOn } from './powers/steps.ts';
import { toThem } from './to-them.ts';

/** On its last day 编办 is reminded at this hour. */
const REMINDED_AT = '09:00';
/** So many items are shown whole, and so many by their name. */
const WHOLE = 3;
const SHOWN = 20;

export const powers: Arrangement<'power'> = {
  of: 'power',

  async asked(on, wish, parts) {
    const { person, view, office } = on;
    const { say, roster } = view;
    if (person === null) return null;
    if (wish.what === 'outside') {
      const ticket = wish.ticket === null ? on.referred : await parts.store.ticket(wish.ticket);
      return giveBack(on, ticket, wish.words, parts);
    }
    if (wish.what === 'object') return object(on, wish.item, wish.words, parts);
    if (wish.what === 'decide') return decide(on, wish.id, wish.isAccepted, wish.words, parts);
    if (wish.what === 'say') return sayOn(on, wish.id, wish.words, parts);
    if (wish.what === 'proposals' || wish.what === 'proposal') {
      const all = readable(office, person.id, roster);
      // To a firm these are words like any other.
      if (
        all.length === 0 &&
        !mayPowers('proposals', person.id, roster) &&
        !mayPowers('object', person.id, roster)
      )
        return null;
      if (wish.what === 'proposals') return toThem(on, proposalsInWords(all, on, parts));
      const one = all.find(({ id }) => id === wish.id);
      return toThem(
        on,
        one ? (await proposalInWords(one, view, parts)).join('\n') : say('power.notFound', { id: wish.id }),
      );
    }
    if (!mayPowers('list', person.id, roster)) return null;
    const list = listOf(office, parts);
    switch (wish.what) {
      case 'list':
        return reply(headInWords(list, on));
      case 'item': {
        const item = list.items.find(({ id }) => id === wish.id);
        return reply(item ? itemInWords(item, view) : say('power.noItem', { id: wish.id }));
      }
      case 'search':
        return found(on, wish.words, list);
      default:
        return wish satisfies never;
    }
  },

  async pressed(on, what, id, parts) {
    return what === ACCEPT || what === KEEP
      ? askWhy(on, id, what, parts)
      : { toast: on.view.say('refusal.badButton') };
  },

  async answered(on, held, text, parts) {
    return held.of === 'power' ? decide(on, held.id, held.what === ACCEPT, text.trim(), parts) : null;
  },

  noticed: async (on, change, outcome, parts) => noticeMoves(on, change, outcome, parts),

  nextAt(office, { calendar }) {
    const due = toRemind(proposalsIn(powersOf(office)), calendar).map(({ at }) => at);
    return due.length === 0 ? null : Math.min(...due);
  },

  async bring(office, at, parts) {
    const view = viewAt(parts, at);
    const due = toRemind(proposalsIn(powersOf(office)), parts.calendar).filter((one) => one.at <= at);
    return {
      office: due.map(({ proposal }) => arranged(at, { did: 'reminded', proposal: proposal.id })),
      outbox: due.flatMap(({ proposal }) => {
        const deadline = decisionDue(proposal, parts.calendar);
        if (deadline === null) return [];
        const text = view.say('power.remind', {
          ...changeFacts(proposal, view),
          due: dueInWords(deadline, at),
        });
        return messages(`power/${proposal.id}/reminded`, deciders(view.roster), text, at);
      }),
    };
  },

  section: powerSection,

  help(roles, { say, roster }, person) {
    const mayDo = (what: PowerAction) => mayPowers(what, person, roster);
    return [
      say('power.help'),
      ...(mayDo('object') ? [say('power.helpOffice')] : []),
      ...(mayDo('return') ? [say('power.helpTownship')] : []),
      ...(mayDo('decide') ? [say('power.helpDecider')] : []),
      ...(roles.has('dispatcher') ? [say('power.helpDecides')] : []),
    ];
  },
};

function toRemind(
  all: readonly Proposal[],
  calendar: Calendar,
): readonly { readonly proposal: Proposal; readonly at: Instant }[] {
  return all.flatMap((proposal) => {
    const deadline = decisionDue(proposal, calendar);
    if (deadline === null || !isPending(proposal) || proposal.remindedAt !== undefined) return [];
    return [{ proposal, at: instantAt(deadline.explanation.lastDay, REMINDED_AT) }];
  });
}

function headInWords({ version, effective, items }: PowerList, { view }: Case): string {
  const { say, now } = view;
  if (items.length === 0) return say('power.headEmpty');
  const count = (part: string): number => items.filter(({ township }) => township === part).length;
  return say('power.head', {
    version,
    day: dayInWords(effective, dayOf(now)),
    count: items.length,
    own: count('基本'),
    along: count('配合'),
    back: count('收回'),
  });
}

/** Null where a firm asks and the list has nothing: its words go the way of any question. */
function found(on: Case, words: string, { items }: PowerList): Outcome | null {
  const { view, roles } = on;
  const { say, roster } = view;
  const office = roster.departmentNamed(words)?.id;
  const own =
    office === undefined
      ? []
      : items.filter(({ lead, partners }) => lead === office || partners.includes(office));
  const all = own.length > 0 ? own : itemsFor(words, items);
  if (all.length === 0) return roles.has('member') ? null : reply(say('power.unknown', { words }));
  if (all.length <= WHOLE) return reply(all.map((one) => itemInWords(one, view)).join('\n\n'));
  const more = all.length - SHOWN;
  return reply(
    [
      say('power.found', { words, count: all.length }),
      ...all.slice(0, SHOWN).map((one) => itemLine(one, view)),
      ...(more > 0 ? [say('power.more', { count: more })] : []),
    ].join('\n'),
  );
}

function proposalsInWords(all: readonly Proposal[], { view }: Case, { calendar }: DeskParts): string {
  const { say } = view;
  if (all.length === 0) return say('power.noProposals');
  const newest = all.toReversed().slice(0, SHOWN);
  const lines = newest.map((one) => proposalLine(one, view, calendar));
  return [say('power.proposals', { count: all.length }), ...lines].join('\n');
}
