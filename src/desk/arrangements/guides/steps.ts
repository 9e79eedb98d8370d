/**
 * What is done on a step of a guide: the firm hands in and agrees, the department says once what is missing, that all is
 * there, stops its clock by law, sets it going again, and reports it done. Every refusal says why.
 */
import { ACT_WORDS, STEP_ACTS, type StepAct, type StepAsked } from '../../../dialogue/arrangements/guide.ts';
import { dutyDue } from '../../../dialogue/duty-lines.ts';
import { departmentName, enterpriseName, stateName } from '../../../dialogue/view.ts';
import {
  completeSince,
  type Guide,
  isHandedIn,
  lacksPledge,
  type Station,
  stationsOf,
  toldBefore,
} from '../../../domain/arrangements/guides.ts';
import { evolveTicket } from '../../../domain/evolve.ts';
import { hasPost } from '../../../domain/offices.ts';
import { isBeforePapers, isDropped, waitsForPapers } from '../../../domain/plan.ts';
import { isOver, raisersOf, type Ticket } from '../../../domain/ticket.ts';
import { dayInWords, dayOf, instantInWords } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting } from '../../dialogue.ts';
import { visibleTicket } from '../../lists/enquiries.ts';
import { answerersOf } from '../../notices/duties.ts';
import { answer, change, filesOf } from '../../steps/change.ts';
import { arrangeButton } from '../notices.ts';
import { guideEvent, started } from './papers.ts';
import { fits, isTheirs, mayDo, OF_THE_FIRM, placeMeant, plannedFor } from './whose.ts';

interface Step {
  readonly on: Case;
  readonly ticket: Ticket;
  readonly guide: Guide;
  readonly one: Station;
  readonly words: string;
  readonly parts: DeskParts;
  readonly facts: { readonly number: number; readonly place: number; readonly step: string };
}

const ACTS: Readonly<Record<StepAct, (step: Step) => Outcome>> = {
  handIn,
  pledge,
  missing,
  ready,
  stand,
  goOn,
  done,
};

/** Null where the number is no guide of the speaker's: the words are read on. */
export async function onStep(on: Case, asked: StepAsked, parts: DeskParts): Promise<Outcome | null> {
  const { say } = on.view;
  const { act, number, words } = asked;
  const seen = await visibleTicket(on, number, parts);
  const ticket = seen ?? (await plannedFor(on, number, parts));
  const guide = ticket && on.office.arrangements?.guides?.[ticket.number];
  if (!ticket || !guide) {
    // 办好 79 1 of a number that is no guide, by an office: it means one, and says so; other words are read on.
    const means = asked.place !== null && words === '' && hasPost(on.roles);
    return means ? answer(on, say(ticket ? 'guide.notGuide' : 'guide.notSeen', { number })) : null;
  }
  const all = stationsOf(ticket, guide);
  const places = (some: readonly Station[]) => some.map(({ place }) => place).join('、');
  const why = whyOver(ticket, on);
  if (asked.place === null && isOver(ticket)) return answer(on, say('guide.over', { number, why }), number);
  const own = all.filter((station) => isTheirs(act, station, ticket, on, parts));
  if (asked.place === null && own.length === 0) return answer(on, say('guide.noneYours', { number }), number);
  const place = asked.place ?? placeMeant(own, act);
  if (place === null) {
    const example = `${ACT_WORDS[act][0]} ${number} ${own[0]?.place ?? 1}`;
    return answer(on, say('guide.which', { number, places: places(own), example }), number);
  }
  const one = all.find((station) => station.place === place);
  if (!one) return answer(on, say('guide.noStep', { number, places: places(all) }), number);
  const facts = { number: ticket.number, place, step: one.step.title };
  const step = { on, ticket, guide, one, words, parts, facts };
  if (!own.includes(one)) return answer(on, notTheirs(act, step));
  if (isDropped(one.step, ticket)) return answer(on, say('guide.dropped', { ...facts, why }), number);
  if (!one.duty) return answer(on, say('guide.notBegun', facts), number);
  if (one.duty.endedAt !== null) return answer(on, say('guide.isDone', facts), number);
  return ACTS[act](step);
}

/** Whose it is instead: an office that reads no more than 不归您办 asks the hub. */
function notTheirs(act: StepAct, { on: { view }, one, ticket, facts }: Step): string {
  const whose = OF_THE_FIRM.has(act)
    ? view.say('guide.firm')
    : departmentName(one.step.department ?? ticket.department, view);
  return view.say('guide.notYours', { ...facts, whose });
}

/** 企业已撤回, or how else it ended. */
function whyOver(ticket: Ticket, { view: { say } }: Case): string {
  return ticket.state === 'withdrawn' ? say('guide.firmWithdrew') : stateName(ticket, say);
}

/** What somebody can do now on each station: no more is offered on a page. */
export function actsOn(
  ticket: Ticket,
  who: Pick<Case, 'person' | 'at' | 'office'>,
  parts: DeskParts,
): (one: Station) => readonly StepAct[] {
  return (one) =>
    STEP_ACTS.filter((act) => {
      if (!one.duty || one.duty.endedAt !== null || isOver(ticket)) return false;
      return isOffered(act, one) && mayDo(act, one, ticket, who, parts);
    });
}

