/** The questionnaire of a call-back (回访) as the hub sees it: four lines, a row of buttons for each. */
import type { Ticket } from '../domain/ticket.ts';
import type { Rating } from '../domain/ticket-parts.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import { type Buttons, departmentName, enterpriseName, marked, type View } from './view.ts';

/** What has been heard so far; left out: not asked, or not answered. */
export interface Heard {
  readonly solved?: boolean;
  readonly answered?: boolean;
  readonly contacted?: boolean;
  readonly rating?: Rating;
  /** A remark; where it is not solved, what is still missing. */
  readonly text?: string;
}

type Question = 'solved' | 'answered' | 'contacted';
const QUESTIONS: readonly Question[] = ['solved', 'answered', 'contacted'];
export const RATINGS: readonly Rating[] = ['satisfied', 'basic', 'dissatisfied'];
const CHOSEN = '✓ ';
const NOTE_TEXT = 200;
const RESULT_TEXT = 300;

export function callBackText(ticket: Ticket, heard: Heard, view: View): string {
  const { say } = view;
  const none = say('ending.notHeard');
  const said = (question: Question) => wordOf(question, heard[question], view) ?? none;
  const rating = heard.rating === undefined ? none : say(`rating.${heard.rating}`);
  return [
    say('ending.callBack', {
      number: marked(ticket, say),
      enterprise: enterpriseName(ticket, view),
      department: departmentName(ticket.department, view),
      text: clip(ticket.facts.result ?? '', RESULT_TEXT),
    }),
    say('ending.callBackSolved', { heard: said('solved') }),
    say('ending.callBackAnswered', { heard: said('answered') }),
    say('ending.callBackContacted', { heard: said('contacted') }),
    // Who still has the problem is asked what is missing, not how satisfied it is.
    ...(heard.solved === false ? [] : [say('ending.callBackRating', { heard: rating })]),
    ...(heard.text === undefined ? [] : [say('ending.callBackNote', { text: clip(heard.text, NOTE_TEXT) })]),
    say(heard.solved === false ? 'ending.callBackHowUnsolved' : 'ending.callBackHow'),
  ].join('\n');
}

export function callBackButtons({ number, cycle }: Ticket, heard: Heard, view: View): Buttons {
  const { say } = view;
  const button = (text: string, choice: string, chosen = false) => ({
    label: chosen ? `${CHOSEN}${text}` : text,
    data: press('callBack', number, cycle, choice),
  });
  const rows = QUESTIONS.map((question) =>
    (['y', 'n'] as const).map((mark) =>
      button(say(`ending.${question}-${mark}`), `${question}-${mark}`, heard[question] === (mark === 'y')),
    ),
  );
  const ratings = RATINGS.map((rating) =>
    button(say(`rating.${rating}`), `rating-${rating}`, heard.rating === rating),
  );
  const whole = heard.solved === false || (heard.solved === true && heard.rating !== undefined);
  return [
    ...rows,
    ...(heard.solved === false ? [] : [ratings]),
    ...(whole ? [[button(say('ending.send'), 'send')]] : []),
  ];
}

/** Opens the questionnaire. */
export function callBackRow({ number, cycle }: Ticket, { say }: View): Buttons[number] {
  return [{ label: say('action.callBack'), data: press('callBack', number, cycle) }];
}

/** 已解决、已答复、满意，备注 */
export function heardInWords(heard: Heard, view: View): string {
  const answers = QUESTIONS.flatMap((question) => wordOf(question, heard[question], view) ?? []);
  const rated = heard.solved && heard.rating !== undefined ? [view.say(`rating.${heard.rating}`)] : [];
  const said = [...answers, ...rated].join('、');
  return heard.text === undefined ? said : `${said}，${clip(heard.text, NOTE_TEXT)}`;
}

function wordOf(question: Question, answer: boolean | null | undefined, { say }: View): string | undefined {
  return answer === undefined || answer === null
    ? undefined
    : say(`ending.${question}-${answer ? 'y' : 'n'}`);
}
