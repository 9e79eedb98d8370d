/** A workbook that is handed in: the form for it, what is wrong in it, and what it would change. */
import { type Html, html } from '../../views/html.ts';
import { BASE } from '../site.ts';

interface Change {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly text: string;
}

const KINDS: readonly (readonly [Change['kind'], string])[] = [
  ['added', '新增'],
  ['changed', '改动'],
  ['removed', '删去'],
];
/** More faults than this are no help: the first ones are mended first. */
const FAULTS_SHOWN = 100;

export function changeLists(changes: readonly Change[]): Html {
  return html`${KINDS.map(([kind, title]) => {
    const some = changes.filter((change) => change.kind === kind);
    return (
      some.length > 0 &&
      html`<section class="panel"><h2>${title} <small>${some.length} 处</small></h2><ul class="plain">${some.map(({ text }) => html`<li>${text}</li>`)}</ul></section>`
    );
  })}`;
}

/** What is wrong, each with its place and what to do. */
export function faultList(faults: readonly string[], title: string): Html | false {
  if (faults.length === 0) return false;
  const more = faults.length - FAULTS_SHOWN;
  return html`<section class="panel trouble" role="alert"><h2>${title}</h2><ul class="plain">${faults.slice(0, FAULTS_SHOWN).map((fault) => html`<li>${fault}</li>`)}</ul>${more > 0 && html`<p>另有 ${more} 处，请先改好上面的。</p>`}</section>`;
}

export function uploadForm(title: string, path: string, words: string, accept: string): Html {
  return html`<form class="panel upload" method="post" enctype="multipart/form-data" action="${BASE}${path}"><h2>${title}</h2>
<p>${words}</p>
<p><input type="file" name="file" accept="${accept}" required aria-label="${title}"></p>
<p><button class="button">上传并查看</button></p></form>`;
}
