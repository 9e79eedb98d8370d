/** The frame of every page. */
import { type Html, html } from './html.ts';

export function layout(page: {
  readonly title: string;
  /** Class of the body, by which its styles know the page. */
  readonly kind: string;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly body: Html;
}): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#12332a">
<meta name="format-detection" content="telephone=no">
<title>${page.title}</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${['base', ...page.styles].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n`)}
<script src="/assets/first.js"></script>
${page.scripts.map((name) => html`<script src="/assets/${name}.js" defer></script>\n`)}
</head>
<body class="${page.kind}">
${page.body}
</body>
</html>
`;
}
