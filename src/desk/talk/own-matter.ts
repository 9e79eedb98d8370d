/**
 * Words of an enterprise that name no ticket and quote none, and yet speak of one: 几点来, 是三号不是二号, 又跳了, 来电了不用
 * 管了. That they do is read from the words with what lies near them; of which ticket, from its words, its department, and
 * how lately it was spoken of.
 */

import { askedAfter, asksTheDate, asksWho, takenBack } from '../../dialogue/asked-after.ts';
import { nextDue } from '../../dialogue/lists.ts';
import { saysBack } from '../../dialogue/still.ts';
import { asksHowItEnded, meansMatter, subjectShared } from '../../dialogue/subject.ts';
import { clip } from '../../dialogue/text.ts';
import { isThankful, onlyThanks } from '../../dialogue/thanks.ts';
import { press } from '../../dialogue/understand.ts';
import { departmentName, nameOf, stateName } from '../../dialogue/view.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { beginsAnother } from '../../routing/matters.ts';
import { complains } from '../../routing/question.ts';
import { wants } from '../../routing/small-talk.ts';
import { normalise } from '../../routing/text.ts';
import { isUnclear } from '../../routing/urgent.ts';
import type { MoreAct } from '../../understanding/labels.ts';
import { type Case, inPrivate, NOTHING, type Outcome, reply } from '../case.ts';
import { againOrNewPrivately, isAnother, mayBeUnsolved } from '../closing/again.ts';
import { offerToWithdraw } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { askToo, saysToo } from '../intake/also-here.ts';
import { canBeAsked, kept } from '../intake/offers.ts';
import { askRating } from '../intake/raise.ts';
import { isSaidHere, showProgress } from '../lists/enquiries.ts';
import { isNewDanger } from '../notices/concerned.ts';
import { step } from '../steps/steps.ts';
import { askWhich } from '../steps/verbs.ts';

/** Two tickets nearer to each other than this are both meant, as far as anybody can tell. */
const TOO_CLOSE = 0.06;
/** What a ticket's department and its age weigh beside its words. */
const DEPARTMENT = 0.6;
const LATELY = 0.5;
const SHOWN = 40;
const JUST_NOW = 10 * MINUTE;
/** So long somebody may go on telling of a report. */
const REPORT_LATELY = 3 * DAY;
/** Of what the words are about so much stands in the ticket's. */
const TIED = 0.3;
/** Words that speak so little of the ticket's department have nothing to do with it. */
const ALIEN = 0.2;
/** 还有野狗咬人, 宽带也慢: one more thing, be it of the same matter or another. */
const ALSO = /^还[有欠]|^[^，。,\s]{0,6}也/u;
/** Hardly more than a nod. */
const BARE = 8;
const MORE: ReadonlySet<MoreAct> = new Set(['addition', 'correction', 'answer']);
/** 4号那个, 第3件, and at the beginning 60那个, 60 的: a number of theirs. */
const NUMBERED = /(?:第\s*)?(\d{1,6})\s*(?:号|件)|^\s*(\d{1,6})\s*(?:那个|这个|那件|这件|的)/gu;

