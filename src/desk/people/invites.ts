/**
 * Invite codes: how an account becomes a person. A code is used once, expires, can be revoked; only its hash is
 * kept, and somebody who guesses is stopped after a few tries.
 */
import { createHash, randomInt } from 'node:crypto';
import type { Invite, Office, OfficeEvent } from '../../domain/office.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';

/** Without 0 O 1 I L, which people mix up when they copy a code by hand. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;
const CODE = /^LX-?([2-9A-HJKMNP-Z]{4})-?([2-9A-HJKMNP-Z]{4})-?([2-9A-HJKMNP-Z]{4})$/;

export const INVITE_VALID_FOR = 7 * DAY;
/** Wrong codes an account may send within an hour. 31^12 codes make guessing hopeless; this makes it silent. */
export const TRIES_PER_HOUR = 5;

/** 换渠道: a code that changes an account for another lives so long only. */
export const MOVE_MINUTES = 10;

/**
 * A new code, e.g. `LX-7K3M-9QTX-4HWB` (59 bits), and the event that records its hash. `from`: the account that whoever says the
 * code changes for theirs.
 */
export function issue(
  person: string,
  at: Instant,
  from?: string,
): { readonly code: string; readonly event: OfficeEvent & { readonly type: 'inviteIssued' } } {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  );
  const code = `LX-${groups.join('-')}`;
  return {
    code,
    event: {
      type: 'inviteIssued',
      v: 1,
      at,
      hash: hashOf(code),
      person,
      expiresAt: at + (from === undefined ? INVITE_VALID_FOR : MOVE_MINUTES * MINUTE),
      ...(from === undefined ? {} : { from }),
    },
  };
}

/** The code in a text, in one form whatever the case, width or spaces; null when the text is none. */
export function readCode(text: string): string | null {
  const match = CODE.exec(
    text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s_]/g, '')
      .replace(/[—–－]/g, '-'),
  );
  return match ? `LX-${match[1]}-${match[2]}-${match[3]}` : null;
}

export function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

export type CodeVerdict =
  | { readonly ok: true; readonly person: string; readonly hash: string; readonly from?: string }
  | { readonly ok: false; readonly why: 'wrong' | 'used' | 'expired' | 'revoked' }
  | { readonly ok: false; readonly why: 'tooMany'; readonly minutes: number };

/** Whether an account may be bound by this code now. */
export function judge(code: string, account: string, office: Office, at: Instant): CodeVerdict {
  const recent = (office.wrongCodes[account] ?? []).filter((tried) => tried > at - HOUR);
  const oldest = recent[0];
  if (recent.length >= TRIES_PER_HOUR && oldest !== undefined) {
    return { ok: false, why: 'tooMany', minutes: Math.ceil((oldest + HOUR - at) / MINUTE) };
  }
  const hash = hashOf(code);
  const invite = office.invites[hash];
  if (!invite) return { ok: false, why: 'wrong' };
  if (invite.state !== 'open') return { ok: false, why: invite.state };
  if (at >= invite.expiresAt) return { ok: false, why: 'expired' };
  const { person, from } = invite;
  return { ok: true, person, hash, ...(from === undefined ? {} : { from }) };
}

/** Codes of a person that may still be used. */
export function openInvites(
  person: string,
  { invites }: Pick<Office, 'invites'>,
  at: Instant,
): readonly Invite[] {
  return Object.values(invites).filter(
    (invite) => invite.person === person && invite.state === 'open' && invite.expiresAt > at,
  );
}

/** Makes every code of a person void that may still be used: one valid code a person. */
export function voided(person: string, office: Pick<Office, 'invites'>, at: Instant): readonly OfficeEvent[] {
  return openInvites(person, office, at).map(({ hash }) => ({ type: 'inviteRevoked', v: 1, at, hash }));
}
