/** 投诉建议 on the program itself, as 国办函〔2026〕12 号 asks of every government program. */
import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

export function feedbackPage(site: Site, reader: Reader): Html {
  return framed({
    site,
    reader,
    title: '投诉建议',
    place: null,
    body: html`<h1>对本程序的投诉建议</h1>
<p class="lead">不好用、看不懂、不该有的，都请写下来。直接送到管理员那里，不进诉求件，不影响您的事。</p>
<form class="panel step" method="post" action="${BASE}/feedback"><input type="hidden" name="key" value="${randomUUID()}">
<textarea name="text" rows="6" maxlength="2000" required aria-label="投诉或建议"></textarea>
<button class="button">发送</button></form>`,
  });
}

export function thankedPage(site: Site, reader: Reader): Html {
  return framed({
    site,
    reader,
    title: '已送出',
    place: null,
    body: html`<h1>已送到管理员那里</h1><p class="lead">谢谢。管理员会按您留在名册上的电话和您联系。</p><p><a class="button" href="${BASE}">回首页</a></p>`,
  });
}
