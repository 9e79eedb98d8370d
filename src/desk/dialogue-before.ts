/**
 * What older programs kept between two messages, as it is kept now. Then everything was a string beside the name of what was
 * awaited, and a verb's question bore the name of the verb. A journal may hold such lines for ever.
 */
import { TICKET_VERBS, type TicketVerb } from '../dialogue/verbs.ts';
import { verbOfToday } from '../domain/former-names.ts';
import type { Remembered } from '../store/port.ts';
import type { Dialogue } from './dialogue.ts';

interface Before extends Remembered {
  readonly ticket: number | null;
  readonly data: Readonly<Record<string, string>>;
}

export function asNow(kept: Remembered): Dialogue {
  const now = isBefore(kept) ? { ...times(kept), ...holdsOf(kept) } : kept;
  return ('verb' in now ? verbNamed(now) : now) as Dialogue;
}

/** The verb by the name it has now. */
function verbNamed(kept: Readonly<Record<'verb', unknown>>): object {
  const verb = verbOfToday(String(kept.verb));
  return verb === kept.verb ? kept : { ...kept, verb };
}

function isBefore(kept: Remembered): kept is Before {
  return 'data' in kept;
}

function times({ since, expiresAt }: Before): Pick<Before, 'since' | 'expiresAt'> {
  return { since, expiresAt };
}

function holdsOf({ awaiting, ticket, data }: Before): Readonly<Record<string, unknown>> {
  const parsed = (name: string, otherwise: unknown): unknown => {
    const value = data[name];
    return value === undefined ? otherwise : JSON.parse(value);
  };
  const number = (name: string): number | undefined =>
    data[name] === undefined ? undefined : Number(data[name]);
  switch (awaiting) {
    case 'which':
      return { awaiting, verb: data.verb, words: data.words ?? '', tickets: [] };
    case 'pictures':
      return { awaiting, files: parsed('files', []) };
    case 'raise':
      return {
        awaiting,
        text: data.text ?? '',
        origin: parsed('origin', null),
        files: parsed('files', []),
        ...(data.unasked === undefined ? {} : { unasked: true }),
        ...(data.like === undefined ? {} : { like: number('like') }),
        ...(data.again === undefined ? {} : { again: number('again') }),
        ...(data.considered === undefined ? {} : { considered: parsed('considered', null) }),
      };
    case 'split':
      return { awaiting, ticket, text: data.text ?? '' };
    case 'clerk':
      return { awaiting, former: parsed('queue', []) };
    case 'callBack':
      return { awaiting, ticket, heard: parsed('heard', {}), slot: data.slot ?? '' };
    case 'stranger':
      return { awaiting, text: data.text ?? '' };
    case 'doubt':
      return { awaiting, ...(parsed('doubt', {}) as object) };
    case 'standing':
      return { awaiting, lines: parsed('lines', []) };
    case 'menu':
      return { awaiting, ...menuOf(data) };
    default: {
      const verb = verbOfToday(awaiting);
      if (!TICKET_VERBS.includes(verb as TicketVerb)) return { awaiting, ticket };
      const choice = data.choice ?? data.duty;
      return { awaiting: 'words', verb, ticket, ...(choice === undefined ? {} : { choice }) };
    }
  }
}

/** Numbers with the data of their buttons; what was written on those was not kept. */
function menuOf({ first, last, ...choices }: Before['data']): object {
  return {
    choices: Object.entries(choices).map(([number, data]) => ({ number: Number(number), label: '', data })),
    first: Number(first ?? 0),
    last: Number(last ?? 0),
  };
}
