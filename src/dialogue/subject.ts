/**
 * By what people mean an earlier matter when they name no number: 标签那件咋样了, 门口那个坑又出来了. What is left when all is
 * taken away that only says "that matter", "again" or "how did it end" is its subject; it means a ticket whose own words
 * have it too.
 */

/** Points back, asks how something ended, or says that it is so again. */
const POINTS_BACK =
  /上次|上回|上个?月|上个?(?:周|星期|礼拜)|前(?:几天|两天|阵|段|些|一阵)|之前|以前|当时|原来|那[个件回次]|的事|后来|最后|又|还[是没在]|再[次催问]|重新|仍|依然|照样|复发|反弹|怎么样|咋样|咋说|怎么说|结果|下文|谢谢|感谢|多谢/u;
const OF_NO_MATTER =
  /请问|麻烦|(?:我们?|俺们?)?想?(?:问一?下|问问|了解一?下|知道)|帮(?:我们?|忙)?|看看|查[查一]?下?|一下|上次|上回|上个?月|上个?(?:周|星期|礼拜)|前(?:几天|两天|一?阵子?|段时间|些天)|之前|以前|当时|原来|反映|报[过的]|说[过的]|提[过的]|[那这][个件回次些]?|的?事[儿情]?|问题|情况|后来|最后|究竟|到底|怎么样?了?|咋样?|怎样|如何|处理|解决|办[理结完好]?|弄好?|好了|完了|没有?|还[是没在]?|又|再[次]?|重新|催一?催?|都|有?结果|有?消息|进[展度]|下文|答复|非常|谢谢|感谢|多谢|辛苦|[我俺咱你您他]们?|要?抓紧|要?尽快|加快|马上|务必|给我?个?|(?:本|这|下)?周[一二三四五六日天]?[前内]?|[明后]天|(?:上|下)班前|\d+月\d+[日号]?前?|现在|今天|昨天|这会儿|已经|半?[个]?[半一两三几]?个?(?:月|星期)|\d+天|[了呢吗嘛吧啊呀的得是]/gu;
/** Words with more in them than that are a matter of their own. */
const LONGEST = 60;
/** So much of the subject stands in the ticket's words. */
const ENOUGH = 0.5;
/** A single character that stands there too says half as much as one in a pair that does. */
const SINGLE = 0.5;
const FEW = 2;

/** Whether words may speak of a matter of some time ago. `text` is cleaned already. */
export function pointsBack(text: string): boolean {
  return [...text].length <= LONGEST && POINTS_BACK.test(text);
}

/** How much of what words are about stands in those of a matter: 0 to 1; 0 where no two neighbouring characters of it do. */
export function subjectShared(text: string, matter: string): number {
  const runs = text
    .replace(OF_NO_MATTER, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run !== '')
    .map((run) => [...run]);
  // 坑的事: there is no more to it than single characters.
  let isPaired =
    runs.length > 0 &&
    runs.length <= FEW &&
    runs.every(([letter, ...more]) => more.length === 0 && matter.includes(letter!));
  if (isPaired) return 1;
  let [all, shared] = [0, 0];
  for (const run of runs) {
    const pairs = run.map((letter, at) => matter.includes(letter + (run[at + 1] ?? '\n')));
    run.forEach((letter, at) => {
      const paired = pairs[at] === true || pairs[at - 1] === true;
      isPaired ||= paired;
      all += 1;
      shared += paired ? 1 : matter.includes(letter) ? SINGLE : 0;
    });
  }
  return isPaired ? shared / all : 0;
}

/** Whether words that point back mean this matter. */
export function meansMatter(text: string, matter: string): boolean {
  return subjectShared(text, matter) >= ENOUGH;
}

const ASKS_END =
  /怎么样|咋样|怎样了|[什啥]么?情况|如何了|咋说|怎么说|咋处理|怎么处理|咋办的|怎么办的|结果|下文|进[展度]|到哪|[办弄修解处][^，,]{0,4}(?:没有?|了没|吗)|给(?:个|我们)?(?:答复|说法)|催|问一?下|问问|查[一查]?下?/u;

/** Whether words that point back ask how it ended, or after it as if it had not: 最后咋说的, 再催一下标签的事. */
export function asksHowItEnded(text: string): boolean {
  return ASKS_END.test(text);
}
