/** Everybody in the group, to see and to become. */
import type { Roster } from '../../domain/roster.ts';
import { type Section, sectionsOf } from '../people.ts';
import { type Html, html } from './html.ts';

/** How many are in the group: everybody and the bot. */
export function memberCount(roster: Roster): number {
  return roster.people.length + 1;
}

export function memberList(roster: Roster, me: string): Html {
  return html`<section class="members" id="people" aria-labelledby="people-title">
<h2 id="people-title">群成员 <span class="count">${memberCount(roster)}</span></h2>
<input class="find" type="search" id="find-member" placeholder="找企业、部门、姓名" aria-label="找群成员" autocomplete="off">
<div class="member-groups">
${sectionsOf(roster).map((section) => group(section, me))}
</div>
<p class="none" hidden>没有找到。换个叫法试试，例如“住建”“煤”。</p>
</section>`;
}

/** The part where one is oneself is open. */
function group({ title, circles }: Section, me: string): Html {
  const open = circles.some(({ faces }) => faces.some(({ id }) => id === me));
  const count = circles.reduce((sum, { faces }) => sum + faces.length, 0);
  return html`<details class="member-group"${open && html` open`}>
<summary>${title} <span class="count">${count}</span></summary>
<ul>
${circles.flatMap(({ words, name, faces }) =>
  faces.map(
    (face) =>
      html`<li data-find="${words}"><a href="/as/${face.id}"${face.id === me && html` aria-current="page"`} title="${name}"><span class="avatar ${face.tone}" aria-hidden="true">${face.sign}</span><span class="member-words"><span class="name">${face.name}</span><span class="about">${face.short} ${face.role}</span></span></a></li>\n`,
  ),
)}</ul>
</details>`;
}
