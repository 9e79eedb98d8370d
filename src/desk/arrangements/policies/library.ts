/** 政策, 查政策, 稳岗返还怎么申请？: answered from the library alone, with clause, number and date; what it has not, nobody makes up. */
import {
  conditionsInWords,
  policiesFound,
  policiesNamed,
  policyFacts,
  ruleInWords,
  sourceFacts,
} from '../../../dialogue/arrangements/policy-view.ts';
import type { View } from '../../../dialogue/view.ts';
import { verdictOn } from '../../../domain/arrangements/audience.ts';
import { isOpenOn, type Policy, policyNumber } from '../../../domain/arrangements/policies.ts';
import type { Enterprise } from '../../../domain/roster.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { open } from '../../intake/registering.ts';
import { arrangeButton } from '../notices.ts';

/** Of more than that a list is shown, not each whole. */
const SHOWN = 20;
/** Longer words tell of something, and are no question. */
const LONGEST_QUESTION = 60;
/** What was applied for, promised or not paid is a matter of its own: a department's, not the library's. */
const OF_ITS_OWN =
  /(?:没|未|不|迟迟|还没)(?:有)?(?:到账|兑现|拨付|发放|给|批|收到|返还|落实|下来)|拖|催|投诉|举报|为什么|凭什么|申请了|交了|报了|都.{0,4}(?:月|天|年)了/u;
const ASKS =
  /[?？吗呢]|怎么|如何|什么|多少|哪|几|能不能|可不可以|有没有|是不是|条件|标准|流程|材料|截止|找谁|咨询|问(?:一下|下|问)/u;

export function listed({ view, at }: Case, { policies }: Pick<DeskParts, 'policies'>): Outcome {
  const { say } = view;
  const open = policies.policies.filter((one) => isOpenOn(one, dayOf(at)));
  if (open.length === 0) return reply(say('policy.none'), { privately: true });
  const lines = open.map((one) => say('policy.line', policyFacts(one, view)));
  const text = [say('policy.list', { count: open.length }), ...lines, say('policy.listTail')].join('\n');
  return reply(text, { privately: true });
}

/** 查政策 …, or 政策 …: null where a firm says the latter and the library has nothing: its words are read on. */
export async function searched(
  on: Case,
  what: 'search' | 'about',
  words: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const { view, roles } = on;
  const found = policiesFound(words, parts.policies.policies);
  const [only] = found;
  if (!only) {
    if (roles.has('member')) return what === 'search' ? askedOfDepartment(on, words, parts) : null;
    return reply(view.say('policy.unknown', { words }), { privately: true });
  }
  if (found.length === 1) return answered(on, only, words, parts);
  return several(found, words, view);
}

/** What the library has not is a question of its own, whatever else the firm has open. */
async function askedOfDepartment(on: Case, words: string, parts: DeskParts): Promise<Outcome> {
  const opened = await open(on, on.text, [], parts);
  const text = on.view.say('policy.notInLibrary', { words });
  return { ...opened, replies: [{ text }, ...(opened.replies ?? [])] };
}

/** A question about something that the library has; anything else is read on. */
export function asked(on: Case, text: string, parts: DeskParts): Outcome | null {
  const { message, reading, roles } = on;
  const isPlain = message.what === 'text' && !message.replyTo && message.files.length === 0;
  if (!isPlain || !roles.has('member') || reading.urgent || reading.kind === 'whistleblow') return null;
  if (text.length > LONGEST_QUESTION || OF_ITS_OWN.test(text) || !ASKS.test(text)) return null;
  const named = policiesNamed(text, parts.policies.policies);
  const [only] = named;
  if (!only) return null;
  return named.length === 1 ? answered(on, only, text, parts) : several(named, text, on.view);
}

function several(found: readonly Policy[], words: string, view: View): Outcome {
  const { say } = view;
  const lines = found.slice(0, SHOWN).map((one) => say('policy.line', policyFacts(one, view)));
  const text = [say('policy.found', { words, count: found.length }), ...lines, say('policy.listTail')].join(
    '\n',
  );
  return reply(text, { privately: true });
}

function answered(on: Case, policy: Policy, words: string, parts: DeskParts): Outcome {
  const { view, person, at, message } = on;
  const { say } = view;
  const firm = parts.roster.enterpriseOf(person?.id ?? '');
  const text = policyInWords(policy, view);
  if (!firm || !on.roles.has('member')) return reply(text, { privately: true });
  const isOpen = isOpenOn(policy, dayOf(at));
  const { department } = policyFacts(policy, view);
  const want = say(policy.mode === '免申' ? 'policy.confirm' : 'policy.want');
  const number = policyNumber(policy.id);
  const buttons = [
    [
      ...(isOpen ? [arrangeButton('policy', 'want', number, want)] : []),
      arrangeButton('policy', 'pass', number, say('policy.pass', { department })),
    ],
  ];
  const dialogue = awaiting('arranging', { of: 'policy', what: 'question', policy: policy.id, words }, at);
  // How the firm stands to it is nothing for the group, and neither is what it wants.
  if (message.chat.kind === 'group') return reply(text);
  const lines = [text, verdictInWords(policy, firm, view), ...(isOpen ? [say('policy.askWant')] : [])];
  return { ...reply(lines.join('\n'), { buttons, privately: true }), dialogue };
}

/** What the library has of it, word for word. */
export function policyInWords(policy: Policy, view: View): string {
  const { say } = view;
  return say('policy.shown', {
    ...policyFacts(policy, view),
    ...sourceFacts(policy),
    issued: dayInWords(policy.issued),
    clauses: policy.clauses.map((one) => say('policy.clause', one)).join('\n'),
  });
}

/** How a firm seems to stand to it. */
export function verdictInWords(policy: Policy, firm: Enterprise, view: View): string {
  const { say } = view;
  const verdict = verdictOn(policy.who, firm);
  switch (verdict.is) {
    case 'fits':
      return say('policy.forYou', { why: conditionsInWords(verdict.met, view) });
    case 'unfit':
      return say('policy.notForYou', { rule: ruleInWords(policy.who, view) });
    case 'unknown':
      return say('policy.notSure', { missing: verdict.missing.join('、') });
    default:
      return verdict satisfies never;
  }
}

/** The one policy that words name; else what to say about it. */
export function policyMeant(
  { view }: Pick<Case, 'view'>,
  words: string,
  { policies }: Pick<DeskParts, 'policies'>,
): { readonly policy: Policy } | { readonly text: string } {
  const named = policiesNamed(words, policies.policies);
  const found = named.length > 0 ? named : policiesFound(words, policies.policies);
  const [only] = found;
  if (!only) return { text: view.say('policy.unknown', { words }) };
  if (found.length === 1) return { policy: only };
  return { text: view.say('policy.several', { names: found.map(({ title }) => title).join('、') }) };
}
