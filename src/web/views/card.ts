/**
 * The text of a message as people read it. What the bot writes as a card (【…】 on its first lines) is laid out as one:
 * title, state, labels and values. The words stay as they are and in their order; whoever listens hears them all.
 */
import type { Roster } from '../../domain/roster.ts';
import { type Html, html, joined } from './html.ts';
import { wholes } from './whole.ts';

/** A card may say in its first lines why it came. */
const LEAD_LINES = 2;
const TITLE = /^【([^】]{1,24})】(.*)$/u;
/** 责任部门：…; longer words before a colon are a sentence, not a label. */
const ROW = /^([^：，。；\s]{1,6})：(.+)$/u;
/** 办结率　3/4; what only explains the one above it stands further in. */
const FIGURE = /^(　?)([^：\s]{2,8})　(\S{1,16})$/u;
/** 超期件, 考核口径（到期件为分母）: what the lines below it are about, in what is no single ticket's card. */
const SECTION = /^\p{Script=Han}{2,6}(?:（[^）]{1,12}）)?$/u;
const STATE_LENGTH = 14;
const LATE = /^已超期|超期 ?\d+ ?天/u;
const PRESSING = /紧急|超期|催办/u;
/** Whom to ring first in a danger. */
const RING = /请先打|请立即拨打/u;

/** Whether the bot wrote this as a card. */
export function isCard(text: string): boolean {
  return text.split('\n', LEAD_LINES + 1).some((line) => TITLE.test(line));
}

/** Plain words, line by line. */
export function words(text: string, roster: Roster): Html {
  return html`<p class="words">${wholes(text, roster)}</p>`;
}

export function cardBody(text: string, roster: Roster): Html {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => TITLE.test(line));
  const isTicket = /^【[^】]*\d/.test(lines[start] ?? '');
  const isSection = (line: string, next: string | undefined): boolean =>
    !isTicket && SECTION.test(line) && next !== undefined && next !== '';
  return joined([
    ...lines
      .slice(0, start)
      .map((line) => html`<p class="lead${RING.test(line) ? ' call' : ''}">${wholes(line, roster)}</p>\n`),
    title(lines[start] ?? '', roster),
    ...lines
      .slice(start + 1)
      .map((line, turn, below) =>
        isSection(line, below[turn + 1]) ? html`<p class="section">${line}</p>\n` : cardLine(line, roster),
      ),
  ]);
}

function title(line: string, roster: Roster): Html {
  const [, name = '', rest = ''] = TITLE.exec(line) ?? [];
  const tone = PRESSING.test(name) ? ' pressing' : '';
  const bracketed = html`<span class="sr">【</span>${name}<span class="sr">】</span>`;
  const [, state = '', stop = ''] = /^([^。]*)(。?)$/.exec(rest) ?? [];
  if (/\d/.test(name) && state !== '' && state.length <= STATE_LENGTH && !/[，；]$/.test(state)) {
    const chip = html`<span class="chip${chipTone(state)}">${state}${stop && html`<span class="sr">${stop}</span>`}</span>`;
    return html`<p class="title${tone}"><strong>${bracketed}</strong>${chip}</p>\n`;
  }
  // 【提醒】 and the like mark a sentence.
  if (!/\d/.test(name)) {
    return html`<p class="notice${tone}"><strong class="mark">${bracketed}</strong>${wholes(rest, roster)}</p>\n`;
  }
  return html`<p class="title${tone}"><strong>${bracketed}</strong></p>${rest && html`<p class="line">${wholes(rest, roster)}</p>`}\n`;
}

/** What waits for somebody, what is being done, what is done. */
export function chipTone(state: string): string {
  if (state.startsWith('待')) return ' todo';
  return state.startsWith('已') ? '' : ' doing';
}

function cardLine(line: string, roster: Roster): Html {
  if (line === '') return html`<p class="gap"></p>\n`;
  if (LATE.test(line)) return html`<p class="late">${wholes(line, roster)}</p>\n`;
  const figure = FIGURE.exec(line);
  if (figure) {
    const [, inner = '', name = '', value = ''] = figure;
    const kind = inner === '' ? 'figure' : 'figure inner';
    return html`<p class="${kind}"><span class="label">${inner && html`<span class="sr">${inner}</span>`}${name}</span><span class="sr">　</span><span class="value">${value}</span></p>\n`;
  }
  const parts = line.split('　').filter(Boolean);
  const rows = parts.map((part) => ROW.exec(part));
  if (parts.length === 0 || rows.includes(null)) return html`<p class="line">${wholes(line, roster)}</p>\n`;
  return joined(
    rows.map((row) => {
      const [, label = '', value = ''] = row ?? [];
      return html`<p class="row"><span class="label">${label}<span class="sr">：</span></span><span class="value">${person(value, roster)}</span></p>\n`;
    }),
  );
}

/** A value that is a person's name leads to their page: in a rehearsal it is their turn now. */
function person(value: string, roster: Roster): Html {
  const named = roster.people.filter(({ name }) => name === value);
  const [one] = named;
  if (named.length !== 1 || !one) return wholes(value, roster);
  return html`<a class="turn" href="/as/${one.id}" target="_blank" rel="noopener" title="在新窗口替${value}看">${value}</a>`;
}
