/** The page of a person: who one is, the clock, the members; the group; the private chat. */
import type { Roster } from '../../domain/roster.ts';
import type { ClockState } from '../clock-board.ts';
import type { Face } from '../people.ts';
import type { Place } from '../sight.ts';
import type { Eyes } from './bubble.ts';
import { clockCard } from './clock.ts';
import { type Composing, composer } from './composer.ts';
import { hintOf, menuOf } from './hints.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { memberCount, memberList } from './members.ts';

export interface Pane extends Omit<Composing, 'menu'> {
  readonly items: readonly Html[];
  /** There are messages before the first one shown. */
  readonly older: boolean;
  /** Nothing has been said here yet. */
  readonly empty: boolean;
}

export interface PersonPage {
  readonly face: Face;
  readonly roster: Roster;
  readonly clock: ClockState;
  readonly panes: readonly Pane[];
  readonly front: Place;
  /** The last change that is on the page. */
  readonly since: number;
  /** A passing word to show. */
  readonly told: string;
  readonly eyes: Eyes;
}

export function personPage(page: PersonPage): Html {
  const { face, roster, clock, panes, front, since, told } = page;
  const group = roster.group.name;
  return layout({
    title: `${face.name}（${face.short || face.role}）· ${group}`,
    kind: 'person',
    styles: ['rail', 'clock', 'chat', 'message', 'card', 'composer', 'phone'],
    scripts: ['common', 'message', 'composer', 'clock', 'rail', 'live'],
    body: html`<a class="skip" href="#say-${front}">跳到输入框</a>
<div class="shell front-${front}" id="shell" data-person="${face.id}" data-since="${since}">
${strip(face, clock)}
<aside class="rail" id="rail" aria-label="演练">
<button type="button" class="rail-close">关闭</button>
<p class="brand"><img src="/assets/mark.svg" alt="" width="28" height="28"><span>${group}<small>演练</small></span></p>
${meCard(face)}
${clockCard(clock, face.id)}
${memberList(roster, face.id)}
<p class="foot">演练：可以替任何人说话，只在这台电脑上，和真实运行分开。</p>
</aside>
<main class="chats">
<nav class="tabs" aria-label="聊天">
<a href="/as/${face.id}?chat=group" data-tab="group"${front === 'group' && html` aria-current="page"`}>${group}<span class="members-count">(${memberCount(roster)})</span><span class="dot" data-unread="group" hidden></span></a>
<a href="/as/${face.id}?chat=private" data-tab="private"${front === 'private' && html` aria-current="page"`}>与连心桥私聊<span class="dot" data-unread="private" hidden></span></a>
</nav>
<p class="offline" role="status" hidden>连接断开，正在重连…</p>
${panes.map((pane) => chatPane(pane, page))}
</main>
<div class="toast" role="status" id="toast">${told}</div>
</div>`,
  });
}

/** On a narrow screen: who one is, and the time. */
function strip(face: Face, clock: ClockState): Html {
  return html`<header class="strip">
<a class="strip-me" href="#people" data-open="people" aria-controls="rail"><span class="avatar ${face.tone}" aria-hidden="true">${face.sign}</span><span class="strip-words"><span class="name"><span class="sr">我是：</span>${face.name}</span><span class="about">${face.tag}</span></span></a>
<a class="strip-clock" href="#clock" data-open="clock" aria-controls="rail"><span class="strip-words"><span class="time" data-clock="time">${clock.time}</span><span class="about" data-clock="day">${clock.day}</span></span><span class="strip-go">快进</span></a>
<button type="button" class="strip-stop">停下</button>
<progress class="strip-progress" max="1" value="${clock.done}" aria-hidden="true" data-clock="done"></progress>
</header>`;
}

function meCard(face: Face): Html {
  return html`<section class="me" aria-label="我是谁">
<span class="avatar ${face.tone}" aria-hidden="true">${face.sign}</span>
<p class="me-words"><span class="label">我是</span><strong>${face.name}</strong><span class="about">${face.tag}</span></p>
<a class="change" href="/">换人</a>
</section>`;
}

function chatPane(pane: Pane, { face, roster, eyes }: PersonPage): Html {
  const { place, items, older, empty } = pane;
  const title = place === 'group' ? roster.group.name : '连心桥';
  const hint = hintOf(face, place, roster);
  return html`<section class="chat" id="chat-${place}" data-place="${place}" aria-labelledby="title-${place}">
<header class="chat-head"><h1 id="title-${place}">${title}${place === 'group' && html`<span class="members-count">(${memberCount(roster)})</span>`}</h1>${
    place === 'private' && html`<p>${face.name}的私聊，别人看不到</p>`
  }</header>
<div class="log" role="log" aria-live="polite" aria-label="${place === 'group' ? '群聊消息' : '私聊消息'}" tabindex="0">
${older && html`<p class="older"><a href="/as/${face.id}?chat=${place}&amp;limit=1000">更早的消息</a></p>`}
<div class="hint"${!empty && html` hidden`}><h2>${hint.title}</h2><p>${hint.text}</p>${hint.samples.map((sample) => html`<button type="button" class="sample" data-sample="${sample}">${sample}</button>`)}</div>
<ol class="messages">
${items}</ol>
</div>
<button type="button" class="pill" hidden></button>
${composer({ ...pane, menu: place === 'private' ? menuOf(face) : [] }, eyes)}
</section>`;
}
