/** A page for what cannot be done: one sentence, one way back. */
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export function troublePage(sentence: string): Html {
  return layout({
    title: '连心桥',
    kind: 'trouble',
    styles: ['door'],
    scripts: [],
    body: html`<main class="trouble-card">
<img src="/assets/mark.svg" alt="" width="56" height="56">
<h1>${sentence}</h1>
<p><a class="button" href="/">回首页</a></p>
</main>`,
  });
}
