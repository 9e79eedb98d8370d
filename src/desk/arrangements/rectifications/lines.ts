/** 专项整改 as those read it who may: the list, and one of them with its measures and what came of it. */
import { departmentName, type View } from '../../../dialogue/view.ts';
import type { Agreed } from '../../../domain/arrangements/rectification-figures.ts';
import {
  type Measure,
  type Rectification,
  stageOf,
  stateOfMeasure,
} from '../../../domain/arrangements/rectifications.ts';
import { rateInWords } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import type { DeskParts } from '../../desk.ts';
import { agreedOf, recurrenceOf } from './facts.ts';

export function stageName(one: Rectification, { say }: Pick<View, 'say'>): string {
  const stage = stageOf(one);
  return say(stage === 'proposed' ? 'theme.proposedStage' : `theme.${stage}`);
}

export function listLine(one: Rectification, view: View): string {
  const { id, title, measures } = one;
  const done = measures.filter((measure) => measure.done).length;
  return view.say('theme.line', { id, title, stage: stageName(one, view), done, of: measures.length });
}

export function measureLine(measure: Measure, view: View): string {
  const { say, now } = view;
  const state = stateOfMeasure(measure, now);
  return say('theme.measure', {
    measure: measure.id,
    department: departmentName(measure.department, view),
    day: dayName(measure, view),
    state: say(state === 'late' ? 'theme.lateState' : `theme.${state}`),
    text: withWhatWasDone(measure),
  });
}

/** 提前一天通知（已改为发短信）: what was to be done, and what was. */
export function withWhatWasDone({ text, done }: Pick<Measure, 'text' | 'done'>): string {
  return done ? `${text}（${done.text}）` : text;
}

export function dayName({ day }: Pick<Measure, 'day'>, { now }: View): string {
  return dayInWords(day, dayOf(now));
}

export async function oneInWords(
  one: Rectification,
  office: Office,
  view: View,
  parts: DeskParts,
): Promise<readonly string[]> {
  const { say } = view;
  const head = say('theme.show', {
    id: one.id,
    title: one.title,
    stage: stageName(one, view),
    lead: departmentName(one.lead, view),
    numbers: one.tickets.join('、'),
  });
  const again = await recurrenceOf(one, view.now, parts);
  const agreed = agreedOf(one, office, view.now);
  const word = one.word ?? '';
  return [
    head,
    ...one.measures.map((measure) => measureLine(measure, view)),
    ...(again === null
      ? []
      : again.after === null || again.until === null
        ? [say('theme.before', { word, before: again.before })]
        : [
            say('theme.after', {
              word,
              before: again.before,
              after: again.after,
              until: dayInWords(again.until, dayOf(view.now)),
            }),
          ]),
    ...(agreed === null ? [] : [say('theme.agreed', { rate: agreedInWords(agreed, view) })]),
  ];
}

/** As a firm that spoke of it reads it: what is done, by whom and by when. */
export function asFirmReads(one: Rectification, view: View): readonly string[] {
  const { id, title, lead, measures } = one;
  const stage = stageName(one, view);
  return [
    view.say('theme.showFirm', { id, title, stage, lead: departmentName(lead, view) }),
    ...measures.map((measure) => measureLine(measure, view)),
  ];
}

/** 1/3（答复 1） */
export function agreedInWords({ rate, answered }: Agreed, { say }: Pick<View, 'say'>): string {
  return rateInWords(rate, say('theme.answered', { count: answered }));
}
