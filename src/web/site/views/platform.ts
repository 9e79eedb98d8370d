/** 别的平台的数据: what was brought in, apart from all figures of ours; and the form by which more is. */
import { randomUUID } from 'node:crypto';
import { importLine } from '../../../desk/arrangements/platform/lines.ts';
import type { View } from '../../../dialogue/view.ts';
import type { PlatformImport } from '../../../domain/arrangements/platform.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { faultList, uploadForm } from './changes.ts';
import { framed } from './frame.ts';

const TICKETS_SHOWN = 30;

export function platformPage({
  site,
  reader,
  view,
  all,
  tickets,
  faults,
  text,
}: {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
  readonly all: readonly PlatformImport[];
  /** What 差评 became. */
  readonly tickets: readonly number[];
  readonly faults: readonly string[];
  /** What a workbook says, to be looked at and sent. */
  readonly text: string;
}): Html {
  return framed({
    site,
    reader,
    title: '别的平台的数据',
    place: null,
    body: html`<h1>别的平台的数据 <small>${all.length} 份</small></h1>
<p class="lead">各单位平台自己公布的数，带来源、统计期和导入日期，未经本系统核对。只在这里和简报里单列，不进看板、简报和通报里的各项率。</p>
${faultList(faults, '没有导入：')}
${all.length === 0 ? html`<p class="empty">还没有导入过。</p>` : html`<ul class="lines panel">${all.map((one) => html`<li>${importLine(one, view)}</li>`)}</ul>`}
${tickets.length > 0 && html`<p class="lead">差评立了 ${tickets.length} 件：${tickets.slice(-TICKETS_SHOWN).map((number, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`)}</p>`}
${mayBringIn(reader.roles) && entering(text)}`,
  });
}

function entering(text: string): Html {
  return html`<form class="panel step" method="post" action="${BASE}/platform"><h2>${text === '' ? '写一份' : '表格里读出这些，确认了再记'}</h2><input type="hidden" name="key" value="${randomUUID()}">
<label class="field">一份一段，差评跟在下面，一行一条<textarea name="text" rows="${text === '' ? 3 : 8}" maxlength="9000" required placeholder="平台数据 行政审批局 1月1日至9月30日 受理 7684 应办结 7684 按时 7684">${text}</textarea></label>
<div class="row-buttons"><button>记下</button></div></form>
${uploadForm('从表格读', '/platform/read', '先读给您看，确认了才记。', '.xlsx')}
<p><a href="${BASE}/platform/blank.xlsx">下载空表（Excel）</a></p>`;
}
