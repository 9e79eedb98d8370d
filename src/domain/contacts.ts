/**
 * Who may have a report about an official: a discipline contact, but none whom its own words name. Words are looked at,
 * and not only those it began with: a later addition counts as well.
 */
import type { Person, PersonId, Roster } from './roster.ts';
import { simplified } from './simplified.ts';
import type { Ticket } from './ticket.ts';
import type { TicketFile } from './ticket-parts.ts';

/** What the reporter has said, and the names of what was sent. */
interface Words {
  readonly text: string;
  readonly files: readonly TicketFile[];
}

/** Those who may have it, in the order in which they are turned to; nobody, when all of them are named. */
export function hearersOf(words: Words, roster: Roster): readonly PersonId[] {
  return unnamed(wordsOf(words), roster);
}

/** The same of a ticket, with whatever was added to it. */
export function hearersOfTicket(ticket: Ticket, roster: Roster): readonly PersonId[] {
  return unnamed(wordsOfTicket(ticket, roster), roster);
}

/** Whether a ticket's words name this contact: then it is not there for them. */
export function isNamed(ticket: Ticket, person: PersonId, roster: Roster): boolean {
  const one = [...roster.discipline, ...roster.disciplineAbove].find(({ id }) => id === person);
  return one !== undefined && names(wordsOfTicket(ticket, roster), one, roster);
}

function unnamed(words: string, roster: Roster): readonly PersonId[] {
  const left = (people: readonly Person[]) => people.filter((one) => !names(words, one, roster));
  const contacts = left(roster.discipline);
  return (contacts.length > 0 ? contacts : left(roster.disciplineAbove)).map(({ id }) => id);
}

function wordsOf({ text, files }: Words): string {
  return [text, ...files.map(({ name }) => name)].join('\n');
}

/** What a contact says on it – their name under an answer – accuses nobody. */
function wordsOfTicket(ticket: Ticket, roster: Roster): string {
  const own = new Set([...roster.discipline, ...roster.disciplineAbove].map(({ id }) => id));
  const added = ticket.entries
    .filter(({ by }) => !(by !== null && own.has(by)))
    .map(({ text }) => text ?? '');
  return [wordsOf(ticket), ...added].join('\n');
}

const COMPOUND = /^(?:欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|夏侯|东方|端木|司徒)/u;
/** What somebody who looks after discipline is called behind their surname. */
const TITLES = '书记|主任|组长|委员|常委|室主任|联系人|纪检|检察官?|监察员?|专员|处长|科长|局长';
/** Greeted, thanked, or asked to do something: spoken to, not of. */
const THANKED = '(?:谢谢|感谢|多谢|辛苦了?|麻烦)(?:[县市]?纪[检委])?';
const GREETED =
  '(?:同志|老师|书记|主任|组长)?(?:[，,]?(?:您好|你好|谢谢|辛苦)|处理|核实|调查|查一?下|看一?下|转交|收$)';
/** The office itself is spoken of, and not as the place where reports go. */
const OFFICE =
  /(?<![向请给找报让由交去到在跟对])(?:纪检(?:监察)?(?:联系人|组|干部|的人|那边|委员|室)|纪委的?(?:人|干部|领导|同志))(?!.{0,4}(?:处理|核实|调查|查|管|介入|看|您好|你好|谢谢))/u;

/** By name, by surname and title, or by the office they hold. */
function names(words: string, { name, title = '' }: Person, roster: Roster): boolean {
  const said = simplified(words.normalize('NFKC')).replace(/[^\S\n]/gu, '');
  const surname = COMPOUND.exec(name)?.[0] ?? name.slice(0, 1);
  const given = name.slice(surname.length);
  const titles = title === '' ? TITLES : `${TITLES}|${escaped(title)}`;
  const ways = [
    escaped(name),
    `${escaped(surname)}(?:${escaped(given)})?(?:副)?(?:${titles})`,
    `[老小]${escaped(surname)}(?=[^\\p{Script=Han}]|收|要|拿|是|和|跟|也|都|不|就)`,
    ...([...given].length > 1 ? [escaped(given)] : []),
    ...(title.length > 3 && roster.discipline.every((one) => one.title !== title || one.name === name)
      ? [escaped(title)]
      : []),
  ];
  const spokenTo = new RegExp(`${THANKED}(?:${ways.join('|')})|(?:${ways.join('|')})${GREETED}`, 'gmu');
  const spokenOf = said.replace(spokenTo, '');
  return new RegExp(ways.join('|'), 'u').test(spokenOf) || OFFICE.test(spokenOf);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
