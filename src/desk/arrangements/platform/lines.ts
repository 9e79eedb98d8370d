/** Imported figures in words: whose, of which days, brought in when; never without these, and never beside ours. */
import { departmentName, type View } from '../../../dialogue/view.ts';
import { onTimeOf, type PlatformImport, satisfactionOf } from '../../../domain/arrangements/platform.ts';
import { rateInWords } from '../../../domain/metrics.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';

export function importLine(one: PlatformImport, view: View): string {
  const { say } = view;
  const { source, from, to, received, at } = one;
  return say('platform.line', {
    source: departmentName(source, view),
    from: dateOf(from),
    to: dateOf(to),
    received,
    more: ratesOf(one, view).join(''),
    imported: dayInWords(dayOf(at), dayOf(view.now)),
  });
}

function ratesOf(one: PlatformImport, { say }: View): readonly string[] {
  const { ratings, statedOnTime, statedSatisfaction } = one;
  const onTime = onTimeOf(one);
  const satisfaction = satisfactionOf(one);
  const bad = (ratings?.[3] ?? 0) + (ratings?.[4] ?? 0);
  return [
    ...(onTime ? [say('platform.onTime', { rate: rateInWords(onTime) })] : []),
    ...(!onTime && statedOnTime !== undefined
      ? [say('platform.onTimeStated', { percent: statedOnTime })]
      : []),
    ...(satisfaction
      ? [
          say('platform.satisfaction', {
            rate: rateInWords(satisfaction.satisfied),
            rated: rateInWords(satisfaction.rated),
          }),
        ]
      : []),
    ...(!satisfaction && statedSatisfaction !== undefined
      ? [say('platform.satisfactionStated', { percent: statedSatisfaction })]
      : []),
    ...(bad > 0 ? [say('platform.bad', { count: bad })] : []),
  ];
}

/** With the year: what is of other years is not to be taken for this one's. */
function dateOf(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}
