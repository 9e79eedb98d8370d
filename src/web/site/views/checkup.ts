/** 设置核对, as a page. */
import type { Finding } from '../../../checkup/finding.ts';
import { type Instant, instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import type { Site } from '../site.ts';
import { framed } from './frame.ts';

export function checkupPage({
  site,
  reader,
  findings,
  at,
}: {
  readonly site: Site;
  readonly reader: Reader;
  readonly findings: readonly Finding[];
  readonly at: Instant;
}): Html {
  const of = (kind: Finding['kind']): readonly string[] => [
    ...new Set(findings.filter((one) => one.kind === kind).map(({ text }) => text)),
  ];
  const [faults, warnings] = [of('refused'), of('warning')];
  const list = (title: string, texts: readonly string[]): Html | false =>
    texts.length > 0 &&
    html`<section class="panel"><h2>${title} <small>${texts.length} 处</small></h2><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></section>`;
  return framed({
    site,
    reader,
    title: '设置核对',
    place: null,
    body: html`<h1>设置核对</h1>
<p class="lead">${faults.length > 0 ? '先不要重启：下面要先改好的不改，程序启动不了。' : '可以启动（重启）。'}${instantInWords(at)}核对，与服务器上运行 npm run check-county 一样；这里只看，不能改。</p>
${list('要先改好的', faults)}
${list('请留意的', warnings)}
${findings.length === 0 && html`<p class="panel note">没有要改的，也没有要留意的。</p>`}`,
  });
}
