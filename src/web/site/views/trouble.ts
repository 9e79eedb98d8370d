/** A page for what cannot be done: one sentence, one way back. */
import { type Html, html } from '../../views/html.ts';
import { BASE } from '../site.ts';
import { bare } from './frame.ts';

/** `back`: where to look next; the first page unless told. */
export function troublePage(sentence: string, back = BASE): Html {
  return bare({
    title: '没有办成',
    body: html`<main class="door"><img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>${sentence}</h1>
<p><a class="button" href="${back}">${back === BASE ? '回首页' : '去看一看'}</a></p></main>`,
  });
}
