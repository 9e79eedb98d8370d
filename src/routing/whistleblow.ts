/**
 * Reports about officials and inspections (举报). Better one report too many than one shown to the
 * unit it is about, so these patterns are wide.
 */
import { anyOf } from './any-of.ts';

const MISCONDUCT = anyOf(
  [
    '吃拿卡要|索贿|受贿|行贿|收受贿赂|收受?.{0,6}红包|收黑钱|收(?:了)?.{0,4}(?:好处|回扣)',
    '收.{0,4}钱才|要好处费?|收好处费?|索要(?:好处|红包|财物|钱|烟酒|购物卡|礼品)',
    '伸手要(?:钱|烟|东西)|暗示.{0,6}(?:表示|意思|好处|红包|要|给|买)|以权谋私|权钱交易|贪污',
    '腐败(?!变质)|贪官|保护伞|官商勾结|官官相护|徇私舞弊|滥用职权|玩忽职守|渎职|乱检查',
    '检查(?:实在)?(?:太多|过多|太频繁|没完没了)',
    '(?:天天|三天两头|隔三差五|轮番|轮着|轮流)(?:来|上门|进厂|到厂).{0,4}查|随意检查|频繁检查',
    '重复检查|多头检查|私自(?:入企|进厂|来厂|到厂)?.{0,4}检查|违规(?:入企|进厂|检查)',
    '没有?(?:任何)?(?:文书|执法证|证件|通知|报备).{0,8}(?:就来|进厂|来厂|检查|就罚)|乱罚款?',
    '乱收费.{0,8}(?:干部|局|部门|执法)|随意罚款|以罚代管|逐利执法|趋利执法|乱摊派|强制?摊派',
    '拉赞助|强行?拉赞助|指定.{0,6}(?:中介|机构|供应商|公司).{0,12}(?:否则|不然|才给|才能)',
    '白吃白喝|刁难.{0,4}企业|故意刁难|卡着不办.{0,8}(?:钱|好处|意思)|打击报复|通风报信|泄露举报',
    '拿干股|(?:让|要|叫|逼)我们请.{0,6}(?:吃|喝)|请(?:他|她|他们|领导|.长)(?:吃饭|喝酒|洗脚|唱歌)',
    '罚.{0,14}(?:不开|没开|不给|没给|没有).{0,4}(?:单|票据|收据|文书)',
    '罚.{0,14}单子?.{0,3}(?:不开|没开|不给)',
    '(?:非要|必须|硬要|非让|逼着?|强制)我们.{0,4}(?:赞助|捐款|订报|订杂志|买)',
    '(?:一周|一天|一个?月|半个?月|十天).{0,6}[拨次趟回].{0,4}检查',
    '(?:要|收|塞|索).{0,4}(?:加油卡|购物卡|烟酒|好处费)',
    '(?:不(?:买|用|找|请)).{0,8}(?:指定|亲戚).{0,12}(?:就|才|不)',
    '(?:亲戚|小舅子|侄子|外甥).{0,4}(?:非要|硬要|强行|必须)',
    '不(?:给|请|送|表示|意思)[^，,。]{0,6}就(?:不给|不办|查|罚|卡|挑)',
  ],
  'gu',
);
const FREELOADING =
  /(?:检查|执法|干部|[科局所站队镇乡]长|工作人员|领导|[所局队]的人|镇上|乡里).{0,16}(?:拿|要|吃|搬|拉)[了走].{0,12}(?:没|不)(?:给|付)钱/gu;
/** How an official behaves (作风); of shops, hospitals and property managers people complain in like words. */
const MANNERS =
  /(?:工作人员|办事员|经办人|窗口(?:人员|的人)?|专人|联络员|执法(?:人员|队员?)|干部|领导|[局科所站]长|[局所站队]里?的人|部门的人|(?:供电|供水|自来水|燃气|热力)公司的?人?)[^。;!?]{0,12}(?:态度.{0,5}(?:差|恶劣|粗暴|蛮横|强硬|生硬|嚣张|傲慢|敷衍|不好)|爱答不理|爱理不理|骂人|打官腔|摆架子|出言不逊|盛气凌人)/gu;
