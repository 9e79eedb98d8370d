/** 超期, 哪些明天到期, 这周要办完的有哪些: a list that is asked for, in the words people use. */
import { addDays, type Day, weekday } from '../domain/time.ts';

export type DueOn = 'today' | 'tomorrow' | 'week';
/** 在办 · 超期 · 临期, as the brief counts them; what falls due on days to come; and all that was raised. */
export type StandingOf = 'open' | 'late' | 'soon' | 'raised' | DueOn;

const WHOSE =
  '(?:请问|麻烦|(?:帮|给)(?:我们?|忙)?(?=[查看列]))?(?:查查|查一?下?|看一?下|看看|列一?下|我?想?(?:看看?|知道|问一?下|问问))?(?:现在|目前|[我俺咱]们?(?:这边|这里|这儿?|家|厂里?|公司|手上|手里|手头|名下|部门|单位)?|手上|手头|名下|部门|单位|全市|县里)?(?:的|还|都|又|一共|总共)?(?:有|是)?';
const WHICH = '(?:没有?)?(?:谁|哪[些家]|哪[个几][件个家]?|几[件个]|多少[件个]?|什么)(?:部门|单位)?';
const OF_THEM = '(?:诉求件|诉求|件|单子|任务|事|问题)?';
const BEFORE = `${WHOSE}(?:没有)?(?:${WHICH})?${OF_THEM}(?:是|已经?|都|会)?`;
const BEHIND = `(?:了)?(?:没有?|么)?(?:的)?${OF_THEM}(?:都)?(?:有|是)?(?:${WHICH})?${OF_THEM}[吗呢啊?]?`;
const DAYS = {
  today: '(?:今天|今日|当天)',
  tomorrow: '(?:明天|明日)',
  week: '(?:这周|本周|这个?星期|本星期|这个?礼拜)',
} as const;
const BY = '(?:内|之内|以内|前|之前)?(?:要|该|得|应该?|必须|就要?|会|将)?';
const DUE = '(?:到期|到时限|截止)';
/** 那几件都办完了吗 asks as well what is not. */
const DONE_YET =
  '(?:[那这]|报的|反映的|提的)*(?:几|[两三四五六七八九十]|些)(?:件|个)?(?:事儿?|诉求|问题)?(?:现在)?都(?:办[结完好]|解决|处理[完好]|弄[完好])(?=了?(?:没有?|吗|么))';
/** 明天办好 is what a liaison answers an enterprise: only with 哪些, or 的 behind it, does it ask. */
const TO_BE_DONE = '(?:办结|办完|办好|完成|签收|反馈)';
const ASKS = /谁|哪|几[件个]|多少|什么|有没有|吗|的(?:诉求件|诉求|件|单子|任务|事)?$/u;
/** 都超期了, 没有超期: that it is so is told, by whoever is angry or answers. */
const TELLS = /都|已|了|没有/u;

interface List {
  readonly of: StandingOf;
  readonly pattern: RegExp;
  /** Only where it asks which. */
  readonly asking?: true;
}

const list = (of: StandingOf, what: string): List => ({
  of,
  pattern: new RegExp(`^${BEFORE}${what}${BEHIND}$`, 'u'),
});
const LISTS: readonly List[] = [
  list('late', '(?:超期|逾期|超时|超过时限)'),
  list('soon', '(?:临期|(?:快|马上|即将|就)要?(?:到期|超期|逾期))'),
  list('open', '在办'),
  {
    ...list('open', '(?:还?没(?:有)?(?:办[结完好理]?|解决|处理[完好]?|弄[完好])|未办[结完]?|未解决)'),
    asking: true,
  },
  { ...list('open', DONE_YET), asking: true },
  { ...list('raised', '(?:一共|总共|都)?(?:报|反映|提|说|登记)(?:过|了)'), asking: true },
  ...(['today', 'tomorrow', 'week'] as const).flatMap((day): readonly List[] => [
    list(day, `${DAYS[day]}${BY}${DUE}`),
    { ...list(day, `${DAYS[day]}${BY}${TO_BE_DONE}`), asking: true },
  ]),
];
/** Longer words tell of something. */
const LONGEST = 24;

/** Null: the words ask for no list. `line`: plain (`plain.ts`). */
export function listAskedIn(line: string): StandingOf | null {
  const words = line.replace(/[\s。.!！,，、：:“”"【】/]/gu, '');
  if (words.length > LONGEST) return null;
  const asks = ASKS.test(words);
  if (TELLS.test(words) && !asks) return null;
  return LISTS.find(({ pattern, asking }) => pattern.test(words) && (!asking || asks))?.of ?? null;
}

const UNSIGNED = new RegExp(`^${BEFORE}(?:还?没(?:有)?|未)签收${BEHIND}$`, 'u');

/** 还有哪些没签收: what waits to be signed is asked for. `line`: plain (`plain.ts`). */
export function asksUnsigned(line: string): boolean {
  const words = line.replace(/[\s。.!！,，、：:“”"【】/]/gu, '');
  return words.length <= LONGEST && ASKS.test(words) && UNSIGNED.test(words);
}

/** The days that are meant, both included; the week goes on until its Sunday. */
export function daysOf(due: DueOn, today: Day): readonly [Day, Day] {
  switch (due) {
    case 'today':
      return [today, today];
    case 'tomorrow':
      return [addDays(today, 1), addDays(today, 1)];
    case 'week':
      return [today, addDays(today, (7 - weekday(today)) % 7)];
    default:
      return due satisfies never;
  }
}
