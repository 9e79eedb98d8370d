/** Whose a name in a pasted chat is: 袁春霖, 星火煤焦-袁春霖, 星火煤焦 办公室, 住建局张三; and 刘厂长, as a dispatcher has said. */
import { nicknameIn, type Office as WholeOffice } from '../../domain/office.ts';
import type { Enterprise, Person, Roster } from '../../domain/roster.ts';

/** Somebody who speaks for an enterprise; `member` where it is clear who. */
export interface Speaker {
  readonly enterprise: string;
  readonly member: string | null;
}

/** Somebody of a department, the hub or the bot: what they say is no difficulty. */
export type Office = 'office';

export function isOffice(speaker: Speaker | Office | null): speaker is Office {
  return speaker === 'office';
}

const BOT = /连心桥/u;
/** Shorter names are in too many others. */
const SHORTEST = 2;
/** No longer words are a name alone. */
const LONGEST_ANSWER = 40;

/** By the roster, and where that knows nobody of the name, by what a dispatcher has said of it. */
export function whose(
  name: string,
  roster: Roster,
  office: WholeOffice,
  account?: readonly [string, string],
): { readonly speaker: Speaker | Office | null; readonly remembered: boolean } {
  const speaker = speakerOf(name, roster, account);
  const known = speaker === null && name !== '' ? nicknameIn(office, name) : undefined;
  if (!known) return { speaker, remembered: false };
  if (known.enterprise === null) return { speaker: 'office', remembered: true };
  // An enterprise that has left the roster is asked after again.
  if (!roster.enterprise(known.enterprise)) return { speaker: null, remembered: false };
  const isThere = known.member !== null && roster.enterpriseOf(known.member)?.id === known.enterprise;
  return {
    speaker: { enterprise: known.enterprise, member: isThere ? known.member : null },
    remembered: true,
  };
}

/** `account`: channel and account, where they are known; they count for more than the name. */
export function speakerOf(
  name: string,
  roster: Roster,
  account?: readonly [string, string],
): Speaker | Office | null {
  const bound = account && roster.personByAccount(...account);
  if (bound) return asSpeaker(bound, roster);
  if (name === '') return null;
  if (BOT.test(name)) return 'office';
  const enterprise = roster.enterpriseNamed(name) ?? enterpriseIn(name, roster);
  const people = roster.people.filter((one) => one.name.length >= SHORTEST && name.includes(one.name));
  const members = people.filter((one) => roster.enterpriseOf(one.id) !== undefined);
  const own = enterprise
    ? members.filter((one) => roster.enterpriseOf(one.id)?.id === enterprise.id)
    : members;
  const [only] = own;
  if (only && own.length === 1) return asSpeaker(only, roster);
  if (enterprise) return { enterprise: enterprise.id, member: null };
  return people.length > 0 && members.length === 0 ? 'office' : null;
}

/** 是…的吧, 王总, 办公室: what may stand around a name that is all that is said. */
const AROUND =
  /^(?:是|应该是|就是|都是|他们?是|的|吧|啊|呀|哦|呢|他们|公司|企业|厂|那边|这家|那家|家|老板|办公室|[\p{Script=Han}]?[总工]|厂长|经理|主任|会计|[\s\p{P}])*$/u;
const LEADING = /^(?:应该|就|都|他们?)?是\s*/u;
const TRAILING = /(?:那家|那边|他们)?(?:的|吧|啊|呀|呢)*[\s。.！!]*$/u;

/** Whom somebody means who was asked for an enterprise and answers with a name and nothing else; null when it is more, or none. */
export function speakerMeant(text: string, roster: Roster): Speaker | null {
  const line = text.trim();
  if ([...line].length > LONGEST_ANSWER) return null;
  const speaker = speakerOf(line, roster);
  if (speaker && !isOffice(speaker) && isNameAlone(line, roster)) return speaker;
  const [only, ...others] = enterprisesLike(bareName(line), roster);
  return only && others.length === 0 ? { enterprise: only.id, member: null } : null;
}

/** 是万里桥那家的 is 万里桥. */
export function bareName(text: string): string {
  return text.trim().replace(LEADING, '').replace(TRAILING, '');
}

/** 星火煤焦停电了 names an enterprise, and says more. */
function isNameAlone(line: string, { enterprises, people }: Roster): boolean {
  const names = [
    ...enterprises.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...people.map(({ name }) => name),
  ]
    .filter((name) => name.length >= SHORTEST && line.includes(name))
    .sort((a, b) => b.length - a.length);
  return AROUND.test(names.reduce((rest, name) => rest.replaceAll(name, ' '), line));
}

/** Enterprises in whose name or short name these words stand. */
export function enterprisesLike(words: string, { enterprises }: Roster): readonly Enterprise[] {
  const part = words.replace(/[\s，。,.!！？?“”"]/gu, '');
  if (part.length < SHORTEST) return [];
  return enterprises.filter((one) => [one.name, ...one.aliases].some((written) => written.includes(part)));
}

function asSpeaker({ id }: Person, roster: Roster): Speaker | Office {
  const enterprise = roster.enterpriseOf(id);
  return enterprise ? { enterprise: enterprise.id, member: id } : 'office';
}

/** The enterprise whose name or short name stands in `name`; null when none does, or several. */
function enterpriseIn(name: string, { enterprises }: Roster): Enterprise | undefined {
  const found = enterprises.filter((one) =>
    [one.name, ...one.aliases].some((written) => written.length >= SHORTEST && name.includes(written)),
  );
  return found.length === 1 ? found[0] : undefined;
}
