/** What a channel can that leads nowhere – a ledger, a chat that is listened to: everything, at once. */
import type { Capabilities } from './port.ts';

/** Larger than any message, file or crowd. */
const NO_LIMIT = 1_000_000_000;

export const UNLIMITED: Capabilities = {
  receives: 'all',
  push: 'free',
  edits: true,
  buttons: true,
  quotes: true,
  files: true,
  replays: true,
  deduplicates: true,
  textLimit: NO_LIMIT,
  photoLimit: NO_LIMIT,
  documentLimit: NO_LIMIT,
  pace: { perSecond: NO_LIMIT, chatGapMs: 0, groupPerMinute: NO_LIMIT },
};
