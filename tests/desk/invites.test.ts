import { describe, expect, it } from 'vitest';
import {
  hashOf,
  INVITE_VALID_FOR,
  issue,
  judge,
  readCode,
  TRIES_PER_HOUR,
} from '../../src/desk/people/invites.ts';
import { emptyOffice, evolveOffice, type Office, type OfficeEvent } from '../../src/domain/office.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const ACCOUNT = 'telegram/10001';

function officeWith(...events: readonly OfficeEvent[]): Office {
  return events.reduce(evolveOffice, emptyOffice);
}

describe('an invite code', () => {
  it('binds the person it was made for', () => {
    const { code, event } = issue('tax-a', NOW);
    expect(judge(code, ACCOUNT, officeWith(event), NOW)).toEqual({
      ok: true,
      person: 'tax-a',
      hash: hashOf(code),
    });
  });

  it('is not kept: only its hash is on record', () => {
    const { code, event } = issue('tax-a', NOW);
    expect(JSON.stringify(event)).not.toContain(code.slice(3));
  });

  it('differs each time', () => {
    const codes = new Set(Array.from({ length: 200 }, () => issue('tax-a', NOW).code));
    expect(codes.size).toBe(200);
  });

  it('works once', () => {
    const { code, event } = issue('tax-a', NOW);
    const used = officeWith(event, {
      type: 'accountBound',
      v: 1,
      at: NOW,
      account: ACCOUNT,
      person: 'tax-a',
      hash: hashOf(code),
    });
    expect(judge(code, 'telegram/10002', used, NOW)).toEqual({ ok: false, why: 'used' });
  });

  it('expires, and not a millisecond early', () => {
    const { code, event } = issue('tax-a', NOW);
    expect(judge(code, ACCOUNT, officeWith(event), NOW + INVITE_VALID_FOR - 1).ok).toBe(true);
    expect(judge(code, ACCOUNT, officeWith(event), NOW + INVITE_VALID_FOR)).toEqual({
      ok: false,
      why: 'expired',
    });
  });

  it('can be revoked', () => {
    const { code, event } = issue('tax-a', NOW);
    const revoked = officeWith(event, { type: 'inviteRevoked', v: 1, at: NOW, hash: hashOf(code) });
    expect(judge(code, ACCOUNT, revoked, NOW)).toEqual({ ok: false, why: 'revoked' });
  });

  it('cannot be guessed for long: after five wrong ones an account waits, others do not', () => {
    const { code, event } = issue('tax-a', NOW);
    const wrong = Array.from(
      { length: TRIES_PER_HOUR },
      (_, index): OfficeEvent => ({ type: 'codeWrong', v: 1, at: NOW + index * MINUTE, account: ACCOUNT }),
    );
    const office = officeWith(event, ...wrong);
    const later = NOW + 10 * MINUTE;
    expect(judge(code, ACCOUNT, office, later)).toEqual({ ok: false, why: 'tooMany', minutes: 50 });
    expect(judge(code, 'telegram/10002', office, later).ok).toBe(true);
    expect(judge(code, ACCOUNT, office, NOW + HOUR).ok).toBe(true);
  });
});

describe('reading a code', () => {
  it.each([
    'LX-7K3M-9QTX-4HWB',
    'lx-7k3m-9qtx-4hwb',
    ' LX 7K3M 9QTX 4HWB ',
    'ＬＸ－７Ｋ３Ｍ－９ＱＴＸ－４ＨＷＢ',
    'LX—7K3M—9QTX—4HWB',
    'LX7K3M9QTX4HWB',
  ])('takes %s as people copy it', (written) => {
    expect(readCode(written)).toBe('LX-7K3M-9QTX-4HWB');
  });

  it.each(['', 'LX-7K3M-9QTX', 'LX-7K3M-9QTX-4HWO', '请发 LX-7K3M-9QTX-4HWB', '门口的路坏了'])(
    'sees no code in %s',
    (written) => {
      expect(readCode(written)).toBeNull();
    },
  );
});
