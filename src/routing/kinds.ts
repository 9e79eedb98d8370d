/**
 * What a message is before anyone asks whose it is: small talk, a question, a difficulty, a debt
 * owed to the enterprise, a report about an official. The last two have tracks of their own
 * (《保障中小企业款项支付条例》; 举报 never goes to the unit reported), so they are named apart here.
 *
 * All patterns read normalised text and are linear: no nested repetition.
 */

export type Kind = 'request' | 'consult' | 'arrears' | 'whistleblow' | 'chatter';

/** The kind, and a short Chinese reason (empty for a plain request). */
export interface KindFound {
  readonly kind: Kind;
  readonly reason: string;
}

/**
 * Tells the kind of a normalised text. `hasMatter` says that a department's business was recognised
 * in it, which no small talk has. When in doubt it is a request: a difficulty must not get lost.
 */
export function kindOf(text: string, hasMatter: boolean): KindFound {
  const blown = whistleblow(text);
  if (blown) return { kind: 'whistleblow', reason: `提到“${blown}”，按举报单独办理` };
  const owed = arrears(text);
  if (owed) return { kind: 'arrears', reason: `提到“${owed}”，按拖欠账款单独办理` };
  const idle = chatter(text, hasMatter);
  if (idle) return { kind: 'chatter', reason: idle };
  const asked = question(text);
  if (asked) return { kind: 'consult', reason: `问“${asked}”，按咨询办理` };
  return { kind: 'request', reason: '' };
}

// ── Reports about officials and inspections ────────────────────────────────────────────────────

const MISCONDUCT =
  /吃拿卡要|索贿|受贿|行贿|收受贿赂|收受?.{0,6}红包|收黑钱|收(?:了)?.{0,4}(?:好处|回扣)|收.{0,4}钱才|要好处费?|收好处费?|索要(?:好处|红包|财物|钱|烟酒|购物卡|礼品)|伸手要(?:钱|烟|东西)|暗示.{0,6}(?:表示|意思|好处|红包|要|给|买)|以权谋私|权钱交易|贪污|腐败|贪官|保护伞|官商勾结|官官相护|徇私舞弊|滥用职权|玩忽职守|渎职|乱检查|检查(?:实在)?(?:太多|过多|太频繁|没完没了)|(?:天天|三天两头|隔三差五|轮番|轮着|轮流)(?:来|上门|进厂|到厂).{0,4}查|随意检查|频繁检查|重复检查|多头检查|私自(?:入企|进厂|来厂|到厂)?.{0,4}检查|违规(?:入企|进厂|检查)|没有?(?:手续|文书|证件|通知).{0,6}(?:检查|就罚)|乱罚款?|乱收费.{0,8}(?:干部|局|部门|执法)|随意罚款|以罚代管|逐利执法|趋利执法|乱摊派|强制?摊派|拉赞助|强行?拉赞助|指定.{0,6}(?:中介|机构|供应商|公司).{0,12}(?:否则|不然|才给|才能)|白吃白喝|刁难.{0,4}企业|故意刁难|卡着不办.{0,8}(?:钱|好处|意思)|打击报复|通风报信|泄露举报|拿干股|让我们请.{0,6}(?:吃|喝)|请(?:他|她|他们|领导|.长)(?:吃饭|喝酒|洗脚|唱歌)|[罚次].{0,12}(?:不开|没开|不给|没给|没有).{0,4}(?:单|票|收据|文书)|单子?[^，,。]{0,3}(?:不开|没开|不给)|(?:非要|必须|硬要|非让|逼着?|强制)我们.{0,4}(?:赞助|捐款|订报|订杂志|买)|(?:一周|一天|一个?月|半个?月|十天).{0,6}[拨次趟回].{0,4}检查|(?:要|收|塞|索).{0,4}(?:加油卡|购物卡|烟酒|好处费)|(?:不(?:买|用|找|请)).{0,8}(?:指定|亲戚).{0,12}(?:就|才|不)|(?:亲戚|小舅子|侄子|外甥).{0,4}(?:非要|硬要|强行|必须)|不(?:给|请|送|表示|意思)[^，,。]{0,6}就(?:不给|不办|查|罚|卡)/u;
