/**
 * Invite codes: how an account becomes a person. A code is used once, expires, can be revoked; only its hash is
 * kept, and somebody who guesses is stopped after a few tries.
 */
import { createHash, randomInt } from 'node:crypto';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';

/** Without 0 O 1 I L, which people mix up when they copy a code by hand. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;
const CODE = /^LX-?([2-9A-HJKMNP-Z]{4})-?([2-9A-HJKMNP-Z]{4})-?([2-9A-HJKMNP-Z]{4})$/;

export const INVITE_VALID_FOR = 7 * DAY;
/** Wrong codes an account may send within an hour. 31^12 codes make guessing hopeless; this makes it silent. */
export const TRIES_PER_HOUR = 5;

/** A new code, e.g. `LX-7K3M-9QTX-4HWB` (59 bits), and the event that records its hash. */
export function issue(person: string, at: Instant): { readonly code: string; readonly event: OfficeEvent } {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  );
  const code = `LX-${groups.join('-')}`;
  return {
    code,
    event: { type: 'inviteIssued', v: 1, at, hash: hashOf(code), person, expiresAt: at + INVITE_VALID_FOR },
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
  | { readonly ok: true; readonly person: string; readonly hash: string }
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
  return { ok: true, person: invite.person, hash };
}
