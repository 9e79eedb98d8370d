/** What becomes of every message of a paste: registered, added to a ticket, known already, asked about, or left out. */
import { runsOf, type Said } from '../../dialogue/pasted.ts';
import { saysStill } from '../../dialogue/still.ts';
import { onlyThanks } from '../../dialogue/thanks.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Routing } from '../../routing/router.ts';
import type { Case, Registering } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { mayBeReport } from '../intake/registering.ts';
import { filesOf } from '../steps/change.ts';
import { earlierOf, saysTheSame } from './earlier.ts';
import { mattersOf, type Words } from './matters.ts';
import { registering } from './receipts.ts';
import { isOffice, type Speaker, whose } from './speakers.ts';
import type { Waiting } from './waiting.ts';

/** Tickets of the enterprise that pasted words are looked for in. */
const LOOKED_THROUGH = 50;

/** Why words are left out: small talk · said by an office · a picture, which does not come along when it is copied */
export const LEFT_WHYS = ['talk', 'office', 'picture'] as const;
export type LeftWhy = (typeof LEFT_WHYS)[number];
export interface Left {
  readonly why: LeftWhy;
  readonly said: Said;
}

interface Matter extends Words {
  readonly speaker: Speaker | null;
  readonly routing: Routing;
}

/** How many messages met which fate; together they are all. */
export interface Fates {
  registered: number;
  added: number;
  known: number;
  asked: number;
  left: number;
}

export class Sorting {
  readonly fates: Fates = { registered: 0, added: 0, known: 0, asked: 0, left: 0 };
  readonly left: Left[] = [];
  readonly waiting: Waiting[] = [];
  /** Numbers of the tickets that have the words already. */
  readonly known = new Set<number>();
  readonly added = new Map<number, { readonly ticket: Ticket; readonly texts: string[] }>();
  /** Dangers that were registered before anybody knew whose they are, and whose they are. */
  readonly named: { readonly ticket: Ticket; readonly speaker: Speaker }[] = [];
  /** Urgent ones that came back: they are not asked about. */
  readonly cameBack: Ticket[] = [];
  /** Names that were taken for somebody's as a dispatcher had said. */
  readonly remembered = new Map<string, Speaker>();
  private readonly matters: Matter[] = [];
  private readonly recent = new Map<string, readonly Ticket[]>();

  constructor(
    private readonly on: Case,
    private readonly parts: DeskParts,
  ) {}

  /** All messages of a paste, in order. */
  async sort(messages: readonly Said[]): Promise<void> {
    for (const run of runsOf(messages)) await this.run(run, messages.length === 1);
  }

  /** The new tickets; whatever files came along belong to the first. */
  registers(): readonly Registering[] {
    return this.matters.map((one, place) =>
      registering(this.on, one, one.speaker, place === 0 ? filesOf(this.on, 'enterprise') : [], this.parts),
    );
  }

  private async run(run: readonly [Said, ...Said[]], only: boolean): Promise<void> {
    const { on, parts } = this;
    const account = on.message.forwarded?.account ?? null;
    const { speaker, remembered } = whose(
      run[0].name,
      parts.roster,
      on.office,
      account === null ? undefined : [on.message.channel, account],
    );
    for (const said of run) if (said.text === '') this.leave('picture', said);
    const said = run.filter(({ text }) => text !== '');
    // 收到, and a minute later the trouble: the thanks are of what came before, and no part of it.
    const isTheirs = !isOffice(speaker) && said.some(({ text }) => !onlyThanks(text));
    const nods = isTheirs ? said.filter(({ text }) => onlyThanks(text)) : [];
    for (const nod of nods) this.leave('talk', nod);
    const [first, ...more] = said.filter((one) => !nods.includes(one));
    if (!first) return;
    if (isOffice(speaker)) {
      for (const said of [first, ...more]) this.leave('office', said);
      return;
    }
    for (const words of mattersOf([first, ...more], parts.router, (text) => mayBeReport(on, text, parts))) {
      const routing = parts.router.route(words.text);
      const isTalk = routing.kind === 'chatter' || (routing.doubtful && !only);
      if (isTalk && !(only && speaker)) {
        for (const said of words.pieces) this.leave('talk', said);
      } else if (!speaker) this.unknown(words, routing);
      else {
        if (remembered) this.remembered.set(words.name, speaker);
        await this.place(words, speaker, routing);
      }
    }
  }

