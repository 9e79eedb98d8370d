/** Whose a name in a pasted chat is: 袁春霖, 星火煤焦-袁春霖, 星火煤焦 办公室, 住建局张三. */
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

/** Whom somebody means who was asked for an enterprise: 万里桥, where one name alone holds it. */
export function speakerMeant(name: string, roster: Roster): Speaker | null {
  const [only, ...others] = enterprisesLike(name, roster);
  return only && others.length === 0 ? { enterprise: only.id, member: null } : null;
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
