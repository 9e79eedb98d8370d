/** Questions that an answer settles (咨询), as against difficulties that end in a question mark. */
import { anyOf } from './any-of.ts';

const CONSULT = /咨询|请教|想了解|了解一?下|打听|求解答/u;
const ASKED = /请问|想问|问一?下|问问/u;
const QUESTION = anyOf([
  '怎么|如何|咋|什么|啥|哪[些里个家儿天年办学交报领申查找开买]|去哪|找谁|谁[出管负来能]|由谁',
  '跟谁|归谁|是不是|是否|能不能|能否|可不可以|要不要|用不用|需不需要|该不该|有没有|够不够|多少',
  '多[久大高长远]|(?:要|需要?|得|差|隔|是|提前)几|几个人|几点|几年[一才能]|几天[能可才]|[?？]',
  '吗$',
]);
/** Something went wrong or is wanted of somebody: an answer alone does not settle it. */
const TROUBLE = anyOf([
  '投诉|举报|反映|拖[了着欠]|迟迟|至今|一直|老[是让跳断停]|总是|卡[了在着住]',
  '没(?:人|下|到|来|批|给|兑|拨|结|办|有?回|解决|动静|消息|通|电|水|气|资源|渠道)',
  '不(?:下来|够|给|了|上[了班去]|到[工人账位]|出来|让|行)',
  '被(?:罚|停|查|扣|盗|偷|退|拒|叫停|认定|列入|卡|骗)|罚[了我]|[要来就]罚|罚.{0,6}(?:不服|重)',
  '坏|堵|漏|塌|偷|骗|扰民|太(?:吵|高|低|多|慢|窄|差|重|短|少)|严重|强烈|解决一?下|协调|帮忙',
  '帮[帮我]|请(?:派|帮|给|来)|麻烦|希望|请求|恳请',
  '能不能(?:给|派|帮|来|拓|修|加|把|减|组织|有人|有个|开个|装|一次)|推诿|踢皮球|关停',
  '停[产工电水气]|涨了|没有?通知|受不了|影响',
]);

/** Whether a normalised text says that something is wrong. */
export function complains(text: string): boolean {
  return TROUBLE.test(text);
}

/** The words by which a normalised text asks; undefined when it wants more than an answer. */
export function question(text: string): string | undefined {
  const head = text.slice(0, 300);
  const consulted = CONSULT.exec(head);
  if (consulted) return consulted[0];
  const asked = ASKED.exec(head) ?? QUESTION.exec(head);
  if (!asked || TROUBLE.test(head.replaceAll('有没有', ''))) return undefined;
  return asked[0];
}
