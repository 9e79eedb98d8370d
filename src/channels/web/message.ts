/** What is said in the web channel, and the lines in which its log keeps it. */
import type { Instant } from '../../domain/time.ts';
import type { Button } from '../port.ts';

/** The one group. Ids of persons never hold an `@`, so no private chat is called so. */
export const GROUP = '@group';

/** A file shown in a chat. `ref` is the SHA-256 of its bytes. */
export interface ChatFile {
  readonly ref: string;
  readonly kind: 'photo' | 'document';
  readonly name: string;
  /** By content, where it can be told. */
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
}

export interface ChatMessage {
  /** `w17`: unique in the data folder, growing. */
  readonly id: string;
  /** Number of the last change of any kind to this message; grows over the whole chat. */
  readonly change: number;
  /** `GROUP`, or the id of the person whose private chat with the bot it is. */
  readonly chat: string;
  /** The person who spoke; null: the bot. */
  readonly from: string | null;
  readonly at: Instant;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
  readonly files: readonly ChatFile[];
  /** The message quoted. */
  readonly replyTo: string | null;
  /** When the bot last changed it; null: as first said. */
  readonly editedAt: Instant | null;
  /** How often it did. */
  readonly edits: number;
}

/** As it was first said. */
type Posted = Omit<ChatMessage, 'change' | 'editedAt' | 'edits'>;
/** One line of the log. `key` is the page's for what people say, the outbox's for what the bot says. */
export type ChatLine =
  | { readonly is: 'said' | 'posted'; readonly key: string; readonly message: Posted }
  | {
      readonly is: 'edited';
      readonly id: string;
      readonly at: Instant;
      readonly text: string;
      readonly buttons: ChatMessage['buttons'];
    }
  /** Taken down: its words and files are shown no more. */
  | { readonly is: 'taken'; readonly id: string; readonly at: Instant }
  | { readonly is: 'time'; readonly at: Instant };
