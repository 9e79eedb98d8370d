/**
 * A policy goes to the firms that it seems to fit: shown to whoever sends it, then with the others of the week in one message a
 * firm, or at once when the hub says so. Whoever wants no more of its category, or lacks a fact, gets nothing.
 */
import {
  conditionsInWords,
  policyFacts,
  ruleInWords,
  sourceFacts,
} from '../../../dialogue/arrangements/policy-view.ts';
import type { Buttons, View } from '../../../dialogue/view.ts';
import { verdictOn } from '../../../domain/arrangements/audience.ts';
import { nextNoticeId } from '../../../domain/arrangements/notices.ts';
import {
  type Audience,
  audienceOf,
  isOpenOn,
  mayPush,
  offOf,
  type Policies,
  type Policy,
  type PolicyEvent,
  type Push,
  policyNumber,
  pushesIn,
  toldInWeek,
  type Weekly,
} from '../../../domain/arrangements/policies.ts';
import { WANT } from '../../../domain/arrangements/policy-figures.ts';
import { type Calendar, workdayFrom } from '../../../domain/calendar.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import type { Enterprise, Roster } from '../../../domain/roster.ts';
import { mondayOf } from '../../../domain/spans.ts';
import {
  addDays,
  dayOf,
  type Instant,
  at as instantAt,
  instantInWords,
  startOfDay,
  weekday,
} from '../../../domain/time.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting, onlyIf } from '../../dialogue.ts';
import { answerButton, arrangeButton, bringTogether, recorded } from '../notices.ts';
import { policyMeant } from './library.ts';

export const UNFIT = 'unfit';
export const OFF = 'off';
/** Of a reason, so many firms are named. */
const NAMED = 12;

/** Shows what would go out, and to whom it would not. */
export function onPush(on: Case, words: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const person = on.person?.id ?? '';
  const own = parts.policies.policies.filter((one) => mayPush(person, one, parts.roster));
  if (!isOffice(on)) return privately(say('policy.notYours'));
  if (words === '') return privately(say('policy.which', { names: namesOf(own) }));
  const meant = policyMeant(on, words, parts);
  if ('text' in meant) return privately(meant.text);
  if (!own.includes(meant.policy)) return privately(say('policy.notYours'));
  return preview(on, meant.policy, parts);
}

function isOffice({ roles }: Case): boolean {
  return (['dispatcher', 'liaison', 'backup', 'head'] as const).some((role) => roles.has(role));
}

function preview(on: Case, policy: Policy, parts: DeskParts): Outcome {
  const { view, at, office } = on;
  const { say } = view;
  const facts = policyFacts(policy, view);
  if (!isOpenOn(policy, dayOf(at))) return privately(say('policy.ended', facts));
  const audience = audienceOf(policy, parts.roster, policiesOf(office));
  const rule = ruleInWords(policy.who, view);
  const body = audienceInWords(audience, policy, parts.roster, view);
  if (audience.fits.length === 0) {
    return { ...privately(say('policy.nobody', { title: policy.title, rule, body })), dialogue: null };
  }
  const when = instantInWords(nextWeekly(at, parts.policies.weekly, parts.calendar), at);
  const held = heldOf(
    audience.fits.map(({ firm }) => firm.id),
    on,
  );
  const lines = [
    say('policy.preview', { ...facts, rule, body, when }),
    ...heldInWords(held.length, on, parts),
  ];
  const number = policyNumber(policy.id);
  const buttons = [
    [
      arrangeButton('policy', 'weekly', number, say('policy.weekly')),
      ...(on.roles.has('dispatcher') ? [arrangeButton('policy', 'now', number, say('policy.now'))] : []),
      arrangeButton('policy', 'drop', number, say('policy.drop')),
    ],
  ];
  const dialogue = awaiting('arranging', { of: 'policy', what: 'send', policy: policy.id, words: '' }, at);
  return {
    ...reply(lines.join('\n'), { buttons, privately: true }),
    dialogue,
  };
}

