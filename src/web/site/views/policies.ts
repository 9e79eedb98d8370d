/** 政策库: every policy with its source, and for a firm how it stands to each; one policy, word for word. */
import { randomUUID } from 'node:crypto';
import { verdictInWords } from '../../../desk/arrangements/policies/library.ts';
import { audienceInWords } from '../../../desk/arrangements/policies/push.ts';
import { policyFacts, ruleInWords, sourceFacts } from '../../../dialogue/arrangements/policy-view.ts';
import { stateName, type View } from '../../../dialogue/view.ts';
import { verdictOn } from '../../../domain/arrangements/audience.ts';
import { isOpen, type Notices, tallyOf } from '../../../domain/arrangements/notices.ts';
import {
  type Audience,
  isOpenOn,
  mayChangeLibrary,
  offOf,
  type Policies,
  type Policy,
  pushesIn,
} from '../../../domain/arrangements/policies.ts';
import { WANT } from '../../../domain/arrangements/policy-figures.ts';
import type { Enterprise } from '../../../domain/roster.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { dayInWords, dayOf, instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import { answersOf } from '../policy-answers.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { buttons } from './buttons.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  /** The reader's firm; null: they speak for none. */
  readonly firm: Enterprise | null;
  /** What that firm wants, as tickets. */
  readonly tickets: readonly Ticket[];
  readonly all: Policies;
  readonly notices: Notices;
  readonly view: View;
}

/** `figures`: of this month, a line each; null: not the reader's to see. */
export function policiesPage({
  figures,
  ...page
}: Page & { readonly figures: readonly string[] | null }): Html {
  const { site, reader, firm, view } = page;
  const { policies } = site.parts.policies;
  const open = policies.filter((one) => isOpenOn(one, dayOf(view.now)));
  const over = policies.filter((one) => !open.includes(one));
  return framed({
    site,
    reader,
    title: '惠企政策',
    place: null,
    body: html`<h1>惠企政策 <small>${open.length} 条</small></h1>
<p class="lead">推送只说“像是符合”，算不算符合以部门审核为准。要不要、收不收，都由企业说了算。</p>
${figures !== null && html`<section class="panel"><h2>这个月</h2>${figures.length === 0 ? html`<p>这个月还没有推送和兑现。</p>` : html`<ul>${figures.map((line) => html`<li>${line}</li>`)}</ul>`}</section>`}
${mayChangeLibrary(reader.person.id, site.parts.roster) && html`<p class="take"><a href="${BASE}/library">改政策库（Excel）</a></p>`}
${firm ? forFirm(page, firm, open) : listOf(open, page)}
${over.length > 0 && html`<details class="panel"><summary>已过申报时间的 ${over.length} 条</summary>${listOf(over, page)}</details>`}`,
  });
}

function forFirm(page: Page, firm: Enterprise, open: readonly Policy[]): Html {
  const groups = [
    ['像是适合贵公司', 'fits'],
    ['说不准，名册里缺情况', 'unknown'],
    ['不像适合', 'unfit'],
  ] as const;
  const of = (is: 'fits' | 'unknown' | 'unfit') => open.filter(({ who }) => verdictOn(who, firm).is === is);
  const off = offOf(page.all, firm.id);
  return html`<section class="panel"><h2>名册里的贵公司</h2><p>${factsOf(firm)}</p><p>不对的，到“<a href="${BASE}/talk">说一句</a>”里直接说；核对之前不会改。</p></section>
${off.length > 0 && html`<section class="panel"><h2>不再收的</h2>${off.map((one) => says(`恢复推送 ${one}`, `恢复推送“${one}”类`))}</section>`}
${groups.map(([title, is]) => of(is).length > 0 && html`<h2>${title} <small>${of(is).length} 条</small></h2>${listOf(of(is), page)}`)}`;
}

function factsOf({ industry, size, township, tags, staff, building }: Enterprise): string {
  return [
    industry,
    size,
    township,
    tags === undefined ? '标签没有写' : tags.length === 0 ? '没有标签' : tags.join('、'),
    staff === undefined ? '用工人数没有写' : `用工 ${staff} 人`,
    building === undefined ? '在建项目没有写' : building ? '有在建项目' : '没有在建项目',
  ].join(' · ');
}

function listOf(policies: readonly Policy[], { view, tickets }: Page): Html {
  if (policies.length === 0) return html`<p class="empty">没有。</p>`;
  return html`<ul class="lines panel">${policies.map((policy) => {
    const { title, category, department, mode, deadline } = policyFacts(policy, view);
    const own = tickets.filter((one) => one.source?.id === policy.id);
    return html`<li><a href="${BASE}/policies/${policy.id}"><strong>${title}</strong></a><br><small>${category} · ${department} · ${mode} · ${deadline}</small>${own.map((one) => html`<br><a href="${BASE}/t/${one.number}">编号 ${one.number}　${stateName(one, view.say)}</a>`)}</li>`;
  })}</ul>`;
}