/** What would be refused, as it is said already or something else comes first, is not offered. */
function isOffered(act: StepAct, one: Station): boolean {
  const { step, papers } = one;
  const isHeld = lacksPledge(step, papers);
  if (act === 'handIn')
    return fits(act, one) && !isHeld && !isHandedIn(papers) && (step.papers ?? []).length > 0;
  if (act === 'missing') return fits(act, one) && papers.missing === undefined;
  if (act === 'ready' || act === 'done') return fits(act, one) && !isHeld;
  return fits(act, one);
}

/** 交齐: with what came along. The department hears it, and until when it may say what is missing. */
function handIn(step: Step): Outcome {
  const { on, ticket, one, words, parts, facts } = step;
  const { say } = on.view;
  const { papers, duty } = one;
  if (!waitsForPapers(one.step) || (one.step.papers ?? []).length === 0) return told(step, 'guide.noPapers');
  if (duty && !isBeforePapers(one.step, duty)) return told(step, 'guide.alreadyReady');
  if (lacksPledge(one.step, papers)) return told(step, 'guide.pledgeFirst');
  if (isHandedIn(papers)) return told(step, 'guide.alreadyHanded');
  const files = filesOf(on, 'enterprise');
  const kept =
    words !== '' || files.length > 0
      ? change(on, ticket, { type: 'supplement', text: words, files, edit: false }, parts, () => ({}))
      : {};
  const until = toldBefore(on.at, parts.calendar);
  const text = say('guide.toDepartment', {
    ...facts,
    enterprise: enterpriseName(ticket, on.view),
    until: dayInWords(dayOf(until), dayOf(on.at)),
  });
  const buttons = [
    [
      arrangeButton('guide', `ready_${one.place}`, ticket.number, say('guide.ready')),
      arrangeButton('guide', `missing_${one.place}`, ticket.number, say('guide.lack')),
    ],
  ];
  return {
    ...kept,
    ...settled(step, 'guide.handed'),
    office: [guideEvent(on.at, { did: 'handedIn', ticket: ticket.number, step: one.step.id })],
    outbox: toDepartment(step, 'handed', text, buttons),
  };
}

/** 告知承诺: by somebody of the firm, never by the 代办员. Where nothing is to be handed in, the clock begins with it. */
function pledge(step: Step): Outcome {
  const { on, ticket, one, parts, facts } = step;
  const { person, at, view, office } = on;
  if (one.step.pledge === undefined) return told(step, 'guide.noPledge');
  if (!lacksPledge(one.step, one.papers)) return told(step, 'guide.alreadyPledged');
  if (person === null) return {};
  const own = { ticket: ticket.number, step: one.step.id };
  const alone = (one.step.papers ?? []).length === 0;
  const run = alone ? started(ticket, one, at, 'system', office, at, parts) : null;
  const text = view.say('guide.pledgedToDepartment', { ...facts, enterprise: enterpriseName(ticket, view) });
  return {
    ...settled(step, 'guide.pledged'),
    ...(run ? { changes: [{ ticket, events: run }] } : {}),
    office: [
      guideEvent(at, { did: 'pledged', ...own, by: person.id }),
      ...(run ? [guideEvent(at, { did: 'complete', ...own, since: at })] : []),
    ],
    outbox: toDepartment(step, 'pledged', text),
  };
}

/** 一次告知 (行政许可法第三十二条): a second time is refused, with what was said the first. */
function missing(step: Step): Outcome {
  const { on, ticket, one, words, facts } = step;
  const { view, person, at, message } = on;
  const { say } = view;
  const { papers, duty } = one;
  if (!waitsForPapers(one.step)) return told(step, 'guide.noPapers');
  if (duty && !isBeforePapers(one.step, duty)) return told(step, 'guide.alreadyReady');
  if (papers.missing) {
    const { at: then, text } = papers.missing;
    const said = say('guide.twice', { ...facts, at: dayInWords(dayOf(then), dayOf(at)), text });
    return answer(on, said, ticket.number);
  }
  if (person === null) return {};
  if (words === '') {
    const asked = { of: 'guide', what: 'missing', ticket: ticket.number, place: one.place } as const;
    return {
      ...reply(say('guide.askMissing', facts), { ticket: ticket.number, privately: true }),
      dialogue: awaiting('arranging', asked, at),
    };
  }
  const department = departmentName(one.step.department ?? ticket.department, view);
  const text = say('guide.missing', { ...facts, department, text: words });
  const button = arrangeButton('guide', `handIn_${one.place}`, ticket.number, say('guide.handIn'));
  const own = { ticket: ticket.number, step: one.step.id };
  return {
    ...settled(step, 'guide.toldMissing'),
    dialogue: null,
    office: [guideEvent(at, { did: 'toldMissing', ...own, by: person.id, text: words })],
    outbox: toPeople(raisersOf(ticket), {
      id: `inbox:${message.key}/guide/missing`,
      text,
      buttons: [[button]],
      ticket: ticket.number,
      kind: 'guide',
      createdAt: at,
    }),
  };
}

