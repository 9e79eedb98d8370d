/**
 * What people of the offices say in private in answer to nothing. Of a department it is mostly feedback, or a reply to
 * 协办, 督办, 批示: of which ticket is asked, also when there is only one, as others read it. A dispatcher who names a
 * department says whose a ticket is.
 */
import { enterpriseContact } from '../../dialogue/contacts.ts';
import { listLine } from '../../dialogue/lists.ts';
import { plain } from '../../dialogue/plain.ts';
import { type Asking, askingIn } from '../../dialogue/questions.ts';
import { besideTaken, isDone, isThanks, saysWhatWasDone } from '../../dialogue/understand.ts';
import { IN_HAND, type Ticket } from '../../domain/ticket.ts';
import { smallTalk } from '../../routing/small-talk.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { dutiesToAnswer } from '../duties/duties.ts';
import { step } from '../steps/steps.ts';
import { askWhich } from '../steps/verbs.ts';

/** 3号 已联系企业: the number before the words; 3 个人已到 is none. */
const NUMBERED =
  /^[#(【[]?\s{0,3}(?:诉求件?|第|no\.?)?\s{0,3}(\d{1,6})\s{0,3}[号件]{0,2}[\s:：,，、.。)】\]]\s*(?![个天名台次点月日年人家万小分])(\S[\s\S]*)$/iu;

/** 6号已经派人了: nothing stands between; 3号楼, 3号以前 name something else. */
const NUMBERED_AT_ONCE =
  /^第?\s{0,3}(\d{1,6})\s{0,3}(?:号件?|件)(?![楼线门厂院机炉井库房变路桥站天之以前上下早晚开])(\S[\s\S]*)$/u;
/** 办好 2 电压已调好: what was done stands behind the number. */
const DONE_NUMBERED =
  /^(?:已经?)?(?:办[好完结妥]|处理[好完])了?[\s:：第#]{0,3}(\d{1,6})\s{0,3}[号件]{0,2}[\s:：,，、]+(\S[\s\S]*)$/u;

/** Of so many tickets the numbers of the enterprises are told at once. */
const SHOWN = 6;

const POSTS = ['liaison', 'backup', 'head'] as const;

/** Longer words say more than a name. */
const LONGEST_NAMING = 30;
/** 给住建吧, 归水利局管: what stands around the name of a department. */
const BEFORE =
  /^(?:这[个件事]*)?(?:(?:不归|不是|不属于)(?:我们?|我局|本局|咱们?)(?:单位|部门|局)?(?:管|的|办|负责|职责)?[\s,，。]*)?(?:应该|还是)?(?:交给|转给|分给|交|转|给|归|是)?\s*/u;
const BEHIND = /(?:来办|来管|办理|处理|负责|的事|办|管|的)$/u;
const PARTICLE = /[吧呢啊]?[。.！!\s]*$/u;

/** 住建 or 52 住建, from a dispatcher while tickets wait for their department; null for anything else. `named`: with its number only. */
export async function whoseItIs(
  on: Case,
  text: string,
  parts: DeskParts,
  named = false,
): Promise<Outcome | null> {
  if (!on.roles.has('dispatcher') || !isPlain(on) || text.length > LONGEST_NAMING) return null;
  const queued = (await parts.store.tickets({ states: ['queued'] })).filter((one) => !one.confidential);
  const { words, meant } = numbered(text, queued);
  const department = departmentIn(words, parts);
  const [only] = meant;
  if (!only || !department || (named && words === text)) return null;
  return meant.length === 1
    ? step(on, { verb: 'assign', ticket: only, choice: department.id }, parts)
    : askWhich(on, 'assign', department.name, meant);
}

function isPlain({ message }: Case): boolean {
  return message.chat.kind === 'private' && message.what === 'text' && message.files.length === 0;
}

/** Names first as they are said: 交通 begins and 城管 ends like the words around a name. */
function departmentIn(words: string, { roster }: DeskParts) {
  const said = words.replace(PARTICLE, '');
  const given = said.replace(BEFORE, '');
  for (const name of [said, given, said.replace(BEHIND, ''), given.replace(BEHIND, '')]) {
    const department = roster.departmentNamed(name);
    if (department) return department;
  }
  return undefined;
}

/** The tickets that a number before the words leaves, and the words behind it. */
function numbered(text: string, tickets: readonly Ticket[], forms = [NUMBERED, NUMBERED_AT_ONCE]) {
  const line = plain(text);
  const [, number, rest = ''] = forms.map((form) => form.exec(line)).find((found) => found !== null) ?? [];
  const named = tickets.filter((ticket) => String(ticket.number) === number);
  const words = rest === '' ? text : text.slice(-rest.length);
  return named.length > 0 ? { words, meant: named } : { words: text, meant: tickets };
}

/** 1号办完了，变压器已换; 办好 2 电压已调好: the result of the one ticket that is named. Null: they say something else. */
function resultIn(text: string, own: readonly Ticket[]) {
  const behind = numbered(text, own, [DONE_NUMBERED]);
  const { words, meant } = behind.words === text ? numbered(text, own) : behind;
  const [only, another] = meant;
  if (!only || another || words === text) return null;
  return behind.words !== text || saysWhatWasDone(words) ? { ticket: only, words } : null;
}

/** Null: nothing that could be meant, or nothing said. */
export async function unprompted(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { person, view } = on;
  if (person === null || !isPlain(on)) return null;
  const own = await parts.store.tickets({ liaison: person.id, states: IN_HAND });
  const asked = own.length > 0 ? [] : await ticketsWithDuties(on, parts);
  const all = own.length > 0 ? own : asked;
  const result = resultIn(text, own);
  if (result) return step(on, { verb: 'resolve', ...result }, parts);
  const { words, meant } = numbered(text, all);
  if (meant.length === 0) return null;
  // That it is done is no result yet: what was done is asked for next.
  if (isDone(words) && own.length > 0) return askWhich(on, 'resolve', '', meant, view.say('ask.whichDone'));
  // 收到，下午过去 says when.
  if (isThanks(words) || smallTalk(besideTaken(words), true) !== undefined) return null;
  const asking = askingIn(words);
  if (asking) return answerAsking(on, asking, meant);
  const other = own.length > 0 && words.length <= LONGEST_NAMING ? departmentIn(words, parts) : undefined;
  const theirs = meant.filter((one) => one.department !== other?.id);
  if (other && theirs.length > 0) {
    const question = view.say('ask.whichTransfer', { department: other.name });
    return askWhich(on, 'transfer', other.name, theirs, question);
  }
  return own.length > 0
    ? askWhich(on, 'feedback', words, meant, view.say('ask.whichFeedback'))
    : askWhich(on, 'answerDuty', words, meant, view.say('ask.whichAnswer'));
}

/** What a liaison asks is answered, or asked back; no enterprise reads it. `tickets`: those it may be about. */
export function answerAsking({ view }: Case, asking: Asking, tickets: readonly Ticket[]): Outcome {
  const { say } = view;
  if (typeof asking === 'object') return reply(say('ask.usage', { usage: say(`usage.${asking.how}`) }));
  const open = tickets.filter(({ confidential }) => !confidential).slice(-SHOWN);
  const lines = open.flatMap((one) => {
    const who = enterpriseContact(one, view);
    return who.length === 0 ? [] : [listLine(one, view), ...who];
  });
  return asking === 'contact' && lines.length > 0
    ? reply(lines.join('\n'), { privately: true })
    : reply(say('ask.asking'), { privately: true });
}

async function ticketsWithDuties(on: Case, parts: DeskParts): Promise<readonly Ticket[]> {
  // A leader settles by a word of command; what they say in passing is none.
  if (!POSTS.some((post) => on.roles.has(post))) return [];
  const open = await parts.store.tickets({ open: true });
  return open.filter((ticket) => dutiesToAnswer(on, ticket, parts).length > 0);
}