/** `audience`: null where it is not the reader's to see. */
export function policyPage({
  policy,
  sends,
  audience,
  ...page
}: Page & { readonly policy: Policy; readonly sends: boolean; readonly audience: Audience | null }): Html {
  const { site, reader, firm, view } = page;
  const facts = { ...policyFacts(policy, view), ...sourceFacts(policy) };
  const rows: readonly (readonly [string, string])[] = [
    ['级别', facts.level],
    ['文号', facts.document],
    ['印发', dayInWords(policy.issued)],
    ...(policy.effective === undefined ? [] : ([['施行', dayInWords(policy.effective)]] as const)),
    ['申报', facts.deadline],
    ['办法', facts.mode],
    ['兑现时限', facts.within],
    ...(policy.paidOn === undefined ? [] : ([['兑现日期', dayInWords(policy.paidOn)]] as const)),
    ['适用行业', policy.industries],
    ['责任部门', facts.department],
    ['受理', `${facts.address}，${facts.phone}`],
  ];
  return framed({
    site,
    reader,
    title: policy.title,
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/policies">惠企政策</a></p>
<h1>${policy.title} <small>${policy.category}</small></h1>
<p class="lead">${policy.points}</p>
${firm && reader.roles.has('member') && own(policy, firm, page)}
<dl class="facts panel">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h2>原文</h2><section class="panel">${policy.clauses.map(({ at, text }) => html`<p><strong>${at}</strong>　${text}</p>`)}</section>
${audience && forOffice(policy, audience, sends, page)}`,
  });
}

/** How the firm stands to it, what it has said, and what it may say. */
function own(policy: Policy, firm: Enterprise, page: Page): Html {
  const { view, tickets, notices, all } = page;
  const mine = tickets.filter((one) => one.source?.id === policy.id);
  const push = pushesIn(all).findLast(
    (one) =>
      one.policy === policy.id &&
      notices[one.notice ?? 0]?.to.some(({ enterprise }) => enterprise === firm.id),
  );
  const notice = notices[push?.notice ?? 0];
  const isAsked = notice !== undefined && isOpen(notice, view.now);
  const canWant = isOpenOn(policy, dayOf(view.now)) && mine.every(isOver);
  const want = view.say(policy.mode === '免申' ? 'policy.confirm' : 'policy.want');
  return html`<section class="panel"><p>${verdictInWords(policy, firm, view)}</p>
${mine.length > 0 && html`<ul class="lines">${mine.map((one) => html`<li><a href="${BASE}/t/${one.number}">编号 ${one.number}　${stateName(one, view.say)}</a></li>`)}</ul>`}
${isAsked && canWant ? buttons(answersOf(policy, notice.id, view), '/talk') : canWant && says(`要办 ${policy.title}`, want)}
${!isAsked && !offOf(all, firm.id).includes(policy.category) && says(`不再推 ${policy.category}`, `不再推“${policy.category}”类`)}</section>`;
}

function forOffice(
  policy: Policy,
  audience: Audience,
  sends: boolean,
  { view, site, all, notices }: Page,
): Html {
  const pushes = pushesIn(all).filter((one) => one.policy === policy.id);
  const words = audienceInWords(audience, policy, site.parts.roster, view);
  return html`<h2>推给谁</h2><section class="panel"><p>条件：${ruleInWords(policy.who, view)}</p>
${words === '' ? html`<p>没有企业像是符合。</p>` : words.split('\n').map((line) => html`<p>${line}</p>`)}
${sends && isOpenOn(policy, dayOf(view.now)) && says(`发政策 ${policy.title}`, '预览并推送')}</section>
${
  pushes.length > 0 &&
  html`<h2>推过的</h2><ul class="lines panel">${pushes.map(({ at, sentAt, notice, enterprises }) => {
    const sent = notices[notice ?? 0];
    const tally = sent && tallyOf(sent);
    return html`<li>${instantInWords(sentAt ?? at, view.now)}　${tally ? `像是符合 ${tally.of} 家，送到 ${tally.reached} 家，要办 ${tally.answers[WANT] ?? 0} 家` : sentAt === undefined ? `${enterprises.length} 家，等合并推送` : '当时没有可发的企业'}</li>`;
  })}</ul>`
}`;
}

/** A command of the chat, said by one tap. */
function says(text: string, label: string): Html {
  return html`<form method="post" action="${BASE}/say"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="text" value="${text}"><button class="button">${label}</button></form>`;
}
