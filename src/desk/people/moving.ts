/**
 * 换渠道: whoever changes Telegram for WeCom says so on the old account, gets a word good for a few minutes, and says it on the new
 * one. Both are proved then: the new account is theirs and the old one stops, which it is told. The word is an invite code that
 * knows where it was asked for (`invites.ts`), so that guessing, a group, and saying it twice end as they do there.
 */
import { PAGE } from '../../channels/page/index.ts';
import type { OfficeEvent } from '../../domain/office.ts';
import { channelInWords } from '../../papers/words.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { type CodeVerdict, issue, MOVE_MINUTES, voided } from './invites.ts';
import { accountKey, rolesInWords } from './people.ts';

/** 换渠道, said on the account that is to be left. */
export function onMoveAsked(on: Case): Outcome {
  const { person, message, office, at } = on;
  const { say } = on.view;
  if (person === null) return {};
  // Whoever is on a page got there from an account, and has none there.
  if (message.channel === PAGE) return reply(say('bind.moveInChat'));
  const { code, event } = issue(person.id, at, accountKey(message.channel, message.sender.id));
  const there = message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  const text = say('bind.moveWord', { word: code, minutes: MOVE_MINUTES });
  return {
    office: [...voided(person.id, office, at), event],
    replies: [{ text, privately: true }, ...there],
  };
}

/** The word was said in private on `message.sender`; `verdict` says whose it is and which account asked for it. */
export function move(
  on: Case,
  { person: owner, hash, from = '' }: CodeVerdict & { readonly ok: true },
  parts: DeskParts,
): Outcome {
  const { message, at, person, office } = on;
  const { say } = on.view;
  const to = accountKey(message.channel, message.sender.id);
  if (to === from) return reply(say('bind.moveHere'));
  // An account has one owner: who it is says the operator, not a word that somebody passed on.
  if (person !== null && person.id !== owner) return reply(say('bind.moveOthers', { name: person.name }));
  const mover = parts.roster.person(owner);
  const isStill = office.accounts[from]?.person === owner || isOfRoster(owner, from, parts);
  if (!mover || !isStill) return reply(say('bind.moveOver'));
  const events: readonly OfficeEvent[] = [
    { type: 'accountMoved', v: 1, at, person: owner, from, to, hash },
    { type: 'reached', v: 1, at, account: to, open: true, person: owner },
  ];
  const [channel = '', ...chat] = from.split('/');
  return {
    office: events,
    release: [owner],
    dialogue: null,
    replies: [
      { text: say('bind.moved', { name: mover.name, roles: rolesInWords(owner, parts.roster, say) }) },
    ],
    outbox: [
      outgoing({
        id: `moved/${hash}`,
        to: { channel, chat: chat.join('/'), group: false },
        text: say('bind.movedAway', { channel: channelInWords(message.channel) }),
        kind: 'news',
        createdAt: at,
      }),
    ],
  };
}

function isOfRoster(person: string, account: string, { roster }: DeskParts): boolean {
  const named = Object.entries(roster.person(person)?.accounts ?? {});
  return named.some(([channel, chat]) => accountKey(channel, chat) === account);
}
