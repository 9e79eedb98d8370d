/** Danger to people, or water, power or gas cut off, right now. */
import { anyOf } from './any-of.ts';

const DANGER = anyOf([
  '着火|起火|失火|火灾|爆炸|泄漏|泄露|漏气|煤气中毒|中毒|塌方|坍塌|塌了|垮塌|滑坡|透水|冒顶',
  '被困|困在|埋住|被埋|触电|有人(?:受伤|昏迷|晕倒|掉)|晕倒|伤亡|死人|爆管|水管爆|决口|溃坝|漫堤',
  '洪水|进水了|被淹|淹了|(?:设备|机器|电机|电柜|变压器|线路|仓库).{0,4}冒烟|井喷|侧翻',
]);
/** A bare word of it is said of now. */
const BARE = /^(?:停电|断电|没电|停水|断水|没水|停气|断气|没气|停暖)[了啦\p{P}]*$/u;
/** So grave that no word for now is needed. */
const ALARM = /被困|困在|被埋|埋住|晕倒|有人(?:受伤|昏迷|掉)|(?:着火|起火|爆炸|塌方|泄漏)了|透水|冒顶/u;
const OUTAGE =
  /停电|断电|没电|停水|断水|没水|停气|断气|没气|停暖|拉闸|(?:供[气电水暖]|燃气|自来水)(?:中断|断了|停了)/u;
const NOW = anyOf([
  '现在|刚|突然|正在|今[天早晚晨]|凌晨|早上|上午|下午|中午|昨[晚夜]',
  String.raw`了(?:\p{P}|$|\d|[一两三半几好快]|厂|车间|生产)|马上|快[来派]|赶紧|赶快|紧急|抢修|着急`,
  '急[!，,。]|已经?[停断]|全厂|整个厂|小时|救',
]);
/** About danger in general, drills, documents, notices, or what happens now and then. */
const NOT_NOW = anyOf([
  '演练|培训|预案|防范|防止|预防|避免|以防|如果|万一|容易|可能|一旦|隐患|风险|迹象|苗头|怕|担心',
  '通知|计划|检修|明天|下周|下个?月|去年|前年|上个?月|以前|曾经|那年|经常|总是|总[停断跳]',
  '老[是停断跳]|时常|频繁|三天两头|动不动|多次|次数|怎么赔|赔偿|不赔|保险|理赔|信息泄',
  '泄[露漏].{0,4}(?:信息|隐私|秘密|个人)|防火|消防(?:设施|验收|审批|手续|检查)|导致.{0,12}年',
  '年[前底]',
]);

/** Whether something dangerous, or a cut of water, power or gas, is going on right now. */
export function isUrgent(text: string): boolean {
  if (BARE.test(text.trim())) return true;
  // Whoever writes a page is past calling for help.
  const head = text.length > 200 ? text.slice(0, 60) : text;
  return head
    .split(/[。！!？?\n；;]/u)
    .some(
      (sentence) =>
        !NOT_NOW.test(sentence) &&
        (ALARM.test(sentence) || ((DANGER.test(sentence) || OUTAGE.test(sentence)) && NOW.test(sentence))),
    );
}