/** 将发 9 家：…（因为…）；3 家缺“用工人数”… */
export function audienceInWords(audience: Audience, policy: Policy, roster: Roster, view: View): string {
  const { say } = view;
  const { fits, unknown, off, had } = audience;
  const byReason = grouped(fits, ({ met }) => conditionsInWords(met, view));
  const byLack = grouped(unknown, ({ missing }) => missing.join('、'));
  const isEverybody = fits.length === roster.enterprises.length;
  const isNobody = fits.length + off.length + had.length === 0;
  return [
    ...(isNobody ? [say('policy.narrow')] : []),
    ...(isEverybody ? [say('policy.everyone', { count: fits.length })] : []),
    ...byReason.map(([why, firms]) => say('policy.fits', { ...counted(firms), why })),
    ...byLack.map(([missing, firms]) => say('policy.unsure', { ...counted(firms), missing })),
    // How many, not who: wanting no more is nobody's business.
    ...(off.length > 0 ? [say('policy.offs', { count: off.length, category: policy.category })] : []),
    ...(had.length > 0 ? [say('policy.had', { count: had.length })] : []),
  ].join('\n');
}

function grouped<One extends { readonly firm: Enterprise }>(
  all: readonly One[],
  key: (one: One) => string,
): readonly (readonly [string, readonly Enterprise[]])[] {
  const groups = new Map<string, Enterprise[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one.firm]);
  return [...groups];
}

function counted(firms: readonly Enterprise[]) {
  const names = firms.slice(0, NAMED).map(({ name }) => name);
  return { count: firms.length, names: `${names.join('、')}${firms.length > NAMED ? '等' : ''}` };
}

/** 放进本周推送, 马上发, 不发: of what was shown, looked at again. */
export function onPreviewed(on: Case, what: string, policy: Policy | undefined, parts: DeskParts): Outcome {
  const { say } = on.view;
  if (what === 'drop') return { ...privately(say('policy.dropped')), dialogue: null };
  const person = on.person?.id ?? '';
  if (!policy || !mayPush(person, policy, parts.roster)) return { toast: say('refusal.oldButton') };
  if (what === 'now' && !on.roles.has('dispatcher')) return privately(say('policy.nowByHub'));
  const audience = audienceOf(policy, parts.roster, policiesOf(on.office));
  if (audience.fits.length === 0 || !isOpenOn(policy, dayOf(on.at))) return preview(on, policy, parts);
  const push = {
    id: pushesIn(policiesOf(on.office)).length + 1,
    policy: policy.id,
    title: policy.title,
    category: policy.category,
    department: policy.department,
    by: person,
    enterprises: audience.fits.map(({ firm }) => firm.id),
  };
  const queued = policyEvent(on.at, { did: 'queued', push });
  const count = push.enterprises.length;
  const held = heldOf(push.enterprises, on);
  if (what === 'now' && held.length < count) {
    const sent = sendNow([{ ...push, at: on.at }], on, parts);
    return { ...sent, dialogue: null, office: [queued, ...(sent.office ?? [])] };
  }
  const when = instantInWords(nextWeekly(on.at, parts.policies.weekly, parts.calendar), on.at);
  const lines = [
    ...(what === 'now'
      ? [say('policy.notNow')]
      : [say('policy.queued', { title: policy.title, count, when })]),
    ...heldInWords(held.length, on, parts),
    ...(on.roles.has('dispatcher') && held.length < count ? [say('policy.queuedHub')] : []),
  ];
  return { ...privately(lines.join('\n')), dialogue: null, office: [queued] };
}