const REPORT_OFFICIAL = anyOf(
  [
    '(?:举报|检举|揭发|反映|投诉).{0,24}(?:干部|领导|局长|副局长|科长|股长|所长|站长|大队长|主任|书记|镇长|乡长|工作人员|执法人员|公务员|监管员|检查人员|队长)(?!.{0,3}信箱)',
  ],
  'gu',
);
const REPORT_VERB = /举报|检举|揭发/u;
const MISDEED =
  /违规|违纪|违法|收钱|收礼|吃请|宴请|受贿|红包|好处|回扣|谋利|入股|勒索|威胁|敲诈|包庇|作风|不作为|乱作为|贪/u;

/** The words that make a normalised text a report about an official; undefined if none do. Reads the whole text. */
export function whistleblow(text: string): string | undefined {
  if (isNotice(text)) return undefined;
  for (const pattern of [MISCONDUCT, FREELOADING, MANNERS]) {
    for (const found of text.matchAll(pattern)) {
      if (!isSlogan(around(text, found.index, found[0].length), text)) return found[0].slice(0, 12);
    }
  }
  for (const { 0: official, index } of text.matchAll(REPORT_OFFICIAL)) {
    const near = text.slice(Math.max(0, index - 150), index + 300);
    if (REPORT_VERB.test(official) && MISDEED.test(near) && !isSlogan(around(text, index, 1), text))
      return '举报';
  }
  return undefined;
}

/** The sentences in which a stretch of text stands. */
function around(text: string, from: number, length: number): string {
  let [start, end] = [from, from + length];
  while (start > 0 && !ENDS.has(text.charAt(start - 1))) start -= 1;
  while (end < text.length && !ENDS.has(text.charAt(end))) end += 1;
  return text.slice(start, end + 1);
}
const ENDS: ReadonlySet<string> = new Set('。！!？?；;\n');

/** Slogans against misconduct are no reports of it: 严禁吃拿卡要. 不是说整治吃拿卡要吗？他照样…… is one. */
function isSlogan(sentence: string, text: string): boolean {
  return SLOGAN.test(sentence) && !BELIED.test(text);
}
const SLOGAN =
  /(?:严禁|杜绝|整治|治理|清理|防止|不得|不准|不许|禁止|反对|打击|查处|严查|专项行动).{0,24}(?:乱检查|乱罚|吃拿卡要|乱收费|乱摊派|红包|好处|受贿|索贿|贿|腐败|渎职|滥用职权|随意检查|多头检查|重复检查|白吃白喝|刁难|贪)/u;
/** What is said in general is not what is done. */
const BELIED =
  /不是(?:说|讲|喊|要|在|已经).{0,24}(?:[?？吗呢嘛]|结果|怎么|可|还|照)|(?:照样|照旧|照收|照拿|依旧|依然|还是老样子|该收还|该拿还|嘴上|口口声声|天天喊|说一套)/u;

/** Notices of an office, passed on: what begins like one and tells nothing of one's own. */
export function isNotice(text: string): boolean {
  return NOTICE.test(text) && !OWN.test(text) && !BELIED.test(text);
}
const NOTICE =
  /^\s*(?:[【[](?:[^】\]]{0,16})(?:通知|公告|通报|倡议|转发|提醒|公示|提示|监督|举报)[^】\]]{0,12}[】\]]|转发|通知[:，,]|关于.{2,40}的(?:通知|公告|通报|倡议|公示)|各(?:企业|单位|位企业|科室|部门|乡镇)|为(?:进一步|深入|切实|规范|优化))/u;
const OWN = /我们?(?:厂|公司|企业|店|矿|家|这)|我司|来我们|跟我们|问我们|向我们|给我们|逼我们|让我们/u;
