/** What firms answer to policies: 要办 becomes a ticket with the policy's own limit, 不符合 is asked about, 不再推 is kept to. */
import {
  conditionsInWords,
  policiesNamed,
  policyFacts,
  ruleInWords,
} from '../../../dialogue/arrangements/policy-view.ts';
import { dueOf, hubOf, type View } from '../../../dialogue/view.ts';
import { FACTS, verdictOn } from '../../../domain/arrangements/audience.ts';
import { isOpen, type Notice, noticesAbout } from '../../../domain/arrangements/notices.ts';
import { isOpenOn, type Mode, offOf, type Policy, pushesIn } from '../../../domain/arrangements/policies.ts';
import { WANT } from '../../../domain/arrangements/policy-figures.ts';
import type { Enterprise } from '../../../domain/roster.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { dayOf } from '../../../domain/time.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting, onlyIf } from '../../dialogue.ts';
import { originOf } from '../../intake/offers.ts';
import { open } from '../../intake/registering.ts';
import type { ArrangingOf } from '../arranging.ts';
import { OFF, policiesOf, policyEvent } from './push.ts';

/** Longer words are a matter of their own. */
const LONGEST_FACT = 100;
/** What a word on a fact of the roster speaks of. */
const OF_A_FACT =
  /规上|专精特新|高新|绿色工厂|入园|升规|龙头|行业|规模|大型|中型|小型|微型|用工|员工|职工|\d+\s*(?:个)?人|项目|乡|镇|街道|标签/u;

const WISHES = {
  免申: 'policy.wishExempt',
  即申: 'policy.wishApply',
  承诺: 'policy.wishPromise',
  咨询: 'policy.wishAsk',
} as const satisfies Record<Mode, string>;

export async function onChosen(on: Case, notice: Notice, choice: string, parts: DeskParts): Promise<Outcome> {
  const { view, office } = on;
  const { say } = view;
  const push = pushesIn(policiesOf(office)).find((one) => one.notice === notice.id);
  const to = notice.to.find(({ people }) => people.includes(on.person?.id ?? ''));
  const firm = parts.roster.enterprise(to?.enterprise ?? '');
  if (!push || !firm) return { toast: say('refusal.oldButton') };
  const policy = parts.policies.policies.find((one) => one.id === push.policy);
  if (choice === OFF) return turnOff(on, push.category, firm);
  if (!policy) return reply(say('policy.gone', { title: push.title }), { privately: true });
  return choice === WANT ? wanted(on, policy, firm, parts) : unfit(on, policy, firm, parts);
}

/** 要办 in answer to what the library said, or: let the department answer what was asked. */
export async function onAnsweredQuestion(
  on: Case,
  what: string,
  policy: Policy | undefined,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const firm = parts.roster.enterpriseOf(on.person?.id ?? '');
  if (!firm) return reply(say('policy.noFirm'), { privately: true });
  if (what === 'want' && policy)
    return { dialogue: null, ...answering(on, policy, firm, await wanted(on, policy, firm, parts)) };
  const held = onlyIf(on.dialogue, 'arranging');
  if (what !== 'pass' || held?.of !== 'policy' || held.what !== 'question')
    return { toast: say('refusal.oldButton') };
  const read = { ...on, text: held.words, reading: { ...on.reading, ...parts.router.route(held.words) } };
  return open(read, held.words, [], parts);
}

/** 要办 稳岗返还; null where it names no policy of the library: 要办 营业执照 is a matter like any other. */
export async function onWanted(on: Case, words: string, parts: DeskParts): Promise<Outcome | null> {
  const firm = parts.roster.enterpriseOf(on.person?.id ?? '');
  const named = policiesNamed(words, parts.policies.policies);
  const [only] = named;
  if (!firm || !on.roles.has('member') || !only || named.length > 1) return null;
  return answering(on, only, firm, await wanted(on, only, firm, parts));
}

/** 要办 in words, or after a question, is the answer to a push that the firm has had as well. */
function answering(on: Case, policy: Policy, firm: Enterprise, outcome: Outcome): Outcome {
  const { office, at, person } = on;
  const { id } = policy;
  const notice = noticesAbout(office.arrangements?.notices, 'policy', id).findLast(({ to }) =>
    to.some(({ enterprise, answer }) => enterprise === firm.id && answer?.choice !== WANT),
  );
  if (!outcome.register || !notice || person === null || !isOpen(notice, at)) return outcome;
  const event = {
    did: 'answered',
    notice: notice.id,
    enterprise: firm.id,
    choice: WANT,
    by: person.id,
  } as const;
  return {
    ...outcome,
    office: [...(outcome.office ?? []), { type: 'arranged', v: 1, at, of: 'notices', event }],
  };
}

