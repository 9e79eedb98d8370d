/**
 * What a stranger is called in the group. Anybody can call themselves anything, and what the program says is believed:
 * so of a stranger's name it repeats a few plain characters, and of one that reads like the program's own words, like
 * an official's or like somebody of the roster, nothing.
 */
import type { Roster } from '../domain/roster.ts';
import { clean } from './text.ts';
import type { Say } from './wording.ts';

const LONGEST = 10;
/** A shorter name of the roster stands in too many others by chance. */
const SHORTEST = 2;
/** What the program's own messages, and this program itself, are known by. */
const OURS =
  /诉求|訴求|连心|連心|机器人|客服|官方|签收|办结|销号|满意|邀请码|[单件编]号|[号號]件|超期|登记|通知/u;
const OFFICIAL =
  /[局县市镇乡区院部处科股所站委厅省]长|主任|书记|县委|市委|政府|[专干]员|领导|管理|调度|专班|纪[检委]|监[察委]|公安|法院|检察|税务|办公室/u;
/** A number of somebody's, an address, a name to be tapped. */
const ADDRESS = /\d{5}|https?|www|[@/\\:：]|\w\.\w/iu;

export function strangerInWords(name: string, roster: Roster, say: Say): string {
  const { text } = clean(name.normalize('NFKC'));
  const plain = text
    .replace(/[^\p{L}\p{N} ·-]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const isSuspect = /[\n【】[\]<>*_`#|]/u.test(text) || ADDRESS.test(text) || [...text].length > LONGEST;
  return plain === '' || isSuspect || isTaken(plain.replaceAll(' ', ''), roster)
    ? say('bind.someone')
    : plain;
}

/** Whether words make one think of the program, of an office or of somebody in the roster. */
function isTaken(name: string, { people, departments }: Roster): boolean {
  if (OURS.test(name) || OFFICIAL.test(name)) return true;
  const known = [
    ...people,
    ...departments.flatMap((one) => [one, ...one.aliases.map((alias) => ({ name: alias }))]),
  ];
  return known.some((one) => one.name.length >= SHORTEST && name.includes(one.name));
}
