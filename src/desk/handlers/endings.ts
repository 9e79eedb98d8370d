/** How a ticket ends and comes back: 回访, 不予受理, 重开, 并单, 分单. */
import { callBackQuestion, rejectionButtons, surveyButtons } from '../../dialogue/ending-lines.ts';
import { ticketNumber } from '../../dialogue/text.ts';
import type { EndVerb } from '../../dialogue/understand.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import { type Rating, REJECTIONS, type Rejection, type Ticket } from '../../domain/ticket.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { ask, stay } from './asking.ts';
import { answer, change, refusalInWords } from './change.ts';
import { visibleTicket } from './enquiries.ts';
import { open, registrationOf } from './raise.ts';

/** How people name the six reasons; the first word after the number. */
const REASONS: Readonly<Record<string, Rejection>> = {
  紧急: 'emergency',
  紧急求助: 'emergency',
  诉讼: 'judicial',
  仲裁: 'judicial',
  纪检: 'judicial',
  复议: 'judicial',
  信访: 'judicial',
  重复: 'repeated',
  涉密: 'secret',
  隐私: 'secret',
  商业秘密: 'secret',
  超出职责: 'beyond',
  不属职责: 'beyond',
  违法: 'improper',
};

export async function endStep(
  on: Case,
  verb: EndVerb,
  ticket: Ticket,
  words: string,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const { number } = ticket;
  switch (verb) {
    case 'callBack':
      return callBack(on, ticket, words, choice, parts);
    case 'answer':
      return survey(on, ticket, choice, parts);
    case 'reject':
      return reject(on, ticket, words, choice, parts);
    case 'reopen':
      if (words === '') {
        return ask(on, ticket, { type: 'reopen', text: '…' }, say('ending.askReopen', { number }), parts);
      }
      return change(on, ticket, { type: 'reopen', text: words }, parts, (after) =>
        answer(
          on,
          say(after.state === 'queued' ? 'ending.reopenedHub' : 'ending.reopened', { number }),
          number,
        ),
      );
    case 'merge':
      return merge(on, ticket, words, parts);
    case 'split':
      return split(on, ticket, words, parts);
    default:
      return verb satisfies never;
  }
}

const RATINGS: Readonly<Record<string, Rating>> = {
  满意: 'satisfied',
  基本满意: 'basic',
  不满意: 'dissatisfied',
  satisfied: 'satisfied',
  basic: 'basic',
  dissatisfied: 'dissatisfied',
};

/** 回访 23: by buttons, one question after the other; or 回访 23 已解决 已答复 已对接 满意 备注 in one line. */
function callBack(on: Case, ticket: Ticket, words: string, choice: string, parts: DeskParts): Outcome {
  const { view } = on;
  const { say } = view;
  const { number } = ticket;
  const unsolved: Command = {
    type: 'callBack',
    answers: { solved: false, answered: null, contacted: null },
    text: '…',
  };
  const told = (after: Ticket): Outcome =>
    answer(
      on,
      say(after.state === 'closed' ? 'ending.heardSolved' : 'ending.heardUnsolved', { number }),
      number,
    );
  if (words !== '') {
    // The answer to "what is not solved?"
    if (on.dialogue?.awaiting === 'callBack' && on.dialogue.ticket === number) {
      return change(on, ticket, { ...unsolved, text: words }, parts, told);
    }
    const read = readCallBack(words);
    return read === null
      ? stay(on, answer(on, say('ending.badCallBack', { number })))
      : change(on, ticket, read, parts, told);
  }
  const [marks = '', rated = ''] = choice.split('-');
  if (!/^(?:|n|y[yn]{0,2})$/.test(marks)) return answer(on, say('refusal.badButton'));
  if (marks === 'n') return ask(on, ticket, unsolved, say('ending.askUnsolved', { number }), parts);
  const rating = RATINGS[rated];
  if (marks.length === 3 && rating) {
    const answers = { solved: true, answered: marks[1] === 'y', contacted: marks[2] === 'y' };
    return change(on, ticket, { type: 'callBack', answers, rating }, parts, told);
  }
  const refused = refusedNow(on, ticket, unsolved, parts);
  if (refused) return refused;
  const question = callBackQuestion(ticket, marks, view);
  return reply(question.text, { buttons: question.buttons, ticket: number });
}

/** 已解决/未解决, 已答复/未答复, 已对接/未对接, a rating, and what else was said; null without the first. */
function readCallBack(words: string): Command | null {
  const said = {
    solved: null as boolean | null,
    answered: null as boolean | null,
    contacted: null as boolean | null,
  };
  let rating: Rating | undefined;
  const rest: string[] = [];
  for (const word of words.split(/[\s,，;；、。]+/u).filter((one) => one !== '')) {
    const fact = /^(已|未|没有?)(解决|答复|对接|联系)$/u.exec(word);
    const key =
      fact &&
      ({ 解决: 'solved', 答复: 'answered', 对接: 'contacted', 联系: 'contacted' } as const)[
        fact[2] as '解决'
      ];
    if (fact && key) said[key] = fact[1] === '已';
    else if (RATINGS[word]) rating = RATINGS[word];
    else rest.push(word);
  }
  const { solved, answered, contacted } = said;
  if (solved === null) return null;
  const text = rest.join('，');
  return {
    type: 'callBack',
    answers: { solved, answered, contacted },
    ...(rating === undefined ? {} : { rating }),
    ...(text === '' ? {} : { text }),
  };
}

