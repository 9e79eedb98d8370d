/**
 * Links into the pages: a secret that the bot sends to one person in private, good once and for ten minutes. Only its hash
 * is kept. Whoever holds it is that person there, as whoever holds their phone is in the chat.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { hasLeft } from '../../domain/register.ts';
import type { Person } from '../../domain/roster.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { DeskParts } from '../desk.ts';

export const LINK_MINUTES = 10;
/** A conflict means that the office changed meanwhile; a few new looks always settle it. */
const LOOKS = 5;

/** A new secret (256 bits, base64url), and the event that records its hash. */
export function issueLink(
  person: string,
  at: Instant,
): { readonly secret: string; readonly event: OfficeEvent } {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = at + LINK_MINUTES * MINUTE;
  return { secret, event: { type: 'linkIssued', v: 1, at, hash: hashOfLink(secret), person, expiresAt } };
}

/** Whose way in it is now; null when it is no link, was used, has expired, or its person is no more in the roster. */
export function holderOf(
  secret: string,
  office: Office,
  { roster, clock }: Pick<DeskParts, 'roster' | 'clock'>,
): Person | null {
  const links = office.links ?? {};
  const hash = hashOfLink(secret);
  const link = Object.hasOwn(links, hash) ? links[hash] : undefined;
  return link && link.expiresAt > clock.now() && !hasLeft(link.person, office)
    ? (roster.person(link.person) ?? null)
    : null;
}

/** Uses a link up, and gives whose it was; null as in `holderOf`. Of two at a time one gets in. */
export async function redeem(secret: string, parts: DeskParts): Promise<Person | null> {
  for (let look = 1; look <= LOOKS; look++) {
    const office = await parts.store.office();
    const person = holderOf(secret, office, parts);
    if (person === null) return null;
    const at = parts.clock.now();
    const used = { type: 'linkUsed', v: 1, at, hash: hashOfLink(secret) } as const;
    const result = await parts.store.commit(() => ({
      at,
      cause: `page:in/${person.id}`,
      expect: { office: office.version },
      office: [used],
    }));
    if (result.ok) return person;
  }
  throw new Error('the office kept changing while somebody signed in');
}

/** Signs a person out of the pages everywhere. `by`: the person, or `cli`. */
export async function signOut(
  person: string,
  by: string,
  parts: Pick<DeskParts, 'store' | 'clock'>,
): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    const { version } = await parts.store.office();
    const at = parts.clock.now();
    const result = await parts.store.commit(() => ({
      at,
      cause: `page:out/${person}`,
      expect: { office: version },
      office: [{ type: 'signedOut', v: 1, at, person, by }],
    }));
    if (result.ok) return;
  }
  throw new Error('the office kept changing while somebody signed out');
}

function hashOfLink(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
