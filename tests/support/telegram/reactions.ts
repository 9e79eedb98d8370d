/** Reactions to messages: https://core.telegram.org/bots/api#setmessagereaction and #messagereactionupdated */
import type { Params } from './params.ts';
import { personOf, roomOf } from './people.ts';
import * as rules from './rules.ts';
import type { State } from './state.ts';
import { badRequest, type Wire } from './types.ts';

/** Those of #reactiontypeemoji that the tests use, and some beside. ✅ is none of them. */
const EMOJI: ReadonlySet<string> = new Set([
  '👍',
  '👎',
  '❤',
  '🔥',
  '👏',
  '🎉',
  '🙏',
  '👌',
  '🏆',
  '💯',
  '👀',
  '🤔',
  '😢',
]);

/** "Bots can't use paid reactions", and set one at most ("Currently, as non-premium users, bots can set up to one"). */
export function setMessageReaction(state: State, params: Params): true {
  const room = rules.writableChat(state, params);
  const message = room.messages.get(params.integer('message_id'));
  if (!message || message.deleted) throw badRequest('message to react not found');
  const given = params.json('reaction', 'reaction types') ?? [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType');
  if (given.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const [one] = given as Wire[];
  if (one && (one.type !== 'emoji' || !EMOJI.has(String(one.emoji)))) throw badRequest('REACTION_INVALID');
  if (one) message.reactions.set(state.bot.id, String(one.emoji));
  else message.reactions.delete(state.bot.id);
  return true;
}

/** A person sets a reaction, or takes theirs away (null). "The bot must be an administrator in the chat" (#update) to hear of it. */
export function react(
  state: State,
  given: { from: number; chat: number; id: number; emoji: string | null },
): { update: number | null } {
  const room = roomOf(state, given.chat);
  const message = room.messages.get(given.id);
  if (!message || message.deleted) throw badRequest(`no message ${given.id} in chat ${given.chat}`);
  const before = message.reactions.get(given.from);
  if (given.emoji === null) message.reactions.delete(given.from);
  else message.reactions.set(given.from, given.emoji);
  if (room.bot !== 'administrator') return { update: null };
  const update = state.updates.add('message_reaction', {
    chat: state.chat(room),
    message_id: given.id,
    user: state.user(personOf(state, given.from)),
    date: state.now(),
    old_reaction: wired(before),
    new_reaction: wired(given.emoji ?? undefined),
  });
  return { update };
}

function wired(emoji: string | undefined): Wire[] {
  return emoji === undefined ? [] : [{ type: 'emoji', emoji }];
}