/** What the rating left open, by its two rows of buttons. */
function survey(on: Case, ticket: Ticket, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (choice === '') {
    const buttons = surveyButtons(ticket, on.view);
    return buttons.length === 0
      ? answer(on, say('ending.surveyDone'))
      : reply(say('ending.survey', { number }), { buttons, ticket: number });
  }
  const [, what, yes] = /^(answered|contacted)-([yn])$/.exec(choice) ?? [];
  if (!what) return answer(on, say('refusal.badButton'));
  const given = yes === 'y';
  const command: Command = {
    type: 'answer',
    answered: what === 'answered' ? given : null,
    contacted: what === 'contacted' ? given : null,
  };
  return change(on, ticket, command, parts, () => answer(on, say('ending.surveyThanks')));
}

/** 不予受理 23 诉讼 已在法院起诉 */
function reject(on: Case, ticket: Ticket, words: string, choice: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const trial: Command = { type: 'reject', code: 'beyond', text: '…' };
  const chosen = REJECTIONS.find((code) => code === choice);
  if (chosen) {
    const asked = ask(
      on,
      ticket,
      trial,
      say('ending.askReject', { number, reason: say(`rejection.${chosen}`) }),
      parts,
    );
    return asked.dialogue ? { ...asked, dialogue: { ...asked.dialogue, data: { code: chosen } } } : asked;
  }
  const told = (): Outcome => answer(on, say('ending.toldRejected', { number }), number);
  const waiting = on.dialogue?.awaiting === 'reject' ? on.dialogue.data.code : undefined;
  const known = REJECTIONS.find((code) => code === waiting);
  if (words !== '' && known)
    return change(on, ticket, { type: 'reject', code: known, text: words }, parts, told);
  const [name = '', ...rest] = words.split(/[\s,，:：、]+/u);
  const code = REASONS[name];
  const text = rest.join(' ').trim();
  if (code && text !== '') return change(on, ticket, { type: 'reject', code, text }, parts, told);
  const refused = refusedNow(on, ticket, trial, parts);
  if (refused) return refused;
  if (words !== '') return answer(on, say('ending.badReject', { number }));
  return reply(say('ending.chooseReject', { number }), {
    buttons: rejectionButtons(ticket, say),
    ticket: number,
  });
}

/** 并单 23 并入 21: this ticket ends, its words are kept on the other; both in one commit. */
async function merge(on: Case, ticket: Ticket, words: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { number } = ticket;
  if (on.person === null) return NOTHING;
  const into = ticketNumber(words.replace(/^(?:并?入|到|至|和|与)\s*/u, ''));
  if (into === null) return answer(on, say('ending.badMerge', { number }));
  const { ticket: target } = await visibleTicket(on, into, parts.store, parts);
  if (!target) return answer(on, say('refusal.notFound', { number: into }));
  const merging: Command = { type: 'merge', target };
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person.id }, on.at);
  const merged = decide(ticket, merging, context);
  if (!merged.ok) return answer(on, refusalInWords(merged.refusal, ticket, merging, on));
  const absorbing: Command = { type: 'absorb', source: ticket };
  const absorbed = decide(target, absorbing, {
    ...context,
    ...contextOf(parts, target.flow, on.office, context.actor, on.at),
  });
  if (!absorbed.ok) return answer(on, refusalInWords(absorbed.refusal, target, absorbing, on));
  return {
    dialogue: null,
    ...answer(on, say('ending.toldMerged', { number, into }), into),
    changes: [
      { ticket, events: merged.events },
      { ticket: target, events: absorbed.events },
    ],
  };
}

/** 分单 23 路灯也不亮: the second problem gets a number of its own, routed as if it had been said alone. */
function split(on: Case, ticket: Ticket, words: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number, origin, enterprise, member } = ticket;
  if (on.person === null) return NOTHING;
  const trial: Command = { type: 'split', into: 0, text: '…' };
  if (words === '') return ask(on, ticket, trial, say('ending.askSplit', { number }), parts);
  const refused = refusedNow(on, ticket, { ...trial, text: words }, parts);
  if (refused) return refused;
  const registration = registrationOf(on, words, [], parts);
  if (registration.confidential) {
    // What is said of an official is a report of its own, and no ticket speaks of it.
    const own = may('urge', ticket, { person: on.person.id }, parts.roster);
    return own ? open(on, words, [], parts) : answer(on, say('ending.splitReport'));
  }
  return {
    dialogue: null,
    register: {
      registration: { ...registration, origin, enterprise, member, splitFrom: number },
      actor: { person: on.person.id },
      split: ticket,
    },
    ...answer(on, say('ending.toldSplit', { number }), number),
  };
}

/** The refusal of a command as things are now, before anybody is asked for more; undefined when it would be taken. */
function refusedNow(on: Case, ticket: Ticket, command: Command, parts: DeskParts): Outcome | undefined {
  if (on.person === null) return NOTHING;
  const context = contextOf(parts, ticket.flow, on.office, { person: on.person.id }, on.at);
  const decision = decide(ticket, command, context);
  return decision.ok ? undefined : answer(on, refusalInWords(decision.refusal, ticket, command, on));
}
