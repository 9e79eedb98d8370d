/** The frame of every page of the site: where one is, where one can go, and at the foot what the law asks for. */
import type { Role } from '../../../domain/roster.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';

export type Place = 'home' | 'desk' | 'board' | 'tickets' | 'talk';

/** Of these there are figures of their own, or of the whole. */
const HAVE_FIGURES: readonly Role[] = ['leader', 'dispatcher', 'liaison', 'backup', 'head', 'member'];

export interface Framed {
  readonly site: Pick<Site, 'filing' | 'rehearsal' | 'parts'>;
  readonly reader: Reader;
  readonly title: string;
  readonly place: Place | null;
  readonly body: Html;
  /** Left out: the page does not follow what happens. */
  readonly live?: boolean;
  /** Something was said and is not answered yet: where there are no scripts, the page comes again by itself. */
  readonly waits?: boolean;
}

export function framed({ site, reader, title, place, body, live = false, waits = false }: Framed): Html {
  const { person, roles } = reader;
  const links: readonly (readonly [Place, string, string])[] = [
    ...(HAVE_FIGURES.some((role) => roles.has(role)) ? ([['board', '/board', '看板']] as const) : []),
    ['home', '', '待办'],
    ...(roles.has('dispatcher') ? ([['desk', '/desk', '调度台']] as const) : []),
    ['tickets', '/tickets', '诉求件'],
    ['talk', '/talk', '说一句'],
  ];
  return bare({
    title,
    scripts: live ? ['site'] : [],
    waits,
    body: html`<a class="skip" href="#main">跳到正文</a>
<header class="top"><div class="wide top-in">
<a class="home" href="${BASE}"><img src="/assets/mark.svg" alt="" width="28" height="28"><span>连心桥</span></a>
<nav aria-label="主要页面"><ul>
${links.map(([id, path, label]) => html`<li><a href="${BASE}${path}"${id === place && html` aria-current="page"`}>${label}</a></li>`)}
</ul></nav>
<form method="post" action="${BASE}/out" class="me"><span class="me-name">${person.name}</span><button>退出</button></form>
</div></header>
<main id="main" class="wide"${live && html` data-live="${BASE}/live"`}>
${body}
</main>
${foot(site)}`,
  });
}

export function bare(page: {
  readonly title: string;
  readonly scripts?: readonly string[];
  readonly waits?: boolean;
  readonly body: Html;
}): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#12332a">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<title>${page.title} · 连心桥</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/base.css">
${['site', 'site-tickets', 'site-board', 'site-desk', 'site-guides'].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n`)}
${(page.scripts ?? []).map((name) => html`<script src="/assets/${name}.js" defer></script>\n`)}
${
  page.waits === true &&
  html`<noscript><meta http-equiv="refresh" content="3"></noscript>
`
}</head>
<body class="site">
${page.body}
</body>
</html>
`;
}

export function foot({ filing, rehearsal }: Pick<Site, 'filing' | 'rehearsal'>): Html {
  return html`<footer class="wide foot"><p>${rehearsal && html`<span>演练：企业和人名都是编的</span>`}<a href="${BASE}/privacy">个人信息怎么用</a><a href="${BASE}/feedback">对本程序的投诉建议</a>${filing !== null && html`<a href="https://beian.miit.gov.cn/" rel="noopener noreferrer">${filing}</a>`}</p></footer>`;
}
