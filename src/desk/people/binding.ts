/** Who an account belongs to, which private chats are open, which groups are served. */
import { evolveOffice, type OfficeEvent } from '../../domain/office.ts';
import { mayBindGroups } from '../../domain/permissions.ts';
import type { Case, Outcome } from '../case.ts';
import { NOTHING, reply } from '../case.ts';
import { dialogueKey } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { offerEarlier } from '../intake/raise.ts';
import { toldOfClosed } from '../operation/unread.ts';
import { recallAt } from '../recall.ts';
import { judge } from './invites.ts';
import { move } from './moving.ts';
import { accountKey, moveOf, rolesInWords, servedGroups } from './people.ts';

/** An invite code was sent. In a group everybody has read it, so it is spent at once. */
export async function bind(on: Case, code: string, parts: DeskParts): Promise<Outcome> {
  const { message, at, office, person } = on;
  const { say } = on.view;
  const account = accountKey(message.channel, message.sender.id);
  const verdict = judge(code, account, office, at);
  if (message.chat.kind === 'group') {
    return {
      ...reply(say('refusal.privateOnly')),
      ...(verdict.ok ? { office: [{ type: 'inviteRevoked', v: 1, at, hash: verdict.hash }] } : {}),
    };
  }
  if (!verdict.ok) {
    if (verdict.why === 'tooMany') return reply(say('bind.tooMany', { minutes: verdict.minutes }));
    // Somebody who is bound already and mistypes is no guesser.
    const guess: readonly OfficeEvent[] =
      person === null && verdict.why === 'wrong' ? [{ type: 'codeWrong', v: 1, at, account }] : [];
    return { ...reply(say(`bind.${verdict.why}`)), office: guess };
  }
  if (verdict.from !== undefined) return move(on, verdict, parts);
  const bound = parts.roster.person(verdict.person);
  if (!bound) return reply(say('bind.revoked'));
  const roles = rolesInWords(bound.id, parts.roster, say);
  const earlier = await wordsBefore(on, parts);
  const isMember = parts.roster.enterpriseOf(bound.id) !== undefined;
  const offer = earlier !== null && isMember ? offerEarlier(on, earlier) : { dialogue: null };
  return {
    office: [
      { type: 'accountBound', v: 1, at, account, person: bound.id, hash: verdict.hash },
      { type: 'reached', v: 1, at, account, open: true, person: bound.id },
    ],
    release: [bound.id],
    ...offer,
    replies: [{ text: say('bind.done', { name: bound.name, roles }) }, ...(offer.replies ?? [])],
  };
}

/** What the person said as a stranger, here or in a group. */
async function wordsBefore(on: Case, parts: DeskParts): Promise<string | null> {
  const { message, dialogue, at } = on;
  if (dialogue?.awaiting === 'stranger') return dialogue.text;
  for (const { channel, chat } of servedGroups(parts.roster, on.office)) {
    if (channel !== message.channel) continue;
    const said = await recallAt(parts.store, dialogueKey({ ...message, chat: { id: chat } }), at);
    if (said?.awaiting === 'stranger') return said.text;
  }
  return null;
}

/** The private chat was opened (/start): held messages can go now. */
export function started(on: Case, parts: DeskParts): Outcome {
  const { message, person, at } = on;
  const { say } = on.view;
  if (person === null) {
    const operator = parts.roster.operators[0]?.name ?? '';
    return reply(say('bind.stranger', { operator }));
  }
  const account = accountKey(message.channel, message.sender.id);
  const roles = rolesInWords(person.id, parts.roster, say);
  // Taking back a block is no greeting; the /start that follows is.
  const greets = message.message !== null;
  return {
    ...(greets ? reply(say('bind.already', { name: person.name, roles })) : {}),
    office: [{ type: 'reached', v: 1, at, account, open: true, person: person.id }],
    release: [person.id],
  };
}

/** The private chat was closed (blocked). */
export function blocked({ message, person, office, at, view }: Case, parts: DeskParts): Outcome {
  const account = accountKey(message.channel, message.sender.id);
  // A stranger's coming and going leaves no trace.
  if (person === null) return NOTHING;
  const closed: OfficeEvent = { type: 'reached', v: 1, at, account, open: false };
  if (office.reachable[account] === false) return { office: [closed] };
  const after = evolveOffice(office, closed);
  const cause = `inbox:${message.key}`;
  return { office: [closed], outbox: toldOfClosed(person.id, { cause, after, view }, parts) };
}

/** 绑定本群 */
export function bindGroup(on: Case): Outcome {
  const { message, roles, person, at } = on;
  const { say } = on.view;
  if (message.chat.kind !== 'group') return NOTHING;
  if (person === null || !mayBindGroups(roles)) return reply(say('bind.groupDenied'));
  const group = accountKey(message.channel, message.chat.id);
  return {
    ...reply(say('bind.groupDone')),
    office: [{ type: 'groupBound', v: 1, at, group, title: message.chat.title, by: person.id }],
  };
}

/** 解绑本群 */
export function unbindGroup(on: Case): Outcome {
  const { message, roles, person, at, served } = on;
  const { say } = on.view;
  if (message.chat.kind !== 'group') return NOTHING;
  if (person === null || !mayBindGroups(roles)) return reply(say('bind.groupDenied'));
  if (!served) return reply(say('bind.groupUnknown'));
  const group = accountKey(message.channel, message.chat.id);
  return {
    ...reply(say('bind.groupUndone')),
    office: [{ type: 'groupUnbound', v: 1, at, group, by: person.id }],
  };
}

/** The bot was put into a group, taken out, or the group got another id. Nothing of it puts a group into service. */
export function groupChanged(on: Case, parts: DeskParts): Outcome {
  const { message, at, served, office } = on;
  const { channel, chat, text } = message;
  if (chat.kind !== 'group') return NOTHING;
  const group = accountKey(channel, chat.id);
  switch (message.what) {
    case 'joined':
      return served ? NOTHING : reply(on.view.say('bind.groupUnknown'));
    case 'left':
      // Also of one that the roster file names: where groups go by their names, the next may take this one.
      return served ? { office: [{ type: 'groupUnbound', v: 1, at, group }] } : NOTHING;
    case 'moved':
      return { office: moveOf(group, { channel, chat: text }, at, parts.roster, office) };
    default:
      return NOTHING;
  }
}
