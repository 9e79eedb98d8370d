/** 名册: how to change it, what a workbook would change, and that it is written. */
import type { Lost } from '../../../desk/operation/settings.ts';
import type { Change } from '../../../papers/roster/changes.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { changeLists, faultList, uploadForm } from './changes.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
}

/** `waits`: the file has been changed, and the program still runs by the old one. */
export function rosterPage({
  site,
  reader,
  faults,
  waits,
}: Page & { readonly faults: readonly string[]; readonly waits: boolean }): Html {
  return framed({
    site,
    reader,
    title: '名册',
    place: null,
    body: html`<h1>名册</h1>
${faultList(faults, '没有导入，名册没有改动：')}
${waits && html`<p class="panel note">名册已经改过，程序还没有重启，现在办件用的仍是原来的名册。请管理员重启程序。</p>`}
<section class="panel upload"><h2>一、下载</h2>
<p>表格里是现在的部门、人员和企业（有电话，不要外传）。怎么填，看表里的“说明”。</p>
<p><a class="button" href="${BASE}/roster/roster.xlsx">下载名册（Excel）</a></p></section>
${uploadForm('二、填好后上传', '/roster', '上传后先给您看会改动哪些，确认了才写入。', '.xlsx')}
<p class="lead"><a href="${BASE}/checkup">设置核对</a>：重启前看看名册和别的设置有没有问题。</p>
<p class="lead">聊天账号和群不在表里：换了人，新来的人用邀请码绑定。</p>`,
  });
}

export function rosterPreviewPage(
  page: Page & {
    readonly name: string;
    readonly changes: readonly Change[];
    readonly doubts: readonly string[];
    readonly lost: readonly Lost[];
    readonly faults: readonly string[];
    readonly token: string | null;
  },
): Html {
  const { site, reader, name, changes, doubts, lost, faults, token } = page;
  return framed({
    site,
    reader,
    title: '名册：会改动哪些',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/roster">名册</a></p><h1>会改动哪些 <small>${name}，还没有写入</small></h1>
${faultList(faults, '请先改好再上传：')}
${lost.length > 0 && html`<section class="panel trouble" role="alert"><h2>要删去的手上还有在办件，不能写入</h2><p>请先把这些件转给别人或办结，再上传：</p><ul class="plain">${lost.map((one) => html`<li>${lostLine(one, site)}</li>`)}</ul></section>`}
${changes.length === 0 && html`<p class="empty">表格和名册一样，没有改动。</p>`}
${changeLists(changes)}
${faultList(doubts, '可以写入，但请再看看：')}
${
  token !== null &&
  html`<form class="panel upload" method="post" action="${BASE}/roster/confirm"><input type="hidden" name="token" value="${token}">
<p>写入名册文件，注释和没改的地方都保留，原来的留一份备份。程序重启后才按新名册办件：收件人、联系人、权限都到那时才变。</p>
<p><button class="button">确认写入</button>　<a href="${BASE}/roster">不写，回去改</a></p></form>`
}
${token === null && changes.length > 0 && site.rehearsal && html`<p class="panel note">演练里只看改动，不写入名册文件。</p>`}`,
  });
}

export function rosterDonePage({ site, reader }: Page): Html {
  return framed({
    site,
    reader,
    title: '名册已写入',
    place: null,
    body: html`<h1>名册已写入</h1>
<section class="panel"><p>原来的留在同一个文件夹，名字后面多了 .bak。</p>
<p><strong>请管理员重启程序</strong>，新名册从那时起生效。新来的人，请管理员生成邀请码给本人绑定账号。</p></section>
<p class="take"><a href="${BASE}/roster">回到名册</a></p>`,
  });
}

function lostLine({ ticket: { number }, what, id }: Lost, { parts: { roster } }: Site): Html {
  const link = html`<a href="${BASE}/t/${number}">诉求件 ${number}</a>`;
  if (what === 'department') return html`${link}：由${roster.department(id)?.name ?? id}办理`;
  if (what === 'liaison') return html`${link}：由${roster.person(id)?.name ?? id}办理`;
  return html`${link}：${roster.enterpriseName(id)}的`;
}
