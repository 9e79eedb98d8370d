/** The clock of the rehearsal, and 快进. */
import type { ClockState, Leap } from '../clock-board.ts';
import { type Html, html } from './html.ts';

/** In the order in which they stand, which is that of the Tab key. */
const LEAPS: readonly (readonly [Leap, string, string])[] = [
  ['next', '快进到下一件事', '很快走到下一次提醒、催办或简报的时候'],
  ['hour', '+1 小时', '往后走 1 小时'],
  ['day', '+1 天', '往后走 24 小时'],
  ['week', '+1 周', '一分钟走完一周，可以随时停下'],
  ['morning', '下个工作日早上', '走到下一个工作日 09:00'],
];

/** `back` is the person on whose page it stands, for forms without scripts. */
export function clockCard(clock: ClockState, back: string): Html {
  const walking = clock.heading !== null;
  return html`<section class="clock${walking && ' walking'}" id="clock" aria-labelledby="clock-title">
<h2 id="clock-title">演练时钟</h2>
<p class="clock-face"><span class="clock-time" data-clock="time">${clock.time}</span><span class="clock-day" data-clock="day">${clock.day}</span><span class="clock-kind" data-clock="kind">${clock.kind}</span></p>
<p class="clock-next"><span class="label">下一件到点的事</span><span data-clock="next">${clock.nextText}</span></p>
<form class="leaps" method="post" action="/clock" aria-label="快进">
<input type="hidden" name="back" value="${back}">
${LEAPS.map(([to, label, title]) => html`<button class="leap leap-${to}" name="to" value="${to}" title="${title}">${label}</button>`)}
</form>
<div class="walk">
<p>正在快进到 <span data-clock="heading">${clock.headingText ?? ''}</span></p>
<progress max="1" value="${clock.done}" aria-label="快进的进度" data-clock="done"></progress>
<form method="post" action="/clock"><input type="hidden" name="back" value="${back}"><button class="stop" name="stop" value="true">停下</button></form>
</div>
</section>`;
}
