/** 政银企对接: the county's figures, the needs that a reader may look at, and one with what they can do to it. */
import { randomUUID } from 'node:crypto';
import type { Section } from '../../../desk/arrangements/arrangement.ts';
import { standardsInWords } from '../../../desk/arrangements/finance/common.ts';
import { needHead, needLine, needLines } from '../../../desk/arrangements/finance/lines.ts';
import type { View } from '../../../dialogue/view.ts';
import { isLive, isOpenNeed, type Need, obstaclesOf, stageOf } from '../../../domain/arrangements/finance.ts';
import { offerOf, relationsTo } from '../../../domain/arrangements/finance-permissions.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { type Html, html } from '../../views/html.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export function needsPage({
  site,
  reader,
  needs,
  section,
  period,
  mayTell,
  readsFigures,
  view,
}: Page & {
  /** The newest first. */
  readonly needs: readonly Need[];
  readonly section: Section | null;
  readonly period: PeriodShown;
  readonly mayTell: boolean;
  readonly readsFigures: boolean;
}): Html {
  const hasList = mayTell || needs.length > 0 || !readsFigures;
  return framed({
    site,
    reader,
    title: '政银企对接',
    place: null,
    body: html`<h1>政银企对接${hasList && html` <small>${needs.length} 笔</small>`}</h1>
<p class="lead">融资需求私下提，只给企业自己选的银行看。贷不贷由银行定；不到五家不计金额，谁的金额都不单列。</p>
${mayTell && telling(view)}
${readsFigures && html`<section class="panel"><h2>${period.label}</h2>${section === null ? html`<p>还没有融资需求。</p>` : html`<ul class="lines">${section.lines.map(({ text }) => html`<li>${text}</li>`)}</ul>`}</section>`}
${hasList && html`<h2>清单</h2>${needs.length === 0 ? html`<p class="empty">还没有。</p>` : html`<ul class="lines panel">${needs.map((one) => html`<li><a href="${BASE}/finance/${one.id}">${needLine(one, reader.person.id, view)}</a></li>`)}</ul>`}`}`,
  });
}

function telling({ roster }: View): Html {
  return html`<details class="panel step"><summary>提一笔融资需求</summary><form class="step" method="post" action="${BASE}/finance"><input type="hidden" name="key" value="${randomUUID()}">
<label class="field">金额（万元）<input name="wan" inputmode="decimal" pattern="[0-9]{1,6}([.][0-9]{1,4})?" required></label>
<label class="field">期限（月）<input name="months" inputmode="numeric" pattern="[0-9]{1,3}" required></label>
<label class="field">用途<input name="purpose" maxlength="200" required></label>
<label class="field">抵押、担保（没有就不填）<input name="collateral" maxlength="200"></label>
<fieldset class="field"><legend>给哪几家银行看（可以先不选）</legend>${roster.banks.map(({ name }) => html`<label><input type="checkbox" name="banks" value="${name}"> ${name}</label> `)}</fieldset>
<div class="row-buttons"><button>看一遍再提交</button></div></form></details>`;
}

