/** 政企活动: which there were and what came of them; and one of them, with what the reader can do about it. */
import { randomUUID } from 'node:crypto';
import {
  cameTo,
  comingTo,
  namesOf,
  titleOf,
  wishesOf,
} from '../../../desk/arrangements/gatherings/common.ts';
import { choicesOf } from '../../../desk/arrangements/gatherings/convening.ts';
import {
  allInWords,
  type Held,
  seriesLines,
  takenInWords,
} from '../../../desk/arrangements/gatherings/figures.ts';
import type { Sight } from '../../../desk/arrangements/gatherings/sight.ts';
import { answerButton } from '../../../desk/arrangements/notices.ts';
import type { View } from '../../../dialogue/view.ts';
import { type GatheringAct, mayAtGathering } from '../../../domain/arrangements/gathering-rights.ts';
import { type Gathering, SERIES, type Suggestion } from '../../../domain/arrangements/gatherings.ts';
import { masked } from '../../../domain/masked.ts';
import type { Office } from '../../../domain/office.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { buttons } from './buttons.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

export const LONGEST_SAID = 3000;

interface Shown {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export function eventsPage(
  page: Shown & { readonly gatherings: readonly Gathering[]; readonly held: readonly Held[] },
): Html {
  const { site, reader, view, gatherings, held } = page;
  const taken = new Map(held.map((one) => [one.gathering.id, one.taken]));
  const isWhole = mayAtGathering('see', reader.person.id, view.roster);
  const line = (one: Gathering): Html => {
    const own = isWhole ? taken.get(one.id) : undefined;
    return html`<li><a href="${BASE}/events/${one.id}">${titleOf(one, view)}　${instantInWords(one.at, view.now)}　${one.topic}${one.cancelled && '（已取消）'}</a>${own && html`<p class="small">${takenInWords(own, view)}</p>`}</li>`;
  };
  return framed({
    site,
    reader,
    title: '政企活动',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}">待办</a></p>
<h1>政企活动 <small>早餐会、下午茶、夜沙龙</small></h1>
<p class="lead">自愿参加，费用由政府承担。会上说的诉求照常登记、限时办，企业评价了才算办好。</p>
${isWhole && held.length > 0 && html`<ul class="panel">${seriesLines(held, view).map((text) => html`<li>${text}</li>`)}<li><strong>${allInWords(held, view)}</strong></li></ul>`}
${gatherings.length === 0 ? html`<p class="panel">${isWhole ? '还没有办过活动。' : '还没有请您参加的活动。'}</p>` : html`<ul class="lines panel">${gatherings.map(line)}</ul>`}
${mayAtGathering('convene', reader.person.id, view.roster) && convening(view)}`,
  });
}

function convening({ say }: View): Html {
  const field = (name: string, label: string, placeholder: string, required = true): Html =>
    html`<label class="field">${label}<input name="${name}" maxlength="300" placeholder="${placeholder}"${required && html` required`}></label>`;
  return html`<form class="panel step" method="post" action="${BASE}/events"><input type="hidden" name="key" value="${randomUUID()}">
<h2>办一次活动</h2>
<fieldset><legend>哪一种</legend>${SERIES.map((one, turn) => html`<label><input type="radio" name="series" value="${one}"${turn === 0 && html` checked`}>${say(`gathering.${one}`)}</label>`)}</fieldset>
${field('when', '时间', '12月3日 8:00')}
${field('topic', '主题', '用电')}
${field('place', '地点', '政府食堂', false)}
${field('guests', '请哪些企业', '星火、汾河洗煤')}
${field('departments', '参加部门', '供电、工信', false)}
<p class="small">先给您看一遍，点“发出邀请”才发。</p>
<button class="button">看一遍</button></form>`;
}

export function eventPage(
  page: Shown & {
    readonly gathering: Gathering;
    readonly sight: Sight;
    readonly held: Held | null;
    readonly tickets: readonly Ticket[];
    readonly office: Office;
  },
): Html {
  const { site, reader, view, gathering, sight, held, tickets } = page;
  const title = titleOf(gathering, view);
  const isOver = gathering.at <= view.now;
  return framed({
    site,
    reader,
    title,
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/events">政企活动</a></p>
<h1>${title} <small>${gathering.topic}</small></h1>
<dl class="facts panel"><dt>时间</dt><dd>${instantInWords(gathering.at, view.now)}</dd><dt>地点</dt><dd>${gathering.place}</dd>${gathering.cancelled && html`<dt>已取消</dt><dd>${gathering.cancelled.why}</dd>`}${sight.of === 'whole' && whole(page)}</dl>
${held && sight.of === 'whole' && html`<p class="panel">${takenInWords(held.taken, view)}</p>`}
${sight.of === 'guest' && !isOver && invitation(page, sight.enterprise)}
${files(gathering, sight, isOver)}
${sight.of === 'whole' && wishes(gathering, page.office, view)}
${tickets.length > 0 && html`<h2>诉求 <small>${tickets.length} 件</small></h2>${rows(tickets, view, '')}`}
${suggestions(gathering, sight, reader, view)}
${acts(gathering, sight, (act) => mayAtGathering(act, reader.person.id, view.roster), isOver)}`,
  });
}