/** 马上发: what has just been shown; where nothing has, all that waits for the week's message. */
export function onNow(on: Case, parts: DeskParts): Outcome | null {
  const { say } = on.view;
  const draft = onlyIf(on.dialogue, 'arranging');
  if (draft?.of === 'policy' && draft.what === 'send') {
    const shown = parts.policies.policies.find(({ id }) => id === draft.policy);
    return onPreviewed(on, 'now', shown, parts);
  }
  if (!on.roles.has('dispatcher')) return null;
  const waiting = waitingIn(on.office);
  if (waiting.length === 0) return privately(say('policy.nothing'));
  const going = waiting.filter(({ enterprises }) => heldOf(enterprises, on).length < enterprises.length);
  if (going.length > 0) return sendNow(going, on, parts);
  const held = new Set(waiting.flatMap(({ enterprises }) => enterprises)).size;
  return privately([say('policy.notNow'), ...heldInWords(held, on, parts)].join('\n'));
}

/** To those who have had no message this week; the others go on waiting. */
function sendNow(pushes: readonly Push[], on: Case, parts: DeskParts): Outcome {
  const sent = sendAll(pushes, `inbox:${on.message.key}`, on.at, on.office, parts, on.view);
  const titles = pushes.map(({ title }) => title).join('、');
  const told = on.view.say('policy.sent', { titles, count: sent.firms });
  return {
    ...privately([told, ...heldInWords(sent.held, on, parts)].join('\n')),
    office: sent.office,
    outbox: sent.outbox,
  };
}

/** Those of them that have had their message of the week. */
function heldOf(
  enterprises: readonly string[],
  { office, at }: Pick<Case, 'office' | 'at'>,
): readonly string[] {
  const told = toldInWeek(office.arrangements?.notices ?? {}, at);
  return enterprises.filter((id) => told.has(id));
}

/** How many wait, and until when; nothing of none. */
function heldInWords(
  count: number,
  { at, view }: Case,
  { policies, calendar }: DeskParts,
): readonly string[] {
  if (count === 0) return [];
  let when = nextWeekly(at, policies.weekly, calendar);
  while (mondayOf(dayOf(when)) === mondayOf(dayOf(at))) when = nextWeekly(when, policies.weekly, calendar);
  return [view.say('policy.held', { count, when: instantInWords(when, at) })];
}

export function waitingIn(office: Pick<Office, 'arrangements'>): readonly Push[] {
  return pushesIn(policiesOf(office)).filter(({ sentAt }) => sentAt === undefined);
}

/** When what waits goes out. */
export function sendingAt({ at }: Push, weekly: Weekly, calendar: Calendar): Instant {
  return nextWeekly(at, weekly, calendar);
}

/** Strictly after `from`. */
export function nextWeekly(from: Instant, { weekday: day, at }: Weekly, calendar: Calendar): Instant {
  const first = addDays(dayOf(from), (day - weekday(dayOf(from)) + 7) % 7);
  // Last week's may have been moved on to a day that is still to come.
  const starts = [addDays(first, -7), first, addDays(first, 7)];
  const times = starts.map((one) => instantAt(workdayFrom(one, calendar), at));
  return times.find((one) => one > from) ?? instantAt(workdayFrom(addDays(first, 14), calendar), at);
}

/**
 * All of them, in one message a firm; each firm looked at again, as facts and wishes may have changed meanwhile. Whoever has
 * had the message of the week waits for the next one, in a push of its own.
 */
