/** What a journey needs of a channel to be played on it: people who speak and press, and what they see. */

/** A message as a person sees it. */
export interface Seen {
  /** Grows from message to message. */
  readonly id: number;
  readonly text: string;
  readonly fromBot: boolean;
  readonly buttons: readonly (readonly { readonly text: string; readonly data: string | null }[])[];
  /** How often it was edited. */
  readonly edits: number;
  readonly replyTo: number | null;
}

export type Match<M> = string | RegExp | ((message: M) => boolean);

/** Eyes on every chat. `Place` is a group or a person, whose private chat with the bot is meant. */
export interface Onlooker<Place, M extends Seen> {
  /** Oldest first, as they read now. */
  messages(place: Place): Promise<readonly M[]>;
  /** Waits for the newest message of the bot in `place` that matches. Rejects in words when none comes. */
  waitForMessage(place: Place, match: Match<M>, timeoutMs?: number): Promise<M>;
  waitFor<T>(
    find: () => T | undefined | null | false | Promise<T | undefined | null | false>,
    timeoutMs?: number,
    what?: string,
  ): Promise<T>;
}

/** A person of the county. */
export interface Player<Place, M extends Seen> {
  says(place: Place, text: string, options?: { replyTo?: M }): Promise<{ readonly id: number }>;
  /** To the bot in private. */
  tells(text: string, options?: { replyTo?: M }): Promise<{ readonly id: number }>;
  press(message: M, label: string): Promise<{ answer(): Promise<{ readonly text: string }> }>;
}

/** A whole small world on one channel. `tg` are the eyes, whatever the channel. */
export interface Stage<Place, M extends Seen, P extends Place & Player<Place, M> = Place & Player<Place, M>> {
  readonly tg: Onlooker<Place, M>;
  readonly group: Place;
  person(id: string): Promise<P>;
  end(): Promise<void>;
}