/** Null: the words are a matter of their own, talk, or nobody can tell. */
export async function onOwnMatter(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { bearing } = on.reading;
  if (on.message.what !== 'text' || text === '' || bearing === null) return null;
  if (bearing.speaksOf === 'other' && hasNoMatter(on, text)) {
    const [latest] = nearestFirst(on, on.near.others, text, parts);
    return latest ? askToo(on, latest.ticket, text, parts) : null;
  }
  const ruled = plainlySaid(on, text);
  if (bearing.speaksOf !== 'own' && ruled === null) return null;
  // 算了, 撤了吧: whether to withdraw, and of which, is asked where nothing else is done with it.
  if (askedAfter(text) === 'withdraw') return null;
  // 负责人电话多少 is answered by the ticket itself.
  if (asksWho(text) || asksTheDate(text)) return null;
  const act = ruled ?? bearing.act;
  const seen =
    on.message.chat.kind === 'group' ? on.near.own.filter((one) => isSaidHere(on, one)) : on.near.own;
  const fits = seen.filter((one) => !isOver(one) || act === 'unsolved' || act === 'question');
  const named = fits.filter(({ number }) => numbersIn(text).includes(number));
  const meant = fits.filter((one) => bearing.places.includes(on.near.own.indexOf(one)));
  // What they may speak of has been over for long, and is none of these.
  const isPast = bearing.places.length > 0 && bearing.places.every((place) => place >= on.near.own.length);
  if (isPast && named.length === 0 && ruled === null) return null;
  const all = named.length > 0 ? named : meant.length > 0 && ruled === null ? meant : fits;
  const live = all.filter((one) => !isOver(one));
  // What is dangerous is more of the emergency whose people and numbers are the same.
  const knowing = on.reading.urgent
    ? live.filter((one) => one.urgent && !isNewDanger(on, one, text, parts))
    : [];
  const pool = [knowing, live, all].find((some) => some.length > 0) ?? [];
  const [first, second] = nearestFirst(on, pool, text, parts);
  if (!first) return null;
  // 辛苦了 is answered as thanks are; where it is done, with the question whether it is solved.
  if (onlyThanks(text) && first.ticket.state !== 'resolved') return null;
  // A danger waits for nobody, whatever it sounds like beside a matter that is none; 不冒烟了 sounds like no danger.
  // Nor does 猪场出事了, of which nobody can tell yet whether it is one.
  const mayBeDanger = bearing.alarm || isUnclear(normalise(text));
  if (mayBeDanger && !first.ticket.urgent) return null;
  // 司机上了救护车，烟没了: how it ended.
  if (act !== 'over' && first.ticket.urgent && isNewDanger(on, first.ticket, text, parts)) return null;
  const isAside = !bearing.sure || isTroubleApart(on, first.ticket, act, text);
  if (act !== 'over' && isAside && isAnother(on, first.ticket, text, parts)) return null;
  const isPrivate = on.message.chat.kind === 'private';
  const report = isPrivate && MORE.has(act) ? await reportMeant(on, first.ticket, text, parts) : null;
  if (report) return inPrivate(askWhich(on, 'supplement', text, [first.ticket, report]));
  if (second && isPrivate && first.weight - second.weight < TOO_CLOSE && named.length !== 1) {
    const verb = act === 'question' ? 'progress' : 'supplement';
    return askWhich(on, verb, verb === 'progress' ? '' : text, [second.ticket, first.ticket]);
  }
  return say(on, first.ticket, act, text, parts);
}

/** 车牌尾号37 while a report is open: nothing of the ordinary ticket is in it, whose people would read it. */
async function reportMeant(
  { person, at }: Case,
  ticket: Ticket,
  text: string,
  { store }: DeskParts,
): Promise<Ticket | null> {
  if (subjectShared(text, ticket.text) > 0) return null;
  const own = await store.tickets({ member: person?.id ?? '', open: true, confidential: true });
  const latest = own.at(-1);
  return latest && at - latest.facts.registeredAt <= REPORT_LATELY ? latest : null;
}

/** What words do, whatever the models make of them, where a matter of the speaker's is open that they may mean. */
function plainlySaid({ near, reading }: Case, text: string): MoreAct | null {
  const open = near.own.filter((one) => !isOver(one));
  if (open.length === 0) return null;
  if (saysBack(text)) return 'unsolved';
  const means = (words: string): boolean => open.some((one) => meansMatter(words, one.text));
  // 来电了谢谢, 停电那个撤了吧
  const taken = takenBack(text);
  if ((isThankful(text) && !onlyThanks(text)) || (taken !== null && (taken === '' || means(taken))))
    return 'over';
  // 停电有进展吗 adds nothing.
  const isMore = reading.bearing?.speaksOf === 'own' && MORE.has(reading.bearing.act);
  return isMore && asksHowItEnded(text) && means(text) ? 'question' : null;
}

/** 自来水也停了, said while the power is out: as sure as it sounds of the same, it is about what is nothing of the ticket's. */
function isTroubleApart({ reading }: Case, ticket: Ticket, act: MoreAct, text: string): boolean {
  const plain = normalise(text);
  const isTrouble = complains(plain) || wants(plain) || beginsAnother(plain) || ALSO.test(plain);
  // An office that has just said something has not asked for it.
  const isMore = act === 'addition' || (act === 'answer' && ticket.state !== 'waiting');
  if (!isMore || !isTrouble || subjectShared(text, ticket.text) > 0) return false;
  const theirs = reading.departments.find(({ id }) => id === ticket.department);
  return (theirs?.p ?? 0) < ALIEN;
}

/** 我们也是, +1: what is wrong is said by somebody else. Words with a matter of their own are registered as that. */
function hasNoMatter({ reading }: Case, text: string): boolean {
  if (saysToo(text)) return true;
  return [...text].length <= BARE && !reading.auto && !reading.urgent && reading.kind !== 'arrears';
}