async function wanted(on: Case, policy: Policy, firm: Enterprise, parts: DeskParts): Promise<Outcome> {
  const { view, at, person } = on;
  const { say } = view;
  const { title, department } = policy;
  if (person === null || !isOpenOn(policy, dayOf(at)))
    return reply(say('policy.gone', { title }), { privately: true });
  const had = await ticketOf(policy, firm, parts);
  if (had) return reply(say('policy.wantTwice', { title, number: had.number }), { privately: true });
  const verdict = verdictOn(policy.who, firm);
  const why =
    verdict.is === 'fits'
      ? say('policy.likely', { why: conditionsInWords(verdict.met, view) })
      : say('policy.unlikely');
  const facts = policyFacts(policy, view);
  const text = say('policy.matter', {
    ...facts,
    document: policy.document,
    wish: say(WISHES[policy.mode]),
    why,
  });
  return {
    register: {
      registration: {
        flow: policy.flow,
        origin: originOf(on),
        enterprise: firm.id,
        member: person.id,
        text,
        kind: 'policy',
        urgent: false,
        confidential: false,
        candidates: [{ department, p: 1 }],
        reasons: [why],
        department,
        files: [],
        source: { kind: 'policy', id: policy.id, title: say('policy.sourceTitle', { title }) },
      },
      actor: { person: person.id },
      telling: (ticket) => ({
        replies: [{ text: toldOf(ticket, policy, view), privately: true, ticket: ticket.number }],
      }),
    },
    office: [
      policyEvent(at, { did: 'wanted', wish: { policy: policy.id, enterprise: firm.id, by: person.id } }),
    ],
  };
}

function toldOf(ticket: Ticket, policy: Policy, view: View): string {
  const { number } = ticket;
  return view.say('policy.registered', { ...policyFacts(policy, view), number, due: dueOf(ticket, view) });
}

/** The firm's ticket on it that is not over, the newest. */
async function ticketOf({ id }: Policy, firm: Enterprise, { store }: DeskParts): Promise<Ticket | undefined> {
  const theirs = await store.tickets({ enterprise: firm.id, open: true });
  return theirs.findLast((one) => one.source?.kind === 'policy' && one.source.id === id && !isOver(one));
}

/** Recorded with the notice. Which fact is wrong the firm says, or leaves it: nothing of the roster is changed by it. */
async function unfit(on: Case, policy: Policy, firm: Enterprise, parts: DeskParts): Promise<Outcome> {
  const { view, at } = on;
  const { say } = view;
  const why = ruleInWords(policy.who, view);
  const standing = await ticketOf(policy, firm, parts);
  const lines = [
    say('policy.unfitKept', { title: policy.title, why }),
    ...(standing ? [say('policy.unfitTicket', { number: standing.number })] : []),
  ];
  const dialogue = awaiting('arranging', { of: 'policy', what: 'fact', policy: policy.id, words: '' }, at);
  return { ...reply(lines.join('\n'), { privately: true }), dialogue };
}

/** A word on what the roster has wrong; null where it may be anything else, a difficulty above all. */
export function onFact(
  on: Case,
  { policy: id }: ArrangingOf<'policy'>,
  text: string,
  parts: DeskParts,
): Outcome | null {
  const { view, at, person, reading, message } = on;
  const { say } = view;
  const firm = parts.roster.enterpriseOf(person?.id ?? '');
  const policy = parts.policies.policies.find((one) => one.id === id);
  const isOfFact = OF_A_FACT.test(text) || FACTS.some((fact) => text.includes(fact));
  if (!firm || !policy || person === null || reading.urgent || reading.kind === 'whistleblow') return null;
  if (text.length > LONGEST_FACT || (reading.auto && !isOfFact)) return null;
  const why = ruleInWords(policy.who, view);
  const told = say('policy.toHub', {
    firm: firm.name,
    who: person.name,
    title: policy.title,
    words: text,
    why,
  });
  const correction = { policy: id, enterprise: firm.id, by: person.id, words: text };
  return {
    ...reply(say('policy.corrected'), { privately: true }),
    dialogue: null,
    office: [policyEvent(at, { did: 'corrected', correction })],
    outbox: toPeople(
      hubOf(view).map((one) => one.id),
      { id: `inbox:${message.key}/policy/fact`, text: told, kind: 'policy', createdAt: at },
    ),
  };
}

function turnOff({ view, at }: Case, category: string, firm: Enterprise): Outcome {
  return {
    ...reply(view.say('policy.offKept', { category }), { privately: true }),
    office: [policyEvent(at, { did: 'off', enterprise: firm.id, category })],
  };
}

/** 不再推 用工, 恢复推送 用工; without a word which are meant, what may be meant. */
export function onSwitch(on: Case, what: 'off' | 'on', words: string, parts: DeskParts): Outcome | null {
  const { view, at, office, person } = on;
  const { say } = view;
  const firm = parts.roster.enterpriseOf(person?.id ?? '');
  if (!firm || !on.roles.has('member')) return null;
  const off = offOf(policiesOf(office), firm.id);
  const all = [...new Set(parts.policies.policies.map(({ category }) => category))];
  if (what === 'on' && off.length === 0) return reply(say('policy.onNone'), { privately: true });
  const choice = what === 'on' ? off : all;
  const names = choice.join('、');
  const category = words === '' && choice.length === 1 ? choice[0] : choice.find((one) => one === words);
  if (category === undefined && words === '')
    return reply(say(what === 'on' ? 'policy.onWhich' : 'policy.offWhich', { names }), { privately: true });
  if (category === undefined) return reply(say('policy.offUnknown', { words, names }), { privately: true });
  if (what === 'off') return turnOff(on, category, firm);
  return {
    ...reply(say('policy.onKept', { category }), { privately: true }),
    office: [policyEvent(at, { did: 'on', enterprise: firm.id, category })],
  };
}
