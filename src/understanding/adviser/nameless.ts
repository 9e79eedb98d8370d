/**
 * What people say as it may leave the house: without the names of people and enterprises of the roster, others that are
 * plainly names – told as one, before a title, registered companies –, and without numbers that lead to anybody. Stricter than what everybody reads (`domain/masked.ts`): nothing of a number is left.
 */
import type { Enterprise, Roster } from '../../domain/roster.ts';
import { normalise } from '../../routing/text.ts';

/** Characters. */
const MOST = 800;
const PERSON = '某人';
const ENTERPRISE = '某企业';
const NUMBER = '某号码';

/** Shorter ones are in too many words. */
const SHORTEST_NAME = 2;
const COMPANY = /(?:股份|集团)?(?:有限责任|有限)?公司$/u;
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|夏侯|东方|端木|司徒)/u;
/** 王科长 is as good as a name in a county. */
const TITLES =
  '(?:副)?(?:总经理|经理|董事长|厂长|矿长|局长|科长|股长|处长|所长|站长|队长|镇长|乡长|书记|主任|主管|会计|师傅|老板|女士|先生)';

/** Of half of all people, by the census; 王科长 need not stand in the roster. Without 高 and the like, which are words of their own. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
/** 联系人李建国, 我叫刘大伟, 姓名：王小明: a name where one is told. 负责人马上到 tells none. */
const TOLD = new RegExp(
  `(?<=(?:(?:联系人|我叫|名叫|他叫|她叫)[\\s:,]{0,2}|(?:联系人|姓名|负责人|经办人|法人|法定代表人)(?:[是为叫][\\s:,]{0,2}|[\\s:,]{1,2})))[${SURNAMES}]\\p{Script=Han}{1,2}(?=$|[^\\p{Script=Han}]|电话|手机|的|说)`,
  'gu',
);
/** 太原晋星贸易有限公司, whoever it is: an office that serves is no such thing in what people say. */
const LEGAL_NAME = /[\p{Script=Han}()]{2,24}?(?:有限责任|股份有限|集团有限|有限)公司/gu;
/** What stands before the name and is none of it, who owes whom above all. 和, 在 and 向 stand in names as well. */
const BEFORE_NAME = /^(?:.*?(?:我们|我是|俺们|咱们|是|叫|给|跟|欠|找|问|被|替|把))*/u;

/** zhang@firm.example */
const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}/gu;
/** 晋L·A1234 */
const PLATE = /\p{Script=Han}[a-z][·.\s]?(?=[a-z0-9]{0,5}\d)[a-z0-9]{5,6}(?![a-z0-9])/gu;
/** 911410MA0K1ABC2X, wxid_12345abc: what has so many digits in it is somebody's number, letters and all. */
const CODE = /[a-z0-9_-]+/gu;
const MOST_DIGITS = 4;
/** 138 0000 1234, 0357-5622110, 幺三八零零…: also set apart, and as one says it. */
const SPACED =
  /[\p{Nd}零〇一二三四五六七八九幺两](?:[\s,.·()/—–-]{0,2}[\p{Nd}零〇一二三四五六七八九幺两]){4,}/gu;

/** Makes what masks a text for this roster. At most 800 characters; never throws. */
export function namelessFor(roster: Roster): (text: string) => string {
  const enterprises = anyOf(roster.enterprises.flatMap(namesOf));
  const people = anyOf(roster.people.map(({ name }) => name));
  const surnames = new Set([...SURNAMES, ...roster.people.map(({ name }) => surnameOf(normalise(name)))]);
  // 对方老板, 施工方经理: nobody is called so.
  const titled = new RegExp(
    `(?<!(?:[对双甲乙各三官地]|施工|供货)(?=方))(?:${[...surnames].map(escaped).join('|') || '(?!)'})${TITLES}`,
    'gu',
  );
  return (text) => {
    // Full width, traditional characters and 袁 春 霖 hide no name.
    const plain = normalise(text)
      .replace(enterprises, ENTERPRISE)
      .replace(LEGAL_NAME, (name) => `${BEFORE_NAME.exec(name)?.[0] ?? ''}${ENTERPRISE}`)
      .replace(people, PERSON)
      .replace(TOLD, PERSON)
      .replace(titled, PERSON)
      .replace(MAIL, NUMBER)
      .replace(PLATE, NUMBER)
      .replace(CODE, (code) => (code.replace(/\D/g, '').length > MOST_DIGITS ? NUMBER : code))
      .replace(SPACED, NUMBER);
    return [...plain].slice(0, MOST).join('');
  };
}

function surnameOf(name: string): string {
  return COMPOUND.exec(name)?.[0] ?? [...name].slice(0, 1).join('');
}

/** 星火样例煤焦有限公司, 星火样例煤焦, 星火煤焦. */
function namesOf({ name, aliases }: Enterprise): readonly string[] {
  return [name, name.replace(COMPANY, ''), ...aliases];
}

/** Any of these as `normalise` leaves it, the longest first. */
function anyOf(names: readonly string[]): RegExp {
  const written = [...new Set(names.map(normalise))]
    .filter((name) => [...name].length >= SHORTEST_NAME)
    .sort((a, b) => b.length - a.length);
  return new RegExp(written.map(escaped).join('|') || '(?!)', 'gu');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
