/** A page for what cannot be done: one sentence, one way back. */
import { tryGetContext } from 'hono/context-storage';
import { type Html, html, nothing } from '../../views/html.ts';
import { BASE, type Site } from '../site.ts';
import { bare, foot } from './frame.ts';

/** Of a request to the site. What refuses is often far from the site and has only its sentence: the foot is found by the request. */
export interface OfSite {
  readonly Variables: { readonly foot: Pick<Site, 'filing' | 'rehearsal'> };
}

/** `back`: where to look next; the first page unless told. */
export function troublePage(sentence: string, back = BASE): Html {
  return bare({
    title: '没有办成',
    body: html`<main class="door"><img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>${sentence}</h1>
<p><a class="button" href="${back}">${back === BASE ? '回首页' : '去看一看'}</a></p></main>
${footHere()}`,
  });
}

function footHere(): Html {
  const site = tryGetContext<OfSite>()?.get('foot');
  return site ? foot(site) : nothing;
}