export function needPage({
  site,
  reader,
  need,
  view,
  calendar,
}: Page & { readonly need: Need; readonly calendar: Calendar }): Html {
  const { id } = reader.person;
  const lines = needLines(need, id, view, { calendar }).flatMap((line) => line.split('\n'));
  return framed({
    site,
    reader,
    title: `融资需求 ${need.id}`,
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/finance">政银企对接</a></p>
<h1>${needHead(need, view)}</h1>
<ul class="lines panel">${lines.map((line) => html`<li>${line}</li>`)}</ul>
${stepsFor(need, id, view)}`,
  });
}

function stepsFor(need: Need, person: string, view: View): Html {
  const relations = relationsTo(need, person, view.roster);
  return html`${relations.has('hub') && hubSteps(need, view)}${relations.has('owner') && ownerSteps(need, view)}${relations.has('bank') && bankSteps(need, person, view)}${obstacleSteps(need, relations.has('owner'))}`;
}

/** 卡点: named by whoever reads the page, and made a ticket by the firm alone. */
function obstacleSteps(need: Need, isOwner: boolean): Html | false {
  if (!isOpenNeed(need)) return false;
  const open = obstaclesOf(need).flatMap((one, place) => (one.settled ? [] : [{ one, place: place + 1 }]));
  return html`${
    isOwner &&
    open.map(({ one, place }) =>
      form(
        need,
        html`<p>卡点 ${place}：${one.words}</p><p class="small">登记成诉求件，不写金额、期限，也不写哪家银行。</p><input type="hidden" name="words" value="${place}"><div class="row-buttons"><button name="act" value="file">登记</button><button name="act" value="leave">不用登记</button></div>`,
      ),
    )
  }
${more('卡在部门那里了', need, html`<label class="field">卡在什么上（企业点头才登记成诉求件）<input name="words" maxlength="200" required placeholder="房产证没下来，办不了抵押登记"></label><div class="row-buttons"><button name="act" value="obstruct">说给企业和专班</button></div>`)}`;
}

function hubSteps(need: Need, view: View): Html | false {
  return (
    stageOf(need) === 'checking' &&
    html`<h2>五项标准</h2><ul class="lines panel">${standardsInWords(view).map((one) => html`<li>${one}</li>`)}</ul>
${form(need, html`<div class="row-buttons"><button name="act" value="recommend">五项都符合，推荐</button></div>`)}
${more('要先辅导', need, html`<label class="field">缺第几项、要补什么<input name="words" maxlength="300" required placeholder="4 有两笔逾期，请先还清"></label><div class="row-buttons"><button name="act" value="coach">告诉企业</button></div>`)}`
  );
}

function ownerSteps(need: Need, { roster }: View): Html {
  const stage = stageOf(need);
  const isOpen = stage !== 'withdrawn' && stage !== 'granted' && stage !== 'lent';
  const willing = need.offers.filter((one) => isLive(one) && one.answer?.willing && !one.picked);
  const known = new Set(need.offers.map(({ bank }) => bank));
  const others = roster.banks.filter((bank) => !known.has(bank.id));
  return html`${stage === 'coaching' && form(need, html`<div class="row-buttons"><button name="act" value="complete">补好了</button></div>`)}
${willing.map(({ bank }) => {
  const name = roster.bank(bank)?.name;
  return (
    name !== undefined &&
    form(
      need,
      html`<input type="hidden" name="words" value="${name}"><div class="row-buttons"><button name="act" value="pick">选 ${name}</button></div>`,
    )
  );
})}
${isOpen && others.length > 0 && more('再给一家银行看', need, html`<label class="field">银行<select name="words">${others.map(({ name }) => html`<option>${name}</option>`)}</select></label><div class="row-buttons"><button name="act" value="choose">给它看</button></div>`)}
${isOpen && more('撤回', need, html`<p>撤回后，银行那边也看不到了。</p><div class="row-buttons"><button name="act" value="withdraw">撤回这一笔</button></div>`)}`;
}

function bankSteps(need: Need, person: string, { roster }: View): Html {
  const offer = offerOf(need, person, roster);
  const isAsked = offer !== undefined && !offer.answer;
  const isPicked = offer?.picked !== undefined && !offer.granted;
  return html`${isAsked && form(need, html`<div class="row-buttons"><button name="act" value="accept">愿接</button></div>`)}
${isAsked && more('不接', need, html`${why()}<div class="row-buttons"><button name="act" value="decline">不接</button></div>`)}
${isPicked && more('授信', need, html`<label class="field">金额和年利率<input name="words" maxlength="60" required placeholder="400万 3.9%"></label><div class="row-buttons"><button name="act" value="grant">授信</button></div>`)}
${isPicked && more('没批', need, html`${why()}<div class="row-buttons"><button name="act" value="refuse">没批</button></div>`)}
${offer?.granted !== undefined && more('放款', need, html`<label class="field">这次放了多少<input name="words" maxlength="60" required placeholder="400万"></label><div class="row-buttons"><button name="act" value="lend">记下</button></div>`)}`;
}

function why(): Html {
  return html`<label class="field">原因（企业看得到）<input name="words" maxlength="200" required placeholder="抵押、征信、行业、报表、用途，或写一句"></label>`;
}

function more(title: string, need: Need, fields: Html): Html {
  return html`<details class="panel step"><summary>${title}</summary>${form(need, fields)}</details>`;
}

function form({ id }: Need, fields: Html): Html {
  return html`<form class="step" method="post" action="${BASE}/finance/${id}"><input type="hidden" name="key" value="${randomUUID()}">${fields}</form>`;
}