const FREELOADING =
  /(?:检查|执法|干部|[科局所站队镇乡]长|工作人员|领导|[所局队]的人|镇上|乡里).{0,16}(?:拿|要|吃|搬|拉)[了走].{0,12}(?:没|不)(?:给|付)钱/u;
const REPORT_OFFICIAL =
  /(?:举报|检举|揭发|反映|投诉).{0,24}(?:干部|领导|局长|副局长|科长|股长|所长|站长|大队长|主任|书记|镇长|乡长|工作人员|执法人员|公务员|监管员|检查人员|队长)(?!.{0,3}信箱)/u;
const REPORT_VERB = /举报|检举|揭发/u;
const MISDEED =
  /违规|违纪|违法|收钱|收礼|吃请|宴请|受贿|红包|好处|回扣|谋利|入股|勒索|威胁|敲诈|包庇|作风|不作为|乱作为|贪/u;

function whistleblow(text: string): string | undefined {
  const head = text.slice(0, 600);
  const misconduct = MISCONDUCT.exec(head) ?? FREELOADING.exec(head);
  if (misconduct && !QUOTING.test(head)) return misconduct[0].slice(0, 12);
  const official = REPORT_OFFICIAL.exec(head.slice(0, 150));
  if (official && REPORT_VERB.test(official[0]) && MISDEED.test(head.slice(0, 300))) return '举报';
  return undefined;
}

/** Notices and slogans against misconduct are not reports of it. */
const QUOTING =
  /(?:严禁|杜绝|整治|治理|清理|防止|不得|禁止|专项行动|通知如下|转发).{0,16}(?:乱检查|乱罚|吃拿卡要|乱收费|乱摊派)/u;

// ── Debts owed to the enterprise ───────────────────────────────────────────────────────────────

const OWED =
  /(?:拖欠|欠着|还欠|一直欠|欠了?我们|欠我们?(?:公司|厂|企业)?|欠付|未付|没付|不付|不给|不结|没结|未结|没给|没拿到|拿不到|要不回|要不上|收不回|压着|拖着不?[付给]?|赖着).{0,16}(?:账款|货款|工程款|尾款|款项|质保金|保证金|进度款|加工费|设备款|材料款|煤款|运费|服务费|租金|应收款|应付款|欠款|结算款|合同款)|(?:账款|货款|工程款|尾款|质保金|进度款|加工费|设备款|材料款|煤款|运费|服务费|应收款|结算款|合同款).{0,20}(?:拖欠|拖着|拖了|没给|不给|未付|没付|不付|没结|不结|未结|要不回|要不上|要不来|收不回|没有?到账|没着落|一直欠|还欠|没拿到|拿不到|结不了|被欠)|欠我们.{0,10}(?:钱|万|块|款)|(?:拖着|欠着|压着).{0,10}[款钱费].{0,2}不[给付结]|钱.{0,6}(?:结不回来|结不了|要不回来|要不回|收不回来)|(?:用|拿|拉)了?我们.{0,16}(?:一分(?:钱)?(?:没|不|未)|没给钱|不给钱|没结账|不结账|没付)|清欠|被拖欠|拖欠(?:中小|民营)?企业/u;
/** Wages are another matter (人社), and so is what a department should refund or subsidise. */
const WAGES =
  /工资|工钱|薪|血汗钱|社保|农民工|退税|补贴款|奖补|补助款|拆迁款|征地款|补偿款|公积金|房款|学费|押金|退款/u;

function arrears(text: string): string | undefined {
  const head = text.slice(0, 600);
  const owed = OWED.exec(head);
  if (!owed) return undefined;
  // 拖欠工程款导致发不出工资 is still a debt to the company; 拖欠工资 alone is not.
  if (WAGES.test(owed[0])) return undefined;
  if (AT_COURT.test(head) && !/拖欠|欠我们|欠着/u.test(head)) return undefined;
  if (/(?:拖欠|克扣|讨要?|欠).{0,8}(?:工资|薪|工钱|血汗钱)/u.test(head) && !FIRM.test(head)) return undefined;
  return owed[0].slice(0, 16);
}

