/** Questions about the bot itself and for people: answered in private, and nobody gets a ticket for them. */
import { type About, askedAbout, asksOnlyFor, besideAsking } from '../../dialogue/about.ts';
import { personInWords } from '../../dialogue/contacts.ts';
import { hubOf } from '../../dialogue/view.ts';
import type { Department, Person } from '../../domain/roster.ts';
import { MINUTE } from '../../domain/time.ts';
import { complains } from '../../routing/question.ts';
import { normalise } from '../../routing/text.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { help } from '../lists/help.ts';
import { complaintFor } from '../operation/complaint.ts';
import { ownDataInWords } from '../people/own-data.ts';

const RUNG_ONCE_IN = 30 * MINUTE;

/** Null: the words ask for nothing of the kind. */
export function onAbout(on: Case, text: string, parts: DeskParts): Outcome | null {
  const { message, person, reading } = on;
  const isAlone = message.what === 'text' && message.files.length === 0;
  if (person === null || !isAlone || text === '') return null;
  const asked = askedAbout(text) ?? (reading.bearing?.speaksOf === 'bot' ? 'guess' : null);
  // A danger is registered, and its card says whom to ring.
  if (asked === null || (reading.urgent && (asked === 'contact' || asked === 'guess'))) return null;
  // Said in answer to words of ours that are on no ticket of theirs – another firm's card, say –, 怎么用 asks us all the same.
  const isOfUs = asked !== 'contact' && asked !== 'guess';
  if (message.replyTo && !(message.replyTo.fromBot && isOfUs)) return null;
  // In the group people ask each other who somebody is, and what is said to nobody is no word to the bot.
  const isToBot = message.chat.kind === 'private' || message.addressed;
  const named = namedIn(text, parts);
  if (asked === 'contact' || asked === 'guess') {
    // 停电了，供电公司电话多少 wants more than the number, which the card has as well.
    if (named && complains(normalise(besideAsking(named.as, text)))) return null;
    if (named) return reply(contactInWords(on, named), { privately: true });
    return asked === 'guess' && isToBot ? { ...help(on) } : null;
  }
  // Nobody else is asked for the dispatcher, told that one has a difficulty, or complained of in a group that has the bot.
  const isPlain = asked === 'human' || asked === 'begin' || asked === 'complain';
  return isToBot || isPlain ? answerTo(asked, on, parts) : NOTHING;
}

/**
 * 供电公司找谁 in answer to a message, or in private: a question all the same, and nothing for the ticket that is answered or was
 * just rated. Null: the words say more.
 */
export function onContactAsked(on: Case, text: string, parts: DeskParts): Outcome | null {
  const { message } = on;
  if (!message.replyTo && message.chat.kind !== 'private') return null;
  if (message.what !== 'text' || message.files.length > 0 || askedAbout(text) !== 'contact') return null;
  const named = namedIn(text, parts);
  if (!named || !asksOnlyFor(named.as, text)) return null;
  return reply(contactInWords(on, named), { privately: true });
}

function answerTo(asked: Exclude<About, 'contact'>, on: Case, parts: DeskParts): Outcome {
  const { say } = on.view;
  switch (asked) {
    case 'who':
      return reply(say('about.who', { group: on.view.roster.group.name }), { privately: true });
    case 'how':
      return help(on);
    case 'begin':
      return reply(say('about.begin'), { privately: true });
    case 'human':
      return forSomebody(on, parts);
    case 'complain':
      return forOperators(on, parts);
    case 'data':
      return reply(ownDataInWords(on, parts), { privately: true });
    default:
      return asked satisfies never;
  }
}

/** The dispatchers hear who wants a word with them; the speaker hears who they are. */
function forSomebody(on: Case, { roster }: DeskParts): Outcome {
  const { person, at, view, message } = on;
  const firm = roster.enterpriseOf(person?.id ?? '');
  const hub = hubOf(view).filter(({ id }) => id !== person?.id);
  const who = hub.map((one) => personInWords(on.view, one)).join('、');
  const outbox = hub.map(({ id }) =>
    outgoing({
      id: `inbox:${message.key}/human/${id}`,
      to: { person: id },
      text: view.say('about.wanted', {
        who: `${firm?.name ?? ''}${person?.name ?? ''}`,
        phone: person?.phone ?? view.say('about.noPhone'),
      }),
      // Asked again within the half hour, they are rung no second time: the message stands in the same place.
      slot: `human/${person?.id}/${Math.floor(at / RUNG_ONCE_IN)}`,
      kind: 'question',
      createdAt: at,
    }),
  );
  return { ...reply(view.say('about.human', { who }), { privately: true }), outbox };
}

/** What is said against the program itself goes where the pages' 投诉建议 goes, and becomes no ticket that a group would read. */
function forOperators({ person, at, view, message, text }: Case, parts: DeskParts): Outcome {
  const who = parts.roster.operators.map((one) => personInWords(view, one)).join('、');
  const told = reply(view.say('about.complained', { who }), { privately: true });
  if (person === null) return told;
  return { ...told, outbox: complaintFor(person, text, `inbox:${message.key}/complaint`, at, parts) };
}

/** `as`: the words for it. */
type Named = { readonly as: string } & ({ readonly department: Department } | { readonly person: Person });

/** The person, else the department, that the words name; staff only, as owners' numbers are their own. */
function namedIn(text: string, { roster }: DeskParts): Named | null {
  const staff = roster.offices.flatMap(({ primary, backup, head }) => [primary, backup, head]);
  const person = [...staff, ...roster.dispatchers].find(({ name }) => text.includes(name));
  if (person) return { as: person.name, person };
  const found = roster.offices
    .flatMap((department) => [department.name, ...department.aliases].map((name) => ({ name, department })))
    .filter(({ name }) => text.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  return found[0] ? { as: found[0].name, department: found[0].department } : null;
}

function contactInWords(on: Case, named: Named): string {
  const { say, roster } = on.view;
  if ('person' in named) {
    const held = roster.rolesOf(named.person.id).find(({ department }) => department !== undefined);
    return say('about.person', {
      person: personInWords(on.view, named.person),
      of: held?.department?.name ?? say('about.hub'),
    });
  }
  const { name, primary, backup } = named.department;
  return say('about.department', {
    department: name,
    primary: personInWords(on.view, primary),
    backup: personInWords(on.view, backup),
  });
}
