/**
 * Who is signed in: a signed cookie that names the person and when they came in. It ends after eight hours, and at once
 * when the person signs out, the operator signs them out, or the roster does not name them any more.
 */
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { hasLeft } from '../../domain/register.ts';
import type { Person, Role } from '../../domain/roster.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import { BASE, type Site } from './site.ts';

const COOKIE = 'lianxinqiao';
export const SESSION_HOURS = 8;
const FORM = /^([a-z][a-z0-9_-]*)\.(\d{1,15})$/;

/** Whoever reads the pages. */
export interface Reader {
  readonly person: Person;
  readonly roles: ReadonlySet<Role>;
}

/** What a page behind the door knows of whoever reads it. */
export interface Signed {
  readonly Variables: { readonly reader: Reader };
}

/** Null for whoever is not signed in, or no more. */
export async function readerOf(context: Context, { parts, secret }: Site): Promise<Reader | null> {
  const cookie = await getSignedCookie(context, secret, COOKIE);
  const [, id, since] = FORM.exec(cookie || '') ?? [];
  if (id === undefined) return null;
  const person = parts.roster.person(id);
  const office = await parts.store.office();
  const { signedOut = {} } = office;
  if (!person || hasLeft(id, office) || !isValid(Number(since), signedOut[id] ?? null, parts.clock.now()))
    return null;
  return { person, roles: new Set(parts.roster.rolesOf(id).map(({ role }) => role)) };
}

function isValid(since: Instant, signedOut: Instant | null, now: Instant): boolean {
  return since <= now && now < since + SESSION_HOURS * HOUR && (signedOut === null || since > signedOut);
}

export async function begin(
  context: Context,
  person: string,
  { parts, secret, origin }: Site,
): Promise<void> {
  await setSignedCookie(context, COOKIE, `${person}.${parts.clock.now()}`, secret, {
    path: BASE,
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin?.startsWith('https:') ?? false,
    maxAge: (SESSION_HOURS * HOUR) / 1000,
  });
}

export function end(context: Context): void {
  deleteCookie(context, COOKIE, { path: BASE });
}