export function sendAll(
  pushes: readonly Push[],
  cause: string,
  at: Instant,
  office: Office,
  parts: DeskParts,
  view: View,
): Pick<Required<Outcome>, 'office' | 'outbox'> & { readonly firms: number; readonly held: number } {
  const events: OfficeEvent[] = [];
  const waiting = new Set<string>();
  let next = Math.max(0, ...[...pushesIn(policiesOf(office)), ...pushes].map((push) => push.id)) + 1;
  const going: { policy: Policy; notice: number; firms: readonly string[] }[] = [];
  let id = nextNoticeId(office.arrangements?.notices);
  for (const push of pushes) {
    const policy = parts.policies.policies.find((one) => one.id === push.policy);
    const meant = policy ? stillMeant(push, policy, at, office, parts) : [];
    const held = heldOf(meant, { office, at });
    const firms = meant.filter((id) => !held.includes(id));
    if (held.length > 0) {
      const { sentAt: _, notice: __, at: ___, ...same } = push;
      events.push(policyEvent(at, { did: 'queued', push: { ...same, id: next++, enterprises: held } }));
      for (const id of held) waiting.add(id);
    }
    if (!policy || firms.length === 0) {
      events.push(policyEvent(at, { did: 'sent', push: push.id, notice: null }));
      continue;
    }
    const draft = {
      about: { kind: 'policy', id: policy.id } as const,
      by: push.by,
      choices: choicesOf(policy, view),
      until: policy.deadline === undefined ? null : startOfDay(addDays(policy.deadline, 1)),
      enterprises: firms,
    };
    events.push(recorded(draft, id, at, parts.roster).event);
    events.push(policyEvent(at, { did: 'sent', push: push.id, notice: id }));
    going.push({ policy, notice: id++, firms });
  }
  const firms = parts.roster.enterprises.filter((one) => going.some((each) => each.firms.includes(one.id)));
  const outbox = firms.flatMap((firm) => {
    const theirs = going.filter((one) => one.firms.includes(firm.id));
    const message = {
      enterprise: firm.id,
      text: messageTo(
        firm,
        theirs.map(({ policy }) => policy),
        view,
      ),
      notices: theirs.map(({ notice }) => notice),
      buttons: buttonsOf(theirs, view),
    };
    return bringTogether(message, cause, at, parts.roster);
  });
  return { office: events, outbox, firms: firms.length, held: waiting.size };
}

function stillMeant(
  { enterprises }: Push,
  policy: Policy,
  at: Instant,
  office: Office,
  { roster }: DeskParts,
): readonly string[] {
  if (!isOpenOn(policy, dayOf(at))) return [];
  return enterprises.filter((id) => {
    const firm = roster.enterprise(id);
    const isOff = offOf(policiesOf(office), id).includes(policy.category);
    return firm !== undefined && !isOff && verdictOn(policy.who, firm).is === 'fits';
  });
}

/** What a firm reads: why each seems to fit it, what it says, until when. */
export function messageTo(firm: Enterprise, policies: readonly Policy[], view: View): string {
  const { say } = view;
  const items = policies.map((policy, place) => {
    const verdict = verdictOn(policy.who, firm);
    return say('policy.item', {
      ...policyFacts(policy, view),
      ...sourceFacts(policy),
      place: policies.length > 1 ? `${place + 1}）` : '',
      why: conditionsInWords(verdict.is === 'fits' ? verdict.met : [], view),
    });
  });
  return [say('policy.head', { count: policies.length }), ...items, say('policy.tail')].join('\n\n');
}

function choicesOf({ mode }: Policy, { say }: View) {
  return [
    { label: say(mode === '免申' ? 'policy.confirm' : 'policy.want'), code: WANT },
    { label: say('policy.unfit'), code: UNFIT },
    { label: say('policy.off'), code: OFF },
  ];
}

/** A row for each policy; where there are several, a button says of which. */
function buttonsOf(
  going: readonly { readonly policy: Policy; readonly notice: number }[],
  view: View,
): Buttons {
  return going.map(({ policy, notice }) =>
    choicesOf(policy, view).map(({ label, code }) => {
      const { title } = policy;
      const whole = going.length === 1 ? label : view.say('policy.labelled', { label, title });
      return answerButton('policy', notice, { label: whole, code });
    }),
  );
}

export function policiesOf({ arrangements }: Pick<Office, 'arrangements'>): Policies {
  return arrangements?.policies ?? {};
}

export function policyEvent(at: Instant, event: PolicyEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'policies', event };
}

function namesOf(policies: readonly Policy[]): string {
  return policies.length === 0 ? '—' : policies.map(({ title }) => title).join('、');
}

function privately(text: string): Outcome {
  return reply(text, { privately: true });
}
