/**
 * What an owner says of a ticket without a word of command: 什么时候能办好, 怎么还没人来, 算了不用了. So short that there is
 * nothing of its own in it; with an object or a reason (什么时候通电) it is a difficulty.
 */

export type AskedAfter = 'progress' | 'urge' | 'withdraw';

const END = '[了吗嘛啊呀呢吧啦\\s]*[?？!！。.~～]*$';
const IT =
  '(?:请问|想问一?下|那|这个?|那个?|这事|那事|这件事?|那件事?|我的|我们的?|我家的?|咱们?的?|它|事儿?|问题|情况|现在|大概|大约|到底|究竟)*';
const DOING = '(?:弄|办|修|处理|解决|搞|答复|回复|联系|安排|派人|过来|来)';

const WHEN = new RegExp(
  `^${IT}(?:还|得|要|需要|预计|等|是)*(?:多久|多长时间|几天|什么时候|啥时候|何时|哪天)(?:才|能|会|可以|就|给|有人|我们?)*(?:${DOING}(?:好|完|成|下来|来|人|结果|我们?|看看?|一下)*|好|完|有结果|有消息)?${END}`,
  'u',
);
const SINCE =
  '(?:(?:都|这都|已经)?(?:\\d+|[一两三四五六七八九十几半好]+)(?:天|周|个?星期|个?礼拜|个?月)了?[,，\\s]*)?';
const NOBODY = `没有?(?:人(?:${DOING}|管|理|问|看|答理|打电话)(?:我们?|一下|看看?|人)*|动静|消息|回音|下文|结果|进展|反应|${DOING}(?:好|完|我们?|人)?)`;
const DELAYED = new RegExp(
  `^${IT}${SINCE}(?:怎么|咋|为什么|为啥|到现在|至今|一直)*(?:还|也|都|就|是)*${NOBODY}${END}`,
  'u',
);
const GIVEN_UP = new RegExp(
  '^(?:那|哦|好吧|行吧|这个|这事|[,，\\s])*(?:算了|不用了|不用办了?|不办了|不需要了|不用管了|不用来了)' +
    `(?:[,，\\s]*(?:吧|算了|不用了?|不用办了?|不办了|不需要了|不麻烦(?:你们|您)?了|谢谢(?:你们|您)?|我们?自己(?:弄|办|修|解决|处理)(?:好)?了?))*${END}`,
  'u',
);

/** 谁在负责, 负责人电话多少: whoever has it stands on the ticket. */
const WHO = new RegExp(
  `^${IT}(?:该|应该|要|能)?(?:找谁(?:问|办|联系)?|(?:是)?谁在?(?:负责|管|办|跟)(?:着|的)?|(?:负责人?|专人|经办人?|联系人)的?(?:是谁|(?:联系)?(?:电话|方式|号码)(?:是)?(?:多少|几号|发我|给我)?(?:一下)?)|怎么联系(?:专人|负责人|他们?|她|你们)?)${END}`,
  'u',
);
/** 撤了吧, 停电那个撤了, 取消吧. 罐底漏酸，人撤了 tells of people. */
const TAKEN_BACK = new RegExp(
  `^(?:(?:那|哦|好吧|行吧|算了|哎|唉)[,，\\s]*)*(?:(.{1,10}?)?(?:[那这][个件事]|的事[情儿]?|的单子|的件))?[,，\\s]*(?:可以|就|先|都|请|麻烦|帮我们?|给我们?)*(?:撤(?!离|店|资|场|诉)[了掉回销]?|取消)(?:掉|了|吧)+${END}`,
  'u',
);

/** 今天几号, 现在几点: of no ticket, though it sounds like a question after one. */
const DATE =
  /^(?:请问)?(?:今天|明天|后天|今儿|明儿|这会儿?|现在)是?(?:几号|多少号|几月几[号日]|星期几|周几|礼拜几|几点钟?)[了啊呀呢嘛]*[?？!！。]*$/u;

const LONGEST = 30;

/** 找谁问, 负责人电话: said of a ticket that is there. `text` is cleaned already. */
export function asksWho(text: string): boolean {
  return text.length <= LONGEST && WHO.test(text);
}

/** 今天几号: asked of the calendar. */
export function asksTheDate(text: string): boolean {
  return DATE.test(text);
}

/** Of words that take a matter back, what they call it, empty for nothing; null for other words. */
export function takenBack(text: string): string | null {
  const found = text.length <= LONGEST ? TAKEN_BACK.exec(text) : null;
  return found && (found[1] ?? '');
}

/** Null where the words say something themselves. `text` is cleaned already. */
export function askedAfter(text: string): AskedAfter | null {
  if (text.length > LONGEST) return null;
  if (WHEN.test(text) || asksWho(text)) return 'progress';
  if (DELAYED.test(text)) return 'urge';
  return GIVEN_UP.test(text) || takenBack(text) === '' ? 'withdraw' : null;
}
