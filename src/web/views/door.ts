/** The door: what this is, what to try, and who to be. */
import type { Roster } from '../../domain/roster.ts';
import type { ClockState } from '../clock-board.ts';
import { type Circle, type Face, faceAs, faceOf, isFound, type Section, sectionsOf } from '../people.ts';
import { firstDepartment, samplesOf } from './hints.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export function doorPage(page: {
  readonly roster: Roster;
  readonly query: string;
  readonly clock: ClockState;
}): Html {
  const { roster, query, clock } = page;
  const sections = sectionsOf(roster);
  const found = sections.some(({ circles }) => circles.some((circle) => isFound(circle, query)));
  return layout({
    title: `${roster.group.name} · 演练`,
    kind: 'door',
    styles: ['door', 'who'],
    scripts: ['door'],
    body: html`<a class="skip" href="#who">跳到选人</a>
<header class="hero"><div class="wide">
<p class="brand"><img src="/assets/mark.svg" alt="" width="40" height="40"><span>连心桥</span></p>
<h1>${roster.group.name}</h1>
<p class="hero-words">企业在群里说一句困难，连心桥马上登记，找到负责的人，盯着期限，直到企业说“解决了”。</p>
<p class="hero-note"><span>演练</span>您可以替群里任何一个人说话，看每一步怎么走。数据只在这台电脑上。现在是 ${clock.text}。</p>
</div></header>
<main class="wide">
${steps(roster)}
<section class="who" id="who" aria-labelledby="who-title">
<div class="who-head"><h2 id="who-title">您想当谁？</h2>
<form class="search" role="search" method="get" action="/"><input class="find" type="search" name="q" value="${query}" placeholder="找企业、部门、姓名，例如 住建" aria-label="找人" autocomplete="off"><button class="search-go">找</button></form></div>
${sections.map((section) => sectionView(section, query))}
<p class="none" role="status"${found && html` hidden`}>没有找到。换个叫法试试，例如“住建”“煤”“组长”。</p>
</section>
</main>
<footer class="wide foot"><p>连心桥是开源软件。企业和人名都是编的，可以在 <code>data/roster.yaml</code> 里换成本县的。</p></footer>`,
  });
}

function steps(roster: Roster): Html | false {
  const [enterprise] = roster.enterprises;
  const [member] = enterprise?.members ?? [];
  if (!enterprise || !member) return false;
  const department = firstDepartment(roster);
  const owner = faceOf(roster, member.id) ?? faceAs(member, { role: 'member', enterprise });
  const [first] = roster.leaders;
  const leader = first && faceOf(roster, first.id);
  const liaison = faceAs(department.primary, { role: 'liaison', department });
  return html`<section class="steps" aria-labelledby="steps-title">
<h2 id="steps-title">两分钟试一遍</h2>
<ol>
<li><h3>当企业，说一句困难</h3><p>在群里说：</p><blockquote>${samplesOf(roster)[0] ?? ''}</blockquote><p>一秒内就有编号、负责的人和期限。</p>${go(owner, '打开企业的窗口')}</li>
<li><h3>当专人，签收、办结</h3><p>再开一个窗口并排放。派来的诉求件在他和连心桥的私聊里，点按钮就行，企业那边的卡片会跟着变。</p>${go(liaison, '打开专人的窗口')}</li>
<li><h3>快进，看期限说话算数</h3><p>先不办，快进 1 天：到点提醒专人，超期报负责人；快进 1 周，领导收到周报。所有窗口一起走。</p>${leader && go(leader, '打开领导的窗口')}</li>
</ol>
</section>`;
}

function go(face: Face, label: string): Html {
  return html`<a class="go" href="/as/${face.id}" target="_blank" rel="noopener"><span class="avatar ${face.tone}" aria-hidden="true">${face.sign}</span><span class="go-words"><span class="go-label">${label}</span><span class="go-name">${face.name} · ${face.tag}</span></span></a>`;
}

function sectionView({ id, title, circles }: Section, query: string): Html {
  const hidden = !circles.some((circle) => isFound(circle, query));
  const count = circles.reduce((sum, { faces }) => sum + faces.length, 0);
  return html`<section class="section ${id}" aria-labelledby="section-${id}"${hidden && html` hidden`}>
<h3 id="section-${id}">${title}<span class="count">${id === 'offices' ? `${count} 人` : `${circles.length} ${id === 'enterprises' ? '家' : '个'} · ${count} 人`}</span></h3>
<ul class="circles">
${circles.map((circle) => circleView(circle, isFound(circle, query)))}</ul>
</section>`;
}

function circleView({ name, about, tone, sign, faces, words }: Circle, found: boolean): Html {
  return html`<li class="circle" data-find="${words}"${!found && html` hidden`}><span class="avatar ${tone}" aria-hidden="true">${sign}</span><div class="circle-words"><p class="circle-name">${name}</p>${about !== '' && html`<p class="circle-about">${about}</p>`}</div><p class="faces">${faces.map(
    (face) =>
      html`<a href="/as/${face.id}">${face.name}<small>${face.main === 'liaison' ? 'A 岗' : face.role}</small></a>`,
  )}</p></li>
`;
}