  /** Words whose enterprise is known. */
  async place(words: Words, speaker: Speaker, routing = this.parts.router.route(words.text)): Promise<void> {
    const { on, parts, fates } = this;
    const isReport = mayBeReport(on, words.text, parts);
    const own = isReport ? -1 : this.matters.findIndex((one) => isMore(words, speaker, routing, one));
    const before = this.matters[own];
    if (before) {
      this.matters[own] = {
        ...before,
        text: `${before.text}\n${words.text}`,
        pieces: [...before.pieces, ...words.pieces],
      };
      fates.registered += words.pieces.length;
      return;
    }
    const unnamed = routing.urgent && !isReport ? await this.unnamed(words.text) : undefined;
    if (unnamed) {
      this.named.push({ ticket: unnamed, speaker });
      fates.known += words.pieces.length;
      return;
    }
    const earlier = isReport
      ? await this.sameReport(words, speaker)
      : earlierOf(words, routing, await this.recentOf(speaker), on.at);
    if (earlier?.is === 'known') {
      this.known.add(earlier.ticket.number);
      fates.known += words.pieces.length;
    } else if (earlier?.is === 'open') {
      const { ticket } = earlier;
      const { texts } = this.added.get(ticket.number) ?? { texts: [] };
      this.added.set(ticket.number, { ticket, texts: [...texts, words.text] });
      fates.added += words.pieces.length;
    } else if (earlier?.is === 'ended' && !routing.urgent) {
      const { name, at, text } = words;
      this.waiting.push({ is: 'again', name, at, text, speaker, ticket: earlier.ticket.number });
      fates.asked += words.pieces.length;
    } else {
      if (earlier) this.cameBack.push(earlier.ticket);
      this.enter(words, speaker, routing);
    }
  }

  /** As a matter of its own, whatever it is like. */
  enter(words: Words, speaker: Speaker | null, routing = this.parts.router.route(words.text)): void {
    this.matters.push({ ...words, speaker, routing });
    this.fates.registered += words.pieces.length;
  }

  /** A danger is registered without its enterprise, which is asked after; other words wait for it. */
  private unknown(words: Words, routing: Routing): void {
    const { name, at, text, pieces } = words;
    if (routing.urgent && !mayBeReport(this.on, text, this.parts)) {
      this.enter(words, null, routing);
      this.waiting.push({ is: 'whose', name, at, text, registered: true });
    } else {
      this.waiting.push({ is: 'whose', name, at, text });
      this.fates.asked += pieces.length;
    }
  }

  private leave(why: LeftWhy, said: Said): void {
    this.left.push({ why, said });
    this.fates.left += 1;
  }

  private async recentOf({ enterprise }: Speaker): Promise<readonly Ticket[]> {
    const known = this.recent.get(enterprise);
    if (known) return known;
    const found = await this.parts.store.tickets({ enterprise, newest: LOOKED_THROUGH });
    const ordinary = found.filter(({ confidential }) => !confidential);
    this.recent.set(enterprise, ordinary);
    return ordinary;
  }

  private async unnamed(text: string): Promise<Ticket | undefined> {
    const recent = await this.parts.store.tickets({ newest: LOOKED_THROUGH });
    return recent.find(
      (one) => one.enterprise === null && one.enteredBy !== undefined && one.text.startsWith(text),
    );
  }

  /** Of reports the dispatcher knows of those that they entered themselves, and no more of them than the words. */
  private async sameReport({ text }: Words, { enterprise }: Speaker) {
    const found = await this.parts.store.tickets({ enterprise, newest: LOOKED_THROUGH, confidential: true });
    const ticket = found.find((one) => one.enteredBy === this.on.person?.id && one.text === text);
    return ticket ? ({ is: 'known', ticket } as const) : null;
  }
}

/** Whether words say more of a matter of the same paste. */
function isMore(words: Words, speaker: Speaker, routing: Routing, matter: Matter): boolean {
  if (matter.speaker?.enterprise !== speaker.enterprise || matter.routing.kind === 'whistleblow')
    return false;
  if (saysTheSame(words.text, matter.text)) return true;
  const [own, other] = [routing, matter.routing].map(({ departments: [best] }) => best?.id);
  return saysStill(words.text) && (!routing.auto || own === other);
}
