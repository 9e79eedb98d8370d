/**
 * What words make of officials, inspectors and public bodies, and so whether they may be seen by anybody. A report is
 * kept apart; where money, favours or conduct are only touched, the speaker is asked in private before anything is
 * done. Better one question too many than one word shown to the unit it is about.
 */
import { anyOf } from './any-of.ts';
import { normalise } from './text.ts';
import { isNotice, whistleblow } from './whistleblow.ts';

/** report: about an official · doubt: perhaps one · how: how does one report? · null: nothing of the kind */
export type Delicate = 'report' | 'doubt' | 'how' | null;

/** Somebody who holds an office, or stands for one. */
const OFFICIAL =
  '[局科股所站队处镇乡区县市委院]长(?![期假大短度途江春治城])|主任|书记|干部|官员|公务员|领导|工作人员|办事员|经办人|监管员|网格员|驻厂员|评审员|验收员|审批员|协管|辅警|民警|交警|城管|路政|运管|执法|法官|检查(?:组|人员|员|的人)|(?:验收|审批|评审|监督|管事|办事|管这块)的?(?:人|同志|专家)|来(?:检查|查|验收|收费)的|来收.{0,6}[费款]的|上?来的(?:那|几)?[个位]?人|窗口(?:里|上)?(?:的人|人员|那[个位人]|有[个位]|小|大姐|姑娘|办)|[局所站队办厅委](?:里|那边|上)?(?:的|那|有|来)[个位几]?(?:个)?(?:人|同志|男的|女的|师傅|小伙|姑娘|老)|(?:供电|供水|自来水|燃气|热力|供热)(?:所|公司|站)?的?(?:人|师傅|抄表员)|镇上的?人|乡里的?人|县里的?人|上面的?人';
/** A public body. */
const BODY =
  '[局委站厅](?![部长])|(?:税务|派出|市监|工商|司法|供电|土地|财政|监管|执法)所|[大中支]队|窗口|政府|纪检|纪委|法院|检察院|部门';
/** Money and favours between two who should have none. */
const FAVOUR =
  '红包|(?<!有(?:什么|啥|哪些|没有)?)好处(?![是多])|回扣|黑钱|保护费|送礼|收礼|礼品|礼金|购物卡|加油卡|打点|打点打点|意思(?:意思|一下)|表示(?:表示|一下)|塞钱|塞(?:了|给|点)|给钱才|收了.{0,8}(?:钱|礼|烟|酒)|收[过着].{0,8}(?:钱|礼)|(?:要|收|拿|送|带)(?:了|走|过|几|两|一|点)?.{0,3}(?:[条瓶盒箱].{0,2}(?:烟|酒|中华|茅台|五粮液|汾酒|茶)|箱)|(?:要|收|拿|给)(?:他|她)?.{0,2}(?:烟|酒|茶叶)(?![草叶厂机业])|伸手|私下(?:收|要|给|里)|私了|白(?:拿|吃|喝|要|搬|用)|不给钱|没给钱|不(?:给)?开(?:票|收据|单)|没开(?:票|收据)|拿[了走]?.{0,4}[箱条盒瓶袋桶斤][^子件]|拿东西|搬东西|顺走|蹭(?:饭|吃|酒)|请客|请吃|吃请|宴请|摆(?:一)?桌|请(?:他|她|他们).{0,4}(?:吃|喝|坐)|(?:要|让|叫|陪|得).{0,4}(?:喝酒|吃饭|唱歌|洗脚|打牌)|干股|分红|亲戚|小舅子|大舅子|侄子|外甥|老婆(?:开|的)|关系户|走后门|后门|打招呼|暗示|点名要|只认|指定.{0,6}(?:公司|机构|中介|厂家|供应商|店)|猫腻|暗箱|内定|勾结|串通|穿一条裤子|保护伞|通风报信|睁只眼|睁一只眼';
/** How they behave. */
const CONDUCT =
  '怼|骂|吼|[太很真好]凶|凶巴巴|瞪眼?|甩脸|摆(?:脸|谱|架子)|脸色|白眼|阴阳怪气|爱搭不理|爱答不理|爱理不理|不耐烦|态度(?![^，,。]{0,6}(?:好|不错|热情|可以|端正|和|积极))|推三阻四|刁难|为难(?:我|企业|人)|找茬|挑刺|穿小鞋|报复|威胁(?:我|说|要)|恐吓|拍桌子|脱岗|不在岗|官僚|不作为|乱作为|懒政|包庇|袒护|偏袒|欺负|仗势|吓唬|耍(?:威风|横)|拿捏|卡我们|故意(?:卡|拖|不)';
/** On duty, and at something else. */
const IDLING = '打麻将|打牌|玩手机|睡觉|打游戏|炒股|喝酒|嗑瓜子|看电影|刷视频|遛弯|接孩子|溜号';

