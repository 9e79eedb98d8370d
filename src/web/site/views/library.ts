/** 政策库 as a workbook: how to change it, what one would change, and that it is written. */
import type { PolicyChange } from '../../../papers/policies/changes.ts';
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
export function libraryPage({
  site,
  reader,
  faults,
  waits,
}: Page & { readonly faults: readonly string[]; readonly waits: boolean }): Html {
  return framed({
    site,
    reader,
    title: '改政策库',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/policies">惠企政策</a></p><h1>改政策库</h1>
${faultList(faults, '没有导入，政策库没有改动：')}
${waits && html`<p class="panel note">政策库已经改过，程序还没有重启，现在推送和查询用的仍是原来的。请管理员重启程序。</p>`}
<section class="panel upload"><h2>一、下载</h2>
<p>表格里是现在的全部政策。怎么填，看表里的“说明”。各部门只改自己负责的，别的行不要动。写入一次，政策库就是新的一版：再要改，请重新下载，以前下载的表不能再用。</p>
<p><a class="button" href="${BASE}/library/policies.xlsx">下载政策库（Excel）</a></p></section>
${uploadForm('二、填好后上传', '/library', '上传后先给您看会改动哪些，确认了才写入。', '.xlsx')}`,
  });
}

export function libraryPreviewPage({
  site,
  reader,
  name,
  version,
  changes,
  doubts,
  faults,
  token,
}: Page & {
  readonly name: string;
  /** What it would be. */
  readonly version: number;
  readonly changes: readonly PolicyChange[];
  readonly doubts: readonly string[];
  readonly faults: readonly string[];
  readonly token: string | null;
}): Html {
  return framed({
    site,
    reader,
    title: '政策库：会改动哪些',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/library">改政策库</a></p><h1>会改动哪些 <small>${name}，还没有写入</small></h1>
${faultList(faults, '请先改好再上传：')}
${changes.length === 0 && html`<p class="empty">表格和政策库一样，没有改动。</p>`}
${changeLists(changes)}
${faultList(doubts, '可以写入，但请再看看：')}
${
  token !== null &&
  html`<form class="panel upload" method="post" action="${BASE}/library/confirm"><input type="hidden" name="token" value="${token}">
<p>写入政策库文件，是第 ${version} 版，原来的留一份备份。程序重启后才按新的推送和回答；已经在办的件，时限不变。</p>
<p><button class="button">确认写入</button>　<a href="${BASE}/library">不写，回去改</a></p></form>`
}
${token === null && changes.length > 0 && site.rehearsal && html`<p class="panel note">演练里只看改动，不写入政策库文件。</p>`}`,
  });
}

export function libraryDonePage({ site, reader }: Page): Html {
  return framed({
    site,
    reader,
    title: '政策库已写入',
    place: null,
    body: html`<h1>政策库已写入</h1>
<section class="panel"><p>原来的留在同一个文件夹，名字后面多了 .bak。</p>
<p><strong>请管理员重启程序</strong>，新政策库从那时起生效。新政策不会自己推送，要推请发“发政策 名称”。</p></section>
<p class="take"><a href="${BASE}/policies">回到惠企政策</a></p>`,
  });
}
