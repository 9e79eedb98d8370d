/** 我的信息: what the program knows of whoever asks, what for, and how to have it corrected (个人信息保护法 第十七、四十五、四十六条). */
import { channelInWords } from '../../papers/words.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { accountsOf, rolesInWords } from './people.ts';

export function ownDataInWords({ person, office, view }: Case, { roster, pages }: DeskParts): string {
  const { say } = view;
  if (person === null) return '';
  const channels = new Set(
    accountsOf(person.id, roster, office).map(({ channel }) => channelInWords(channel)),
  );
  const at = pages()?.address;
  return [
    say('ownData.known', {
      name: person.name,
      roles: rolesInWords(person.id, roster, say),
      phone: person.phone ?? say('about.noPhone'),
      channels: channels.size === 0 ? say('ownData.noChannel') : [...channels].join('、'),
    }),
    say('ownData.use'),
    say('ownData.rights', { operator: roster.operators[0]?.name ?? say('about.hub') }),
    ...(at === undefined ? [] : [say('ownData.more', { url: `${at}/privacy` })]),
  ].join('\n');
}