/** A debt already at court is for the lawyers, unless the debtor still simply does not pay. */
const AT_COURT = /官司|法院|判决|判了|起诉/u;
const FIRM = /我们?(?:公司|厂|企业)|我司|本公司|账款|货款/u;

// ── Small talk ─────────────────────────────────────────────────────────────────────────────────

/** Something is wrong, wanted or missing. Any of these, and it is no small talk. */
const NEED =
  /难|问题|解决|协调|希望|请求|恳请|盼|求助|帮忙|帮帮|帮我们|麻烦.{1,12}(?:看|处理|协调|派|解决|安排)|投诉|反映|举报|不够|不足|不了|不上|不到|没有?(?:人|电|水|气|到|来|办|解决|回|结|批|信号)|停[电水气产工]|断[电水气]|坏了|漏|堵|塌|着火|起火|泄|被[罚查停卡偷骗]|罚|卡|拖|欠|缺|急|怎么|如何|咋|能不能|能否|可不可以|是否|什么时候|啥时候|为什么|为啥|哪里|哪个|多少|多久|谁[管负来]|[?？吗]|需要|想|要|办|报|修|求|缺|申请|受不了|影响|一直|还是没|迟迟|至今|催/u;
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
const NOTICE =
  /^\[(?:转发|链接|图片|表情|动画表情|文件|视频|语音|位置|聊天记录|小程序|红包|名片|捂脸|强|握手|玫瑰|抱拳|ok|微笑|呲牙|鼓掌|合十|太阳|咖啡)\]|^[【[]?(?:通知|转发|公告|提醒|温馨提示|会议通知|天气预报|预警)[】\]:]|请(?:各|大家)(?:企业|位|单位|部门|家).{0,30}(?:参加|填报|报送|关注|知悉|查收|转发|收看|接龙|准时)|群?接龙|现将.{2,40}转发|请.{0,6}(?:周知|知悉)|发布了?.{0,12}预警/u;
const ADVERT =
  /优惠|特价|促销|打折|秒杀|甩卖|清仓|加盟|兼职|日结|刷单|扫码领|免费领|点击链接|加微信|加v|拼团|砍一刀|团购|现货供应|厂家直销|诚招|有意者|联系电话|微信同号|有需要的?(?:朋友|老板|老总)?.{0,4}联系|欢迎(?:来电|咨询|选购|订购|惠顾)|量大从优|名额有限|限时|无抵押|当天放款|低息|专业(?:办理|代办|承接)/gu;
const ONLY_LINK = /^(?:https?:\/\/\S+|www\.\S+)$/u;

