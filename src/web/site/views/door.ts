/** The door of the site: how one gets in, and the last step before. */
import type { Person } from '../../../domain/roster.ts';
import { type Html, html } from '../../views/html.ts';
import { BASE, type Site } from '../site.ts';
import { bare, foot } from './frame.ts';

/** For whoever is not signed in. `lost`: something was to be changed, and was not. */
export function strangerPage(site: Site, lost = false): Html {
  return bare({
    title: '请从聊天里进来',
    body: html`<main class="door"><img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>${lost ? '登录已经过期，刚才这一步没有办' : '请从聊天里进来'}</h1>
<p>在和连心桥的私聊里发“网页”，点它回的链接。链接十分钟内有效，只能用一次，别转给别人。</p>
</main>${foot(site)}`,
  });
}

/** `board`: which one it leads to, as `?p=…`. Before a link is used: those who only look ahead, such as a chat that previews it, use nothing up. */
export function enterPage(person: Person, secret: string, site: Site, board: string): Html {
  return bare({
    title: '进入',
    body: html`<main class="door"><img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>${person.name}，您好</h1>
<p>${site.parts.roster.group.name}</p>
<form method="post" action="${BASE}/in/${secret}${board}"><button class="button">进入</button></form>
<p class="small">不是您本人的，请关掉这一页。</p>
</main>${foot(site)}`,
  });
}

export function deadLinkPage(site: Site): Html {
  return bare({
    title: '链接已失效',
    body: html`<main class="door"><img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>这个链接已经用过，或者过了十分钟</h1>
<p>在和连心桥的私聊里再发一次“网页”，会有新的链接。</p>
</main>${foot(site)}`,
  });
}
