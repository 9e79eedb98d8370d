/** 派单报告: how well words found their department, for those who can better the rules. */
import { clip } from '../../dialogue/text.ts';
import { departmentName } from '../../dialogue/view.ts';
import { askedOfModel, dispatchingByWeek, sureAndWrong } from '../../domain/metrics/dispatching.ts';
import { addDays, dayInWords, dayOf, instantInWords, startOfDay } from '../../domain/time.ts';
import type { LastNight } from '../../learning/nightly.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';

const WEEKS = 4;
const SHOWN = 5;
const SHOWN_TEXT = 30;

export async function onDispatching(on: Case, { store, lastNight }: DeskParts): Promise<Outcome> {
  const { view, at, roles } = on;
  const { say } = view;
  if (!roles.has('dispatcher') && !roles.has('operator'))
    return reply(say('dispatching.denied'), { privately: true });
  const today = dayOf(at);
  const registeredFrom = startOfDay(addDays(today, -7 * WEEKS));
  const tickets = await store.tickets({ registeredFrom });
  const weeks = dispatchingByWeek(tickets, today, WEEKS).filter(({ registered }) => registered > 0);
  if (weeks.length === 0) return reply(say('dispatching.none', { weeks: WEEKS }), { privately: true });
  const wrong = sureAndWrong(tickets, SHOWN).map(({ number, text, from, to, terms }) => {
    const words = {
      number,
      text: clip(text, SHOWN_TEXT),
      from: departmentName(from, view),
      to: departmentName(to, view),
    };
    const line = say('dispatching.wrong', words);
    return terms.length === 0
      ? line
      : `${line}${say('dispatching.term', { terms: terms.map((term) => `“${term}”`).join('、'), from: words.from })}`;
  });
  const model = askedOfModel(tickets, today, WEEKS);
  const lines = [
    say('dispatching.title'),
    ...weeks.map((one) => say('dispatching.week', { ...one, monday: dayInWords(one.monday, today) })),
    ...(model.asked === 0 ? [] : [say('dispatching.model', { ...model })]),
    ...(wrong.length === 0 ? [say('dispatching.noneWrong')] : [say('dispatching.wrongTitle'), ...wrong]),
    ...learntInWords(lastNight(), on),
  ];
  return reply(lines.join('\n'), { privately: true });
}

/** One line, or none where nothing has been learnt yet. */
function learntInWords(night: LastNight | null, { view: { say }, at }: Case): readonly string[] {
  if (night === null) return [];
  const { inUse, verdict } = night;
  const use =
    inUse === null
      ? say('dispatching.shippedInUse')
      : inUse === night.at
        ? say('dispatching.inUse')
        : say('dispatching.olderInUse', { when: instantInWords(inUse, at) });
  const words = { ...night, when: instantInWords(night.at, at) };
  const before = verdict === 'taken' ? '' : say('dispatching.notBetter');
  return [say('dispatching.learnt', { ...words, use: `${before}${use}` })];
}