const NEAR = '[^。!?;\\n]{0,30}?';
const DOUBT = anyOf([
  `(?:${OFFICIAL})${NEAR}(?:${FAVOUR}|${CONDUCT})`,
  `(?:${FAVOUR}|${CONDUCT})${NEAR}(?:${OFFICIAL})`,
  `(?:${OFFICIAL}|${BODY})[^，,。!?;\\n]{0,12}(?:${IDLING})`,
  `(?:${BODY})${NEAR}(?:红包|好处(?![是多])|回扣|黑钱|保护费|送礼|收礼|塞钱|打点|收了.{0,8}钱|猫腻|暗箱|走后门|关系户|保护伞|通风报信|勾结|内定)`,
  // The words of somebody who wants something, told without saying who.
  '任务(?:还)?没完.{0,8}(?:理解|配合|支持)|(?:你|您)懂的|懂规矩|会来事|不懂事|(?:罚款|罚没)(?:任务|指标)|(?:意思|表示)(?:意思|表示|一下)',
]);
/** Said well of them, or that there was nothing of the kind. */
const WELL =
  /点赞|表扬|锦旗|感谢|谢谢|廉洁|清廉|拒收|退回|谢绝|婉拒|一口(?:水|饭|烟)?(?:都|也)?没|连.{0,6}都(?:没|不)(?:喝|吃|要|收|拿)|(?:没有?|不|从不|不曾)(?:吃|喝|拿|要|收)(?:我们|企业|过)?(?:一|任何|半)|态度.{0,6}(?:好|热情)|热情|耐心|(?:不存在|没有(?:任何)?|未发现).{0,10}(?:吃拿卡要|红包|问题)/u;
/** What a sentence of praise may still hold. */
const BUT = /但|可是|不过|就是|只是|反讽|才怪|呵呵/u;
/** Asked for help by their title, they are not spoken of. */
const ADDRESSED =
  /(?:请|求|盼|望|希望|恳请|麻烦|感谢|谢谢|各位|尊敬的|敬爱的)(?:各位|各级|县|市|区|局|镇)*(?:领导|主任|书记|[局县市镇乡]长)(?:们)?|(?:^|[\n。!?])(?:[\p{Script=Han}]{0,3})(?:领导|主任|书记|[局县市镇乡科所]长)(?:们)?(?:[，,:：]|您?好|你好)/gu;

const VERB = '(?:举报|检举|揭发|控告)';
/** 我要举报县里某个局长: that it is about an official is enough. */
const REPORTS = new RegExp(
  `(?<!被(?:人)?|有人|客户|邻居|电话|信箱|平台)${VERB}(?![给到向了后过电信平渠奖])[^，,。!?;\\n隔邻]{0,10}(?:${OFFICIAL})`,
  'u',
);
/** 我要举报, 能不能匿名: nothing is said yet of whom, or of what. */
const HOW = new RegExp(
  `^(?:请问|你好|您好|那个|问一?下|我们?|想问|这里|在这|群里|这个群|机器人)*(?:${[
    `(?:要|想|准备|打算|想要|需要|有事|有情况|能不能|可以|怎么|如何|在哪|哪里|去哪|找谁|向谁|跟谁)*(?:实名|匿名|保密)?${VERB}(?:一?个?人|一下|一件事|件事|怎么.{0,6}|找谁|向谁|去哪.{0,3}|可以|行|行不行|能行|安全|保密|会不会.{0,6}|有用|有人管|渠道.{0,4}|电话.{0,6}|方式.{0,4}|流程.{0,4})*`,
    `(?:能不能|可不可以|可以|能否|可否|能|可)(?:给我|帮我|替我|为我)?(?:匿名|保密|不留名|不留姓名|不说名字|不具名|不透露.{0,8})(?:${VERB}|反映|说|提|投诉|处理|一下)*`,
    `(?:怎么|如何)(?:匿名|保密|实名)(?:${VERB}|反映|投诉|说)?|匿名(?:${VERB}|反映)?|会不会(?:被|让).{0,10}知道(?:是我|我)?.{0,4}|(?:${VERB}|反映).{0,6}(?:会不会|怕).{0,4}(?:泄露|泄密|报复|知道)`,
  ].join('|')})(?:吗|呢|啊|吧|嘛|么|的|了|不|[\\p{P}\\s])*$`,
  'u',
);

/** What `text`, as it was typed, says of officials. */
export function delicate(text: string): Delicate {
  const plain = normalise(text);
  if (whistleblow(plain) !== undefined) return 'report';
  const short = plain.trim();
  if (short.length <= 40 && HOW.test(short)) return 'how';
  if (isNotice(plain)) return null;
  const spoken = plain.replace(ADDRESSED, '，');
  if (REPORTS.test(spoken)) return 'report';
  return sentencesOf(spoken).some((sentence) => isDoubtful(sentence)) ? 'doubt' : null;
}

function isDoubtful(sentence: string): boolean {
  return DOUBT.test(sentence) && (!WELL.test(sentence) || BUT.test(sentence));
}

/** With what ends them. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[。！!？?；;\n])/u).filter((sentence) => sentence.trim() !== '');
}
