/**
 * What people ask of the bot itself: who it is, how it is used, for somebody real, for somebody's number, how to begin, what
 * is kept about them, and where to complain of it.
 * Only words that say nothing else; what the learnt models take for such words besides is answered by `onAbout`.
 */
import { remembering } from '../domain/remembering.ts';
import { plain } from './plain.ts';

export type About = 'who' | 'how' | 'human' | 'contact' | 'begin' | 'data' | 'complain';

const CALL = '(?:请问|问一?下|你好|您好|在吗|哎|喂|小桥|连心桥|机器人|[,，。!！?？~～\\s])*';
const END = '(?:了|啊|呀|呢|吗|嘛|么|吧|哩|嘞|哈|[,，。!！?？~～\\s])*';
const YOU =
  '(?:你|您|你们|您这|你这个?|这个?|咱这个?|群里这个?)?(?:机器人|系统|程序|小助手|助手|连心桥|小桥)?(?:是|到底是|究竟是)?';

/** The program, by a name of its own; 你们 alone is it as well, where nothing but the complaint is said. */
const BOT = '(?:机器人|小助手|助手|连心桥|小桥)';
/** What other offices have too: 系统老打不开，我要投诉 is a matter. */
const ANY_SYSTEM = '(?:系统|小?程序|平台|软件)';
const COMPLAIN =
  '(?:请问)?(?:我们?|俺们?|咱们?)?(?:真的?|可|一定|非|都|也|就)*(?:要|想|得|怎么|咋|如何|(?:去|在)?哪里?|[向找]谁)*(?:去)?投诉(?:一下)?';

