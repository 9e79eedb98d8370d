/**
 * What needs no ticket: greetings, thanks, notices passed on, advertisements. A real difficulty
 * called small talk is lost, so whatever is in doubt is none.
 */
import { anyOf } from './any-of.ts';

/** Something is wrong, wanted or missing. Any of these, and it is no small talk. */
const NEED = anyOf([
  '难|问题|解决|协调|希望|请求|恳请|盼|求助|帮忙|帮帮|帮我们',
  '麻烦.{1,12}(?:看|处理|协调|派|解决|安排)|投诉|反映|举报|不够|不足|不了|不上|不到',
  '没有?(?:人|电|水|气|到|来|办|解决|回|结|批|信号)|停[电水气产工]|断[电水气]|坏了|漏|堵|塌',
  '着火|起火|泄|被[罚查停卡偷骗]|罚|卡|拖|欠|缺|急|怎么|如何|咋|能不能|能否|可不可以|是否',
  '什么时候|啥时候|为什么|为啥|哪里|哪个|多少|多久|谁[管负来]|[?？吗]|需要|想|要|办|报|修|求|缺',
  '申请|受不了|影响|一直|还是没|迟迟|至今|催',
]);

/** Whether a normalised text says that something is wanted or missing. */
export function wants(text: string): boolean {
  return NEED.test(text);
}

const PLEASANTRIES =
  '收到|已收到|好|好的|好滴|好嘞|行|可以|嗯|哦|噢|ok|okay|谢谢|感谢|多谢|谢了|辛苦|明白|知道|了解|已阅|已转|没问题|早上好|早安|早|上午好|中午好|下午好|晚上好|晚安|大家好|各位好|各位领导|各位|领导|大家|您好|你好|hi|hello|在吗|在|赞|点赞|厉害|恭喜|祝贺|欢迎|新年快乐|节日快乐|中秋快乐|国庆快乐|春节快乐|周末愉快|生日快乐|再见|拜拜|哈|呵|嘿|呀|啊|哈|了|的|啦|哒|呢|吧|们|主任|局长|书记|市长|县长|老师|总|马上|这就|稍等|一会|一会儿|同意|支持|已办|办好|已解决|解决|处理好|测试|test|1|6|平安|祝|您|你|我|太|非常|十分|真|也|都|就|很|给力|及时|棒|牛|入群|进群|新人|报到|今天|有|和|以及|张|王|李|赵|刘|陈|杨';
/** Longest first and never taken back, so that 哈哈哈哈… costs no more than its length. */
const PLEASANTRY = new RegExp(
  `(?:${PLEASANTRIES.split('|')
    .sort((x, y) => y.length - x.length)
    .join('|')}|[\\s\\p{P}\\p{S}\\p{M}\\p{Emoji_Component}])`,
  'uy',
);

function isSmallTalk(text: string): boolean {
  if (text.length > 60) return false;
  PLEASANTRY.lastIndex = 0;
  while (PLEASANTRY.lastIndex < text.length) if (!PLEASANTRY.test(text)) return false;
  return true;
}

const ACKNOWLEDGED = /^(?:收到|好的?|明白|知道了|了解|已阅|ok|行)[,，.。!！、\s]/u;
const OPEN = /[?？吗呢]|不|没|什么|怎么|请|能|但|可是|坏|停|断/u;
const THANKS_SOLVED =
  /(?:谢|感谢|辛苦).{0,24}(?:解决|办好|修好|处理好|办完|办成|通|到账|恢复|拿到|好)了|(?:解决|办好|修好|处理好|办完|办成|通|到账|恢复|拿到)了.{0,24}(?:谢|感谢|辛苦)/u;
const BUT = /但|可是|不过|只是|又|还[有没是想要请]|另外|再|[?？吗]/u;
const GREETING_STATEMENT =
  /^.{0,8}(?:收到|谢谢|感谢|辛苦|祝|早上好|大家好|晚上好|中午好|节日快乐|新年好|恭喜|欢迎)/u;
const NOTICE = anyOf([
  String.raw`^\[(?:转发|链接|图片|表情|动画表情|文件|视频|语音|位置|聊天记录|小程序|红包|名片|捂脸|强|握手|玫瑰|抱拳|ok|微笑|呲牙|鼓掌|合十|太阳|咖啡)\]`,
  String.raw`^[【[]?(?:通知|转发|公告|提醒|温馨提示|会议通知|天气预报|预警)[】\]:]`,
  '请(?:各|大家)(?:企业|位|单位|部门|家).{0,30}(?:参加|填报|报送|关注|知悉|查收|转发|收看|接龙|准时)',
  '群?接龙|现将.{2,40}转发|请.{0,6}(?:周知|知悉)|发布了?.{0,12}预警',
]);
const ADVERT = anyOf(
  [
    '优惠|特价|促销|打折|秒杀|甩卖|清仓|加盟|兼职|日结|刷单|扫码领|免费领|点击链接|加微信|加v',
    '拼团|砍一刀|团购|现货供应|厂家直销|诚招|有意者|联系电话|微信同号',
    '有需要的?(?:朋友|老板|老总)?.{0,4}联系|欢迎(?:来电|咨询|选购|订购|惠顾)|量大从优|名额有限',
    '限时|无抵押|当天放款|低息|专业(?:办理|代办|承接)',
  ],
  'gu',
);
const ONLY_LINK = /^(?:https?:\/\/\S+|www\.\S+)$/u;

/** Why a normalised text is small talk, in short Chinese; undefined when it is or may be more. */
export function smallTalk(text: string, hasMatter: boolean): string | undefined {
  const plain = text.trim();
  if (ONLY_LINK.test(plain)) return '只有链接';
  const spoken = plain.replace(/@\S{1,12}\s?/gu, '').trim();
  if (spoken === '') return '只提到了人';
  if (isSmallTalk(spoken)) return '是客套话，没有诉求';
  if (NOTICE.test(plain) && !OWN_TROUBLE.test(plain)) return '是通知或转发，没有诉求';
  if (isAdvert(plain)) return '像是广告，没有诉求';
  if (spoken.length <= 40 && THANKS_SOLVED.test(spoken) && !BUT.test(spoken)) return '是道谢，没有新的诉求';
  if (spoken.length <= 15 && ACKNOWLEDGED.test(spoken) && !OPEN.test(spoken)) return '是回应，没有新的诉求';
  if (NEED.test(spoken)) return undefined;
  if (GREETING_STATEMENT.test(spoken) && spoken.length <= 40) return '是客套话，没有诉求';
  if (!hasMatter && spoken.length <= 6) return '话太短，没有诉求';
  return undefined;
}

/** One such word is in many a complaint (优惠政策没兑现); an advertisement heaps them up. */
function isAdvert(text: string): boolean {
  const words = new Set(text.slice(0, 400).match(ADVERT) ?? []);
  return words.size >= 3 || (words.size === 2 && !(OWN_TROUBLE.test(text) && NEED.test(text)));
}

const OWN_TROUBLE = anyOf([
  '我们(?:公司|厂|企业|这|想|要|的)|我[厂司]|我家|本公司|请帮|怎么办|反映|投诉|求助|请求|恳请',
  '强烈|呼吁|建议|本人|不满|盼望|解决一?下|协调一?下',
]);