function chatter(text: string, hasMatter: boolean): string | undefined {
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

const OWN_TROUBLE =
  /我们(?:公司|厂|企业|这|想|要|的)|我[厂司]|我家|本公司|请帮|怎么办|反映|投诉|求助|请求|恳请|强烈|呼吁|建议|本人|不满|盼望|解决一?下|协调一?下/u;

// ── Questions ──────────────────────────────────────────────────────────────────────────────────

const CONSULT = /咨询|请教|想了解|了解一?下|打听|求解答/u;
const ASKED = /请问|想问|问一?下|问问/u;
const QUESTION =
  /怎么|如何|咋|什么|啥|哪[些里个家儿天年办学交报领申查找开买]|去哪|找谁|谁[出管负来能]|由谁|跟谁|归谁|是不是|是否|能不能|能否|可不可以|要不要|用不用|需不需要|该不该|有没有|够不够|多少|多[久大高长远]|(?:要|需要?|得|差|隔|是|提前)几|几个人|几点|几年[一才能]|几天[能可才]|[?？]|吗$/u;
/** Something went wrong or is wanted of somebody: an answer alone does not settle it. */
const TROUBLE =
  /投诉|举报|反映|拖[了着欠]|迟迟|至今|一直|老[是让跳断停]|总是|卡[了在着住]|没(?:人|下|到|来|批|给|兑|拨|结|办|有?回|解决|动静|消息|通|电|水|气|资源|渠道)|不(?:下来|够|给|了|上[了班去]|到[工人账位]|出来|让|行)|被(?:罚|停|查|扣|盗|偷|退|拒|叫停|认定|列入|卡|骗)|罚[了我]|[要来就]罚|罚.{0,6}(?:不服|重)|坏|堵|漏|塌|偷|骗|扰民|太(?:吵|高|低|多|慢|窄|差|重|短|少)|严重|强烈|解决一?下|协调|帮忙|帮[帮我]|请(?:派|帮|给|来)|麻烦|希望|请求|恳请|能不能(?:给|派|帮|来|拓|修|加|把|减|组织|有人|有个|开个|装|一次)|推诿|踢皮球|关停|停[产工电水气]|涨了|没有?通知|受不了|影响/u;

function question(text: string): string | undefined {
  const head = text.slice(0, 300);
  const consulted = CONSULT.exec(head);
  if (consulted) return consulted[0];
  const asked = ASKED.exec(head) ?? QUESTION.exec(head);
  if (!asked || TROUBLE.test(head.replaceAll('有没有', ''))) return undefined;
  return asked[0];
}

// ── Urgent ─────────────────────────────────────────────────────────────────────────────────────

const DANGER =
  /着火|起火|失火|火灾|爆炸|泄漏|泄露|漏气|煤气中毒|中毒|塌方|坍塌|塌了|垮塌|滑坡|透水|冒顶|被困|困在|埋住|被埋|触电|有人(?:受伤|昏迷|晕倒|掉)|晕倒|伤亡|死人|爆管|水管爆|决口|溃坝|漫堤|洪水|进水了|被淹|淹了|(?:设备|机器|电机|电柜|变压器|线路|仓库).{0,4}冒烟|井喷|侧翻/u;
/** So grave that no word for now is needed. */
const ALARM = /被困|困在|被埋|埋住|晕倒|有人(?:受伤|昏迷|掉)|(?:着火|起火|爆炸|塌方|泄漏)了|透水|冒顶/u;
const OUTAGE =
  /停电|断电|没电|停水|断水|没水|停气|断气|没气|停暖|拉闸|(?:供[气电水暖]|燃气|自来水)(?:中断|断了|停了)/u;
const NOW =
  /现在|刚|突然|正在|今[天早晚晨]|凌晨|早上|上午|下午|中午|昨[晚夜]|了(?:\p{P}|$|\d|[一两三半几好快]|厂|车间|生产)|马上|快[来派]|赶紧|赶快|紧急|抢修|着急|急[!，,。]|已经?[停断]|全厂|整个厂|小时|救/u;
/** About danger in general, drills, documents, notices, or what happens now and then. */
const NOT_NOW =
  /演练|培训|预案|防范|防止|预防|避免|以防|如果|万一|容易|可能|一旦|隐患|风险|迹象|苗头|怕|担心|通知|计划|检修|明天|下周|下个?月|去年|前年|上个?月|以前|曾经|那年|经常|总是|总[停断跳]|老[是停断跳]|时常|频繁|三天两头|动不动|多次|次数|怎么赔|赔偿|不赔|保险|理赔|信息泄|泄[露漏].{0,4}(?:信息|隐私|秘密|个人)|防火|消防(?:设施|验收|审批|手续|检查)|导致.{0,12}年|年[前底]/u;

/** Whether something dangerous, or a cut of water, power or gas, is going on right now. */
export function isUrgent(text: string): boolean {
  return text
    .slice(0, 300)
    .split(/[。！!？?\n；;]/u)
    .some(
      (sentence) =>
        !NOT_NOW.test(sentence) &&
        (ALARM.test(sentence) || ((DANGER.test(sentence) || OUTAGE.test(sentence)) && NOW.test(sentence))),
    );
}