const WHOLE: readonly (readonly [RegExp, About])[] = [
  [
    new RegExp(
      `^${CALL}${YOU}(?:谁|哪位|哪里的|什么人|干什么的|干啥的|干嘛的|做什么的|什么东西|真人还是机器人?|机器人吗?|人工还是机器人?|真人吗?|哪个部门的|哪个单位的|有什么用|有啥用|能干什么|能干啥|能做什么|会干什么|会什么)${END}$`,
      'u',
    ),
    'who',
  ],
  [
    new RegExp(
      `^${CALL}${YOU}(?:怎么|咋|如何|怎样)(?:个)?(?:用|使用|操作|弄|登记|反映|提|提问题|报|报问题|上报)(?:法)?(?:困难|诉求|问题|事情?|这个)?${END}$|^${CALL}(?:使用|操作)?(?:说明|教程|用法|指南)${END}$|^${CALL}(?:这个?|它|系统|机器人|你们?|您)?(?:该|要|得)?(?:怎么|咋|如何)(?:个)?(?:用|使|玩|弄)法?${END}$`,
      'u',
    ),
    'how',
  ],
  [
    new RegExp(
      `^${CALL}(?:我?(?:要|想)|能不能|可以|可不可以|帮我|给我|请)*(?:转|找|接|叫|换)(?:一?下|个|到)?(?:人工|真人|活人|大活人|人)(?:客服|服务|坐席)?${END}$|^${CALL}(?:人工|真人)(?:客服|服务)?${END}$|^${CALL}(?:有没有|有)(?:活人|真人|人工)(?:在)?${END}$`,
      'u',
    ),
    'human',
  ],
  [
    new RegExp(
      `^${CALL}(?:我们?|俺们?|咱们?)?(?:厂|公司|企业|店)?(?:要|想|需要|有)(?:登记|反映|提|说|报|上报|反馈)(?:一?个|一?下|点|一?件|些|几个)?(?:困难|问题|诉求|事情?|情况|意见|建议)?${END}$|^${CALL}(?:我要?)?(?:登记|反映|提诉求|报诉求|提问题|报问题|反映问题|反映困难|登记诉求)${END}$|^${CALL}(?:我们?|俺们?|咱们?|我们?(?:厂|公司))?(?:这里|这边)?有(?:一?[点个些]|几个)?(?:小|大)?(?:困难|问题|诉求|情况)(?:要|想)?(?:反映|说|提|报)?(?:一下)?${END}$`,
      'u',
    ),
    'begin',
  ],
  [
    new RegExp(
      `^${CALL}(?:查|看|查看|看看|查询)?(?:一下)?(?:我的|本人的?)?(?:个人)?(?:信息|资料)(?:保护|说明|告知)?${END}$|^${CALL}隐私(?:政策|说明|保护)?${END}$|^${CALL}(?:你|你们|您|系统|这里)(?:都)?(?:存|留|记|收集|保存|记录)了?(?:我的?|我们的?)?(?:哪些|什么|啥)(?:个人)?(?:信息|资料)?${END}$`,
      'u',
    ),
    'data',
  ],
  [
    new RegExp(
      `^${CALL}${COMPLAIN}(?:(?:你们?|您|咱们?)(?:这个?|的)?(?:${BOT}|${ANY_SYSTEM})?|(?:这个?|群里这个?)?${BOT})(?:的)?(?:服务)?${END}$|^${CALL}(?:你们?|您)?(?:这个?|的)?${BOT}[^,，。!！?？]{0,12}${END}${COMPLAIN}(?:你们?|您)?${END}$`,
      'u',
    ),
    'complain',
  ],
  // Of whom, and what for, is still to be said.
  [new RegExp(`^${CALL}(?:我们?|俺们?)?(?:要|想)投诉${END}$`, 'u'), 'begin'],
];
/** 余文岭电话多少, 供电公司找谁, 谁管路灯: whose, `onAbout` looks up. */
const CONTACT =
  /(?:电话|手机|号码|联系方式|联系电话|微信)(?:号|号码)?(?:是)?(?:多少|几|给(?:我|一下|个)|有没有|谁有|发(?:我|一下|个)?|[?？吗呢]|$)|(?:谁有|有没有|求|要|给个|发个|发一下|告诉我).{0,14}(?:电话|手机号?|号码|联系方式)|(?:怎么|咋|如何)联系|(?:联系人|负责人|专人|对接人|经办人)(?:是|叫)?(?:谁|哪位|哪个)|找(?:谁|哪位|哪个人)[?？呀啊呢吗]*$|(?:是|归|由)(?:谁|哪位)(?:负责|管|联系|对接)/u;
/** 余文岭不接电话, 电话打不通: the number is known. */
const UNREACHED = /(?:不|没人?|未)接|(?:打|拨)不通|占线|停机|关机|没人应/u;
const LONGEST = 40;
/** What may stand beside the name and the question. */
const BESIDE =
  /请问|问一?下|我想|咨询|知道|[那这]边?|到底|究竟|应该|该|得|要|去|是|都|的|[,，。!！?？~～\s呀啊呢吗吧]/gu;

/** Asked of the same words at several steps of their way. */
const REMEMBERED = 32;

/** Null where the words say something else. `text` is cleaned already. */
export const askedAbout: (text: string) => About | null = remembering(REMEMBERED, (text) => {
  if ([...text].length > LONGEST) return null;
  const line = plain(text).trim();
  const found = WHOLE.find(([pattern]) => pattern.test(line))?.[1];
  return found ?? (CONTACT.test(line) && !UNREACHED.test(line) ? 'contact' : null);
});

/** 供电公司找谁 and no more, where `name` is the office or the person it names: in answer to a card, other words are on its ticket. */
export function asksOnlyFor(name: string, text: string): boolean {
  const line = plain(text).trim();
  return [...line].length <= LONGEST && CONTACT.test(line) && besideAsking(name, text) === '';
}

/** 停电了 of 停电了，供电公司电话多少: what is said besides the question and the `name` it is about. */
export function besideAsking(name: string, text: string): string {
  return plain(text).trim().replace(name, '').replace(CONTACT, '').replace(BESIDE, '');
}
