/** Buttons as the chat has them. */
import { randomUUID } from 'node:crypto';
import type { Buttons } from '../../../dialogue/view.ts';
import { type Html, html } from '../../views/html.ts';
import { BASE } from '../site.ts';

/** `back`: the page to come back to. */
export function buttons(rows: Buttons, back: string): Html | false {
  if (rows.length === 0) return false;
  return html`<form class="buttons" method="post" action="${BASE}/press"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="back" value="${back}">
${rows.map((row) => html`<div>${row.map(({ label, data }) => html`<button name="press" value="${JSON.stringify([label, data])}">${label}</button>`)}</div>`)}</form>`;
}