async function say(on: Case, ticket: Ticket, act: MoreAct, text: string, parts: DeskParts): Promise<Outcome> {
  const ended = isOver(ticket);
  const back = ended || ticket.state === 'resolved';
  // 没有，昨天又跳了一次: asked whether it is solved, they say that it is not.
  const isNo = MORE.has(act) && mayBeUnsolved(on, ticket, text, false, parts);
  const meant: MoreAct = isNo ? 'unsolved' : act;
  switch (meant) {
    case 'unsolved':
      if (back) return againOrNewPrivately(on, ticket, text, parts);
      // What has come back in an emergency rings.
      return ticket.urgent
        ? step(on, { verb: 'urge', ticket, words: text }, parts)
        : told(on, ticket, text, parts);
    case 'question':
      // Whoever can answer reads the question; the speaker reads at once what is known.
      return ended
        ? inPrivate(showProgress(on, ticket))
        : orAnother(
            on,
            ticket,
            text,
            beside(await told(on, ticket, text, parts), passedOn(on, ticket)),
            parts,
          );
    case 'urge':
      return ticket.state === 'resolved'
        ? inPrivate(askRating(on, ticket))
        : step(on, { verb: 'urge', ticket, words: text }, parts);
    case 'over':
      if (ticket.state === 'resolved') return inPrivate(askRating(on, ticket));
      return beside(
        await told(on, ticket, text, parts),
        inPrivate(offerToWithdraw(on, ticket, ticket.version + 1)),
      );
    case 'addition':
      return orAnother(on, ticket, text, await told(on, ticket, text, parts), parts);
    case 'correction':
    case 'answer':
      return told(on, ticket, text, parts);
    default:
      return meant satisfies never;
  }
}

/** The speaker hears who has the question, and by when what is due next. */
function passedOn(on: Case, ticket: Ticket): Outcome {
  const { view } = on;
  const { number, department, liaison } = ticket;
  if (department === null || liaison === null) return inPrivate(showProgress(on, ticket));
  const whom = `${departmentName(department, view)} ${nameOf(liaison, view)}`;
  return reply(
    view.say('told.askedOn', {
      number,
      whom,
      state: [stateName(ticket, view.say), nextDue(ticket, view)].filter(Boolean).join('，'),
    }),
    {
      ticket: number,
      privately: true,
    },
  );
}

function told(on: Case, ticket: Ticket, text: string, parts: DeskParts): Promise<Outcome> {
  return step(on, { verb: 'supplement', ticket, words: text }, parts);
}

/**
 * That it is another matter is one tap away, in private, wherever the words could be one: what was put to the wrong ticket
 * would be lost there. In the group only where it is less than plain, so that not every fragment brings a message.
 */
function orAnother(on: Case, ticket: Ticket, text: string, done: Outcome, parts: DeskParts): Outcome {
  const { view, message, reading } = on;
  const [first, ...others] = done.replies ?? [];
  const isGroup = message.chat.kind === 'group' && !first?.privately;
  const mayBe = [...text].length > BARE && reading.kind !== 'chatter' && done.changes !== undefined;
  const isPlain = reading.bearing?.sure === true && isTied(on, ticket, text);
  if (!mayBe || (isGroup && (isPlain || !canBeAsked(on, parts)))) return done;
  const buttons = [[{ label: view.say('ending.asNew'), data: press('raise', 0, 0) }]];
  const asked = view.say('ask.orAnother', { number: ticket.number, text: clip(text, SHOWN) });
  // In private the confirmation itself has the button.
  const replies =
    isGroup || !first
      ? [...(done.replies ?? []), { text: asked, buttons, privately: true }]
      : [{ ...first, buttons }, ...others];
  return {
    ...done,
    replies,
    offer: kept(on, { text }),
  };
}

/** Something of the ticket's own is in the words, or people are speaking of it just now. */
function isTied(on: Case, { text: matter, entries }: Ticket, text: string): boolean {
  const last = entries.findLast(({ by }) => by !== 'system');
  return subjectShared(text, matter) >= TIED || (last !== undefined && on.at - last.at <= JUST_NOW);
}

/** What happens by the first, and what is said by the second. */
function beside(first: Outcome, { replies = [] }: Outcome): Outcome {
  return first === NOTHING ? { replies } : { ...first, replies };
}

function nearestFirst(on: Case, tickets: readonly Ticket[], text: string, { router }: DeskParts) {
  const chances = new Map(on.reading.departments.map(({ id, p }) => [id, p]));
  return tickets
    .map((ticket) => {
      const last = ticket.entries.at(-1)?.at ?? ticket.facts.registeredAt;
      const weight =
        router.nearness(text, ticket.text) +
        DEPARTMENT * (chances.get(ticket.department ?? '') ?? 0) +
        LATELY * Math.exp(-(on.at - last) / (2 * HOUR));
      return { ticket, weight };
    })
    .sort((a, b) => b.weight - a.weight || b.ticket.number - a.ticket.number);
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(NUMBERED)].map(([, number, first]) => Number(number ?? first));
}
