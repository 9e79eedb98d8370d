/**
 * Whose a name in a chat is, once somebody has said so: kept for good among the facts of the office, and put right by a
 * word. The roster counts for more: who stands in it needs no such word.
 */
import type { OfficeEvent } from '../../domain/office.ts';
import { nicknameIn } from '../../domain/office.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { type Office, type Speaker, speakerMeant, speakerOf } from './speakers.ts';

/** 刘厂长是星火煤焦的, 刘厂长=星火煤焦 */
const IS = /^([^\n:：,，。]{1,20}?)\s*(?:=|＝|就?是|不是)\s*(\S[^\n]{0,40})$/u;
const FORGET = /^(?:忘记|忘掉)\s*(?:昵称)?\s*[“"]?([^\n“”"]{1,20}?)[”"]?$/u;
const LIST = /^昵称$/u;
/** 部门的, 不是企业, 专班: somebody whose words are no matter. */
const OFFICES =
  /^(?:(?:是|就是)?(?:部门|单位|政府|专班|咱们|我们|工作人员)(?:的|这边)?(?:人|同志|领导)?的?|不是企业(?:的(?:人)?)?|企业)$/u;
const SHOWN = 50;

/** Whether somebody who was asked for an enterprise says that it is none. */
export function saysOffice(text: string): boolean {
  return OFFICES.test(text.trim()) && text.trim() !== '企业';
}

/** The fact; nothing when it is known already. */
export function learnt(on: Case, name: string, whose: Speaker | Office): readonly OfficeEvent[] {
  const { enterprise, member } = whose === 'office' ? { enterprise: null, member: null } : whose;
  const known = nicknameIn(on.office, name);
  if (name === '' || (known && known.enterprise === enterprise && known.member === member)) return [];
  return [{ type: 'nicknameSet', v: 1, at: on.at, name, enterprise, member, by: on.person?.id ?? '' }];
}

/** 代录 刘厂长是星火煤焦的, 代录 忘记刘厂长, 代录 昵称; null when the words are none of that. */
export function onNickname(on: Case, text: string, { roster }: DeskParts): Outcome | null {
  const { say } = on.view;
  if (LIST.test(text)) return list(on);
  const [, forgotten] = FORGET.exec(text) ?? [];
  if (forgotten !== undefined) {
    if (!nicknameIn(on.office, forgotten)) return reply(say('nickname.unknown', { name: forgotten }));
    const gone = {
      type: 'nicknameForgotten',
      v: 1,
      at: on.at,
      name: forgotten,
      by: on.person?.id ?? '',
    } as const;
    return { ...reply(say('nickname.forgotten', { name: forgotten })), office: [gone] };
  }
  const [whole, name = '', rest = ''] = IS.exec(text) ?? [];
  if (whole === undefined) return null;
  const isOffice = text.includes('不是') ? rest.startsWith('企业') : saysOffice(rest);
  const meant = isOffice ? 'office' : text.includes('不是') ? null : speakerMeant(rest, roster);
  if (meant === null) return null;
  if (speakerOf(name, roster) !== null) return reply(say('nickname.inRoster', { name }));
  const enterprise = meant === 'office' ? '' : (roster.enterprise(meant.enterprise)?.name ?? '');
  const told =
    meant === 'office' ? say('nickname.office', { name }) : say('nickname.set', { name, enterprise });
  return { ...reply(told), office: learnt(on, name, meant) };
}

function list({ view: { say, roster }, office }: Case): Outcome {
  const all = Object.entries(office.nicknames ?? {});
  if (all.length === 0) return reply(say('nickname.none'));
  const lines = all.slice(-SHOWN).map(([name, { enterprise }]) =>
    say('nickname.line', {
      name,
      enterprise:
        enterprise === null ? say('nickname.ofOffice') : (roster.enterprise(enterprise)?.name ?? '—'),
    }),
  );
  return reply([say('nickname.head', { count: all.length }), ...lines].join('\n'));
}