function whole({ gathering, office, view, held }: Parameters<typeof eventPage>[0]): Html {
  const there = held ? cameTo(gathering, office) : comingTo(gathering, office);
  const departments = gathering.departments.map((id) => view.roster.departmentName(id)).join('、');
  return html`<dt>${held ? '到会' : '来'}</dt><dd>${there.length} 家：${namesOf(there, view)}</dd>${departments !== '' && html`<dt>部门</dt><dd>${departments}</dd>`}`;
}

/** 来 or not. A no is kept nowhere, so the page cannot say whether there was one. */
function invitation(
  { gathering, office, view }: Parameters<typeof eventPage>[0],
  enterprise: string,
): Html | false {
  const notice = office.arrangements?.notices?.[gathering.notice];
  if (!notice || gathering.cancelled) return false;
  const isComing = comingTo(gathering, office).includes(enterprise);
  const [come, decline] = choicesOf(view);
  const left = [...(isComing || !come ? [] : [come]), ...(decline ? [decline] : [])];
  const rows = [left.map((one) => answerButton('event', notice.id, one))];
  return html`<section class="panel"><p>${isComing ? '您说过：来。恭候。' : '来不来都行，不来不留记录。'}</p>${buttons(rows, '/talk')}</section>`;
}

function files({ id, cancelled }: Gathering, sight: Sight, isOver: boolean): Html | false {
  if (cancelled) return false;
  if (!isOver)
    return html`<p class="take"><a href="${BASE}/events/${id}/calendar.ics">放进日历（.ics）</a></p>`;
  return (
    sight.of === 'whole' &&
    html`<p class="take"><a href="${BASE}/events/${id}/minutes.docx">纪要（.docx，送审稿）</a></p>`
  );
}

function wishes(gathering: Gathering, office: Pick<Office, 'arrangements'>, { roster }: View): Html | false {
  const all = wishesOf(gathering, office);
  return (
    all.length > 0 &&
    html`<h2>企业想说的 <small>${all.length} 条</small></h2><ul class="panel">${all.map(({ enterprise, text }) => html`<li>${roster.enterpriseName(enterprise)}：${masked(text)}</li>`)}</ul>`
  );
}

function suggestions(
  { id, suggestions: all = [] }: Gathering,
  sight: Sight,
  { person }: Reader,
  { roster, say }: View,
): Html | false {
  if (sight.of === 'department') return false;
  const seen = all.filter(({ enterprise }) => sight.of === 'whole' || enterprise === sight.enterprise);
  if (seen.length === 0) return false;
  const line = (one: Suggestion): Html =>
    html`<li><strong>建议 ${one.id}　${roster.enterpriseName(one.enterprise)}</strong>：${masked(one.text)}<br>${one.answer ? say(`gathering.${one.answer.how}`, { text: one.answer.text }) : say('gathering.unanswered')}</li>`;
  return html`<h2>建议 <small>${seen.length} 条</small></h2><ul class="panel">${seen.map(line)}</ul>
${mayAtGathering('answer', person.id, roster) && answering(id, seen)}`;
}

function answering(id: number, all: readonly Suggestion[]): Html {
  const next = all.find(({ answer }) => !answer) ?? all[0];
  return form(
    id,
    'answer',
    '答复建议',
    html`<label class="field">哪一条<select name="suggestion">${all.map((one) => html`<option value="${one.id}"${one === next && html` selected`}>建议 ${one.id}</option>`)}</select></label>
<fieldset><legend>怎么答复</legend><label><input type="radio" name="how" value="采纳" checked>采纳</label><label><input type="radio" name="how" value="解释">解释</label></fieldset>
${words('答复的话', '以后每季度办一次', 2)}`,
    '答复',
  );
}

function acts(
  { id, cancelled }: Gathering,
  sight: Sight,
  may: (act: GatheringAct) => boolean,
  isOver: boolean,
): Html | false {
  if (cancelled) return false;
  if (sight.of === 'guest' && !isOver) {
    return form(id, 'wish', '想说什么，先告诉专班', words('想说的', '用工的事', 2), '告诉专班');
  }
  if (isOver) {
    return html`${may('record') && form(id, 'record', '把会上说的记下', html`<p class="small">一行一条。建议写“建议 汾河：……”，当场办了的写“当场 星火：……，已……”。</p>${words('会上说的', '星火：厂区老跳闸', 5)}`, '记下')}
${may('attend') && form(id, 'attend', '哪些企业到会了', words('企业', '星火、汾河洗煤', 2), '记下')}`;
  }
  return html`${may('move') && form(id, 'move', '改期', words('改到什么时候', '12月5日 8:00', 2), '改期')}
${may('cancel') && form(id, 'cancel', '取消', words('原因', '主讲人出差', 2), '取消这次活动')}`;
}

function form(id: number, what: string, title: string, fields: Html, button: string): Html {
  return html`<form class="panel step" method="post" action="${BASE}/events/${id}/say"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="what" value="${what}">
<h2>${title}</h2>
${fields}
<button class="button">${button}</button></form>`;
}

function words(label: string, placeholder: string, lines: number): Html {
  return html`<textarea name="words" rows="${lines}" maxlength="${LONGEST_SAID}" required aria-label="${label}" placeholder="${placeholder}"></textarea>`;
}
