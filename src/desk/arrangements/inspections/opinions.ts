/** What a firm thinks of a unit, so that the unit learns what to do better, and not who said it. */
import type { InspectionRating } from '../../../domain/arrangements/inspections.ts';
import type { Enterprise, Roster } from '../../../domain/roster.ts';
import { namelessFor } from '../../../understanding/adviser/nameless.ts';

const DAY =
  /(?:20\d{2}年)?\d{1,2}月\d{1,2}[日号]?|20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|(?:大前|前|昨|今)[天日]|(?:上|本|这)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[日号]|\d{1,2}(?::\d{2}|点(?:半|\d{1,2}分?)?)/gu;
/** People say 星火 of 星火样例煤焦. */
const STEM = 2;
const TITLES = '总|工|厂|哥|姐|叔|师傅|老板|经理|会计|主任|先生|女士';

/**
 * The words without names, firms and days. They are kept so: what is not there cannot be read. Of the firm itself also what
 * else leads to it goes: what it makes (我们煤焦企业), and 王总, 老王 and 我姓王 of its people, as a unit knows where it has been.
 */
export function unnamed(words: string, firm: Enterprise | undefined, roster: Roster): string {
  const nameless = firm ? withoutFirm(namelessFor(roster)(words), firm) : namelessFor(roster)(words);
  return nameless.replace(DAY, '某日').replace(/(?:某企业)+/gu, '某企业');
}

function withoutFirm(words: string, { name, aliases, members }: Enterprise): string {
  const stemOf = (one: string) => [...one].slice(0, STEM).join('');
  const makes = aliases.map((alias) => [...alias].slice(STEM).join('')).filter((one) => [...one].length > 1);
  const firms = [...[name, ...aliases].map(stemOf), ...makes].reduce(
    (text, one) => text.replaceAll(one, '某企业'),
    words,
  );
  return members.reduce((text, member) => text.replace(spokenOf(member.name), '某人'), firms);
}

function spokenOf(name: string): RegExp {
  const [surname = ''] = name;
  return new RegExp(`[老小阿]${surname}|${surname}(?:${TITLES})|(?<=姓)${surname}`, 'gu');
}

/** 检查 3 评价 好 态度好 */
export function ratingSaid(
  words: string,
): { readonly rating: InspectionRating; readonly words: string } | null {
  const [, said = '', rest = ''] = /^(好|一般|差)(?:[\s,，:：。]+([\s\S]*))?$/u.exec(words.trim()) ?? [];
  const rating = { 好: 'good', 一般: 'fair', 差: 'poor' }[said] as InspectionRating | undefined;
  return rating === undefined ? null : { rating, words: rest.trim() };
}
