/**
 * One decision on several tickets (调度台). What is to happen is shown ticket by ticket before it does; what was shown is
 * sealed, so that nothing else can come of the confirmation. Each ticket then has its own command, as in the chat, and
 * one that is refused keeps no other back.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { PageLine } from '../../channels/page/index.ts';
import { verbOf } from '../../dialogue/verbs.ts';
import { stateName } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Reader } from './session.ts';
import type { Site } from './site.ts';
import { stepsFor } from './steps.ts';
import { ticketFor } from './tickets.ts';

export const BULK_VERBS = ['assign', 'grant', 'deny', 'merge', 'callBack'] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];
export const MOST_AT_ONCE = 30;
/** How long what was shown may be confirmed. */
const STANDS = 30 * MINUTE;

const planShape = z.object({
  key: z.uuid(),
  person: z.string(),
  until: z.number(),
  verb: z.enum(BULK_VERBS),
  /** Ids of departments are in the roster. */
  department: z.string().nullable(),
  words: z.string(),
  items: z.array(z.object({ number: z.int(), into: z.int().nullable(), version: z.int() })).max(MOST_AT_ONCE),
});
export type Plan = z.infer<typeof planShape>;
export type PlanItem = Plan['items'][number];

/** A ticket that was chosen, and why it is left out; null: it is in the plan. */
export interface Looked {
  readonly number: number;
  readonly into: number | null;
  readonly ticket: Ticket | undefined;
  readonly leftOut: string | null;
}

/** `14`, or `14>12`: into which. */
export function chosenIn(
  fields: unknown,
): readonly { readonly number: number; readonly into: number | null }[] {
  const all: readonly unknown[] = Array.isArray(fields) ? fields : [fields];
  const found = all.flatMap((one) => {
    const [, number, into] = typeof one === 'string' ? (/^(\d{1,9})(?:>(\d{1,9}))?$/.exec(one) ?? []) : [];
    return number === undefined
      ? []
      : [{ number: Number(number), into: into === undefined ? null : Number(into) }];
  });
  return [...new Map(found.map((one) => [one.number, one])).values()];
}

/** What would happen to each, as things stand. */
export async function planFor(
  asked: Pick<Plan, 'verb' | 'department' | 'words'> & { readonly chosen: ReturnType<typeof chosenIn> },
  reader: Reader,
  { parts }: Site,
): Promise<{ readonly plan: Plan; readonly looked: readonly Looked[] }> {
  const { chosen, ...what } = asked;
  const looked: Looked[] = [];
  for (const { number, into } of chosen) {
    const ticket = await ticketFor(String(number), reader, parts);
    const can = ticket && (await stepsFor(ticket, reader, parts)).some(({ verb }) => verb === what.verb);
    const leftOut = can ? null : leftOutBecause(ticket, what.verb, parts.say);
    looked.push({ number, into, ticket, leftOut });
  }
  const items = looked.flatMap(({ number, into, ticket, leftOut }) =>
    ticket && leftOut === null ? [{ number, into, version: ticket.version }] : [],
  );
  const until = parts.clock.now() + STANDS;
  return { plan: { key: randomUUID(), person: reader.person.id, until, ...what, items }, looked };
}

function leftOutBecause(ticket: Ticket | undefined, verb: BulkVerb, say: Site['parts']['say']): string {
  if (!ticket) return '没有这件，或它不由您办理';
  return `现在是“${stateName(ticket, say)}”，不能${verbOf(verb).said[0]}，会跳过`;
}

/** What a form carries: the plan, and that it is ours. */
export function sealed(plan: Plan, secret: string): { readonly plan: string; readonly seal: string } {
  const text = JSON.stringify(plan);
  return { plan: text, seal: sealOf(text, secret) };
}

/** Null: not ours, not this person's, or shown too long ago. */
export function opened(text: string, seal: string, person: string, at: Instant, secret: string): Plan | null {
  const [given, own] = [Buffer.from(seal), Buffer.from(sealOf(text, secret))];
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
  const plan = planShape.parse(JSON.parse(text));
  return plan.person === person && at < plan.until ? plan : null;
}

function sealOf(text: string, secret: string): string {
  return createHmac('sha256', `bulk:${secret}`).update(text).digest('base64url');
}

/** The command that is given in the chat for it. */
export function commandFor(plan: Plan, { number, into }: PlanItem, { parts }: Pick<Site, 'parts'>): string {
  const word = verbOf(plan.verb).said[0] ?? '';
  const department = plan.department === null ? '' : (parts.roster.department(plan.department)?.name ?? '');
  const target = into === null ? '' : `并入 ${into}`;
  return [word, number, department, target, plan.words].filter((part) => part !== '').join(' ');
}

export interface Result {
  readonly number: number;
  readonly done: boolean;
  /** What the bot answered, or why it was not asked. */
  readonly told: string;
}

/** Gives each command in turn, and what came of it. */
export async function carryOut(plan: Plan, reader: Reader, site: Site): Promise<readonly Result[]> {
  const { parts, channel } = site;
  const results: Result[] = [];
  /** Versions that our own commands led to. */
  const ours = new Map<number, number>();
  for (const item of plan.items) {
    const { number, into } = item;
    const key = `${plan.key}-${number}`;
    const before = await ticketFor(String(number), reader, parts);
    if (channel.hasHeard(key, reader.person.id)) {
      results.push({ number, done: true, told: '刚才已经办过了，没有再办一次。' });
      continue;
    }
    if (!before || before.version !== (ours.get(number) ?? item.version)) {
      const now = before ? `现在是“${stateName(before, parts.say)}”` : '现在不由您办理';
      results.push({ number, done: false, told: `您确认之前别人动过这件，${now}，没有办。请再看一看。` });
      continue;
    }
    await channel.ask({ key, person: reader.person.id, text: commandFor(plan, item, site) });
    const after = await parts.store.ticket(number);
    for (const one of [number, into]) {
      const version = one === null ? undefined : (await parts.store.ticket(one))?.version;
      if (one !== null && version !== undefined) ours.set(one, version);
    }
    const done = after !== undefined && after.version !== before.version;
    const told = answerTo(key, channel.talk(reader.person.id), reader.person.id);
    results.push({ number, done, told: told || (done ? '已办。' : '还没有办完，请过一会儿看这件的页面。') });
  }
  return results;
}

/** What was said after the message of that key. */
function answerTo(key: string, talk: readonly PageLine[], person: string): string {
  const place = talk.findIndex(({ id }) => id === `page:${person}:${key}`);
  const after = place < 0 ? [] : talk.slice(place + 1).filter(({ own }) => !own);
  return after.map(({ text }) => text).join('\n');
}
