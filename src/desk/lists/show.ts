/**
 * A list of tickets, whichever it is, as it is shown: a page of so many, each with its company, its matter, by when and how
 * late; a button to open each, and one for the next page. Nothing is kept: each page is made anew. Only ever in private.
 */
import { codeOf, type ListAsked } from '../../dialogue/list-asked.ts';
import { listLine, nextPageRow, openButtons, todoButtons, todoItem } from '../../dialogue/lists.ts';
import { type Ask, asksOf } from '../../domain/asked-of.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { leaveLines } from '../leave/asked.ts';
import { countedIn } from './counted.ts';
import { buttonsFor, ownTickets } from './enquiries.ts';
import { ownOrders } from './orders.ts';
import { search } from './search.ts';
import { standing } from './standings.ts';

/** On a page: a phone screen or two. */
const PAGE = 10;

interface Row {
  readonly ticket: Ticket;
  readonly text: string;
  /** Where the list is of what is asked of the reader. */
  readonly asks?: readonly Ask[];
}

interface Rows {
  readonly count: number;
  /** So many from a place on: what lies on disk is read only to be shown. */
  rows(first: number, most: number): readonly Row[] | Promise<readonly Row[]>;
}

interface List extends Rows {
  /** Above the rows; alone where there are none. */
  readonly head: string;
  /** Above the row of that place: where another kind of rows begins. */
  readonly parting?: { readonly before: number; readonly text: string };
  /** How a button names it; null where none can. */
  readonly code: string | null;
}

export async function showList(on: Case, asked: ListAsked, parts: DeskParts, page = 1): Promise<Outcome> {
  const { say } = on.view;
  const { head, count, rows, parting, code } = await listed(on, asked, parts);
  // Whoever asked in the group looks there for the answer, and reads the same whether there is anything.
  const there = on.message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  const pages = Math.max(1, Math.ceil(count / PAGE));
  // There may be fewer of them than when the button was made.
  const shownPage = Math.min(Math.max(page, 1), pages);
  const first = (shownPage - 1) * PAGE;
  const shown = await rows(first, PAGE);
  const lines = shown.flatMap(({ text }, place) =>
    parting?.before === first + place ? [parting.text, text] : [text],
  );
  const left = count - first - shown.length;
  const where = pages > 1 ? [say('list.page', { page: shownPage, pages })] : [];
  const more = left > 0 && code === null ? [say('list.tooLong', { count: left })] : [];
  const [only] = shown;
  const buttons =
    only && count === 1
      ? { buttons: buttonsFor(on, only.ticket), ticket: only.ticket.number }
      : {
          buttons: [
            ...(asked.of === 'todo'
              ? todoButtons(shown.map(askedOn), on.view)
              : openButtons(once(shown), on.view)),
            ...(left > 0 ? nextPageRow(code, shownPage, on.view) : []),
          ],
        };
  const text = [head, ...where, ...lines, ...more].filter((line) => line !== '').join('\n');
  return { replies: [{ text, ...buttons, privately: true }, ...there] };
}

async function listed(on: Case, asked: ListAsked, parts: DeskParts): Promise<List> {
  const { say } = on.view;
  const code = codeOf(asked);
  switch (asked.of) {
    case 'todo':
      return { ...(await todo(on, parts)), code };
    case 'mine': {
      const tickets = await ownTickets(on, parts);
      return { head: tickets.length === 0 ? say('progress.none') : '', ...linesOf(on, tickets), code };
    }
    case 'orders': {
      const { head, rows } = await ownOrders(on, parts);
      return { head, ...whole(rows), code };
    }
    case 'words':
      return found(on, asked.words, parts);
    case 'registered':
    case 'closed':
    case 'excluded': {
      const { head, tickets } = await countedIn(on, asked, parts);
      return { head, ...readWhenShown(on, tickets, parts), code };
    }
    default: {
      const { tickets, name } = await standing(on, asked.of, parts);
      const count = tickets.length;
      const head = count === 0 ? say(`standing.${name}None`) : say(`standing.${name}`, { count });
      return { head, ...linesOf(on, tickets), code };
    }
  }
}

/** 我的待办: what is asked of the reader, by its deadline; then what is theirs and lies with somebody else. */
async function todo(on: Case, parts: DeskParts): Promise<Omit<List, 'code'>> {
  const { person, view, at } = on;
  const { say } = view;
  const id = person?.id ?? '';
  const all = (await ownTickets(on, parts)).map((ticket) => {
    const asks = asksOf(ticket, id, parts.roster, at);
    const due: Instant = asks[0]?.deadline.lateFrom ?? Number.POSITIVE_INFINITY;
    return { ticket, asks, due, text: todoItem(ticket, asks, view, id) };
  });
  const rows = all.toSorted((a, b) => (a.due === b.due ? a.ticket.number - b.ticket.number : a.due - b.due));
  const count = rows.filter(({ due }) => Number.isFinite(due)).length;
  const others = rows.length - count;
  const head = [
    ...leaveLines(on, parts),
    count === 0 ? say('progress.clean') : say('progress.todo', { count }),
  ].join('\n');
  const parting = { before: count, text: say('progress.withOthers', { count: others }) };
  return { head, ...whole(rows), ...(others > 0 ? { parting } : {}) };
}

async function found(on: Case, words: string, parts: DeskParts): Promise<List> {
  const { say } = on.view;
  const { label, code, tickets } = await search(on, words, parts);
  const how = say(on.roles.has('member') ? 'list.howOwn' : 'list.how');
  const head =
    tickets.length > 0
      ? say('list.found', { words: label, count: tickets.length })
      : [...(label === '' ? [] : [say('list.foundNone', { words: label })]), how].join('\n');
  return {
    head,
    ...readWhenShown(on, tickets, parts),
    code: codeOf({ of: 'words', words: code }),
  };
}

/** What is over lies on disk. */
function readWhenShown(on: Case, tickets: readonly Outline[], { store }: DeskParts): Rows {
  return {
    count: tickets.length,
    async rows(first, most) {
      const numbers = tickets.slice(first, first + most).map(({ number }) => number);
      const read = await Promise.all(numbers.map((number) => store.ticket(number)));
      return rowsOf(
        on,
        read.flatMap((ticket) => ticket ?? []),
      );
    },
  };
}

function whole(rows: readonly Row[]): Rows {
  return { count: rows.length, rows: (first, most) => rows.slice(first, first + most) };
}

/** Only what is shown is put into words: a department's list may be hundreds. */
function linesOf(on: Case, tickets: readonly Ticket[]): Rows {
  return { count: tickets.length, rows: (first, most) => rowsOf(on, tickets.slice(first, first + most)) };
}

function rowsOf({ view, person }: Case, tickets: readonly Ticket[]): readonly Row[] {
  return tickets.map((ticket) => ({ ticket, text: listLine(ticket, view, person?.id ?? null) }));
}

function askedOn({ ticket, asks = [] }: Row): { readonly ticket: Ticket; readonly asks: readonly Ask[] } {
  return { ticket, asks };
}

/** A ticket may stand there several times, once for each order on it. */
function once(rows: readonly Row[]): readonly Ticket[] {
  return [...new Map(rows.map(({ ticket }) => [ticket.number, ticket])).values()];
}