/** 材料齐: the clock counts from when the last of them was handed in, however long the look at them took. */
function ready(step: Step): Outcome {
  const { on, ticket, one, parts, facts } = step;
  const { view, at, person, office } = on;
  if (!waitsForPapers(one.step)) return told(step, 'guide.noPapers');
  if (one.duty && !isBeforePapers(one.step, one.duty)) return told(step, 'guide.alreadyReady');
  if (lacksPledge(one.step, one.papers)) return told(step, 'guide.pledgeFirst');
  const since = completeSince(one.step, one.papers, at);
  const run = started(ticket, one, since, { person: person?.id ?? '' }, office, at, parts);
  if (run === null) return answer(on, notTheirs('ready', step), ticket.number);
  const after = run.reduce<Ticket>(evolveTicket, ticket);
  const duty = after.duties.find(({ id }) => id === one.duty?.id);
  const due = duty ? dutyDue(duty, view) : '';
  const text = view.say('guide.readied', { ...facts, since: instantInWords(since, at), due });
  return {
    ...reply(text, { ticket: ticket.number, privately: true }),
    changes: [{ ticket, events: run }],
    office: [guideEvent(at, { did: 'complete', ticket: ticket.number, step: one.step.id, since })],
  };
}

/** 停表: only for what the template has, with its article. */
function stand(step: Step): Outcome {
  const { on, ticket, one, words, parts, facts } = step;
  const { say } = on.view;
  const { stands = [] } = one.step;
  const { duty } = one;
  if (!duty || stands.length === 0) return told(step, 'guide.noStand');
  if (isBeforePapers(one.step, duty)) return told(step, 'guide.papersNotReady');
  const found = stands.find(({ why }) => words.includes(why));
  if (!found) {
    const list = stands.map(({ why, law }) => `${why}（${law}）`).join('、');
    return answer(on, say('guide.whichStand', { ...facts, stands: list }), ticket.number);
  }
  const text = `${found.why}（${found.law}）`;
  return change(on, ticket, { type: 'pauseStep', duty: duty.id, text }, parts, () =>
    answer(on, say('guide.stood', { ...facts, text }), ticket.number),
  );
}

/** 恢复 */
function goOn(step: Step): Outcome {
  const { on, ticket, one, parts, facts } = step;
  const { view } = on;
  const { duty } = one;
  if (!duty || duty.clock.stoppedAt === null) return told(step, 'guide.notStanding');
  if (isBeforePapers(one.step, duty)) return told(step, 'guide.papersNotReady');
  return change(on, ticket, { type: 'resumeStep', duty: duty.id }, parts, (after) => {
    const now = after.duties.find(({ id }) => id === duty.id);
    return answer(
      on,
      view.say('guide.wentOn', { ...facts, due: now ? dutyDue(now, view) : '' }),
      ticket.number,
    );
  });
}

/** 办好: what comes after it begins by itself. */
function done(step: Step): Outcome {
  const { on, ticket, one, words, parts, facts } = step;
  const { say } = on.view;
  const { duty } = one;
  if (!duty) return told(step, 'guide.notBegun');
  if (lacksPledge(one.step, one.papers)) return told(step, 'guide.pledgeFirst');
  const text = words === '' ? one.step.title : words;
  const files = filesOf(on, 'department');
  const command = { type: 'answerDuty', duty: duty.id, text, files, final: true } as const;
  return change(on, ticket, command, parts, (after) => {
    const isAll = (after.plan ?? []).every(({ id }) =>
      after.duties.some((one) => one.step === id && one.endedAt !== null),
    );
    const lines = [
      say('guide.done', facts),
      ...(isAll ? [say('guide.allDone', { number: ticket.number })] : []),
    ];
    return answer(on, lines.join('\n'), ticket.number);
  });
}

function toDepartment(
  { on, ticket, one }: Step,
  what: string,
  text: string,
  buttons: Outgoing['buttons'] = [],
): readonly Outgoing[] {
  const { view, at, message } = on;
  if (!one.duty) return [];
  return toPeople(answerersOf(one.duty, ticket, view), {
    id: `inbox:${message.key}/guide/${what}`,
    text,
    buttons,
    ticket: ticket.number,
    kind: 'guide',
    createdAt: at,
  });
}

type Plainly =
  | 'guide.noPapers'
  | 'guide.alreadyReady'
  | 'guide.alreadyHanded'
  | 'guide.alreadyPledged'
  | 'guide.noPledge'
  | 'guide.pledgeFirst'
  | 'guide.notBegun'
  | 'guide.noStand'
  | 'guide.notStanding'
  | 'guide.papersNotReady';

/** What is on record from now on stands in a message, also behind a button: a passing word is gone. */
function settled({ on, facts }: Step, key: 'guide.handed' | 'guide.pledged' | 'guide.toldMissing'): Outcome {
  return reply(on.view.say(key, facts), { ticket: facts.number, privately: true });
}

function told({ on, facts }: Step, key: Plainly): Outcome {
  return answer(on, on.view.say(key, facts), facts.number);
}
