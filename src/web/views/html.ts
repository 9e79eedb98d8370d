/** Pieces of page. Whatever is put into them is escaped, unless it is a piece itself. */
import { raw, html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString;
type Part = Html | string | number | boolean | null | undefined | readonly Part[];

/** A piece of page from a template. Nothing is shown for `false`, `null` and `undefined`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  // Without promises among the parts it comes at once.
  return tagged(strings, ...parts) as Html;
}

export function joined(parts: readonly Html[]): Html {
  return raw(parts.join(''));
}

/** Nothing at all. */
export const nothing: Html = raw('');
