/** The picture of a brief: how it went, the last periods, four counts, who is in which tier. To be read in a chat, small. */
import { isSmall, type Rate, rateInWords } from '../../domain/metrics.ts';
import type { CardFacts } from './facts.ts';
import {
  BLUE,
  escaped,
  FAINT,
  FONT,
  fitting,
  GROUND,
  heightOf,
  INK,
  MUTED,
  ORANGE,
  RED,
  SMALLEST,
  shortened,
  WIDTH,
  widthInEm,
} from './look.ts';
import { trendSvg } from './trend.ts';

const LEFT = 56;
const RIGHT = WIDTH - LEFT;
const ROOM = RIGHT - LEFT;
/** Where the trend begins. */
const MIDDLE = 560;
const NAME_LINE = 52;
const TIER_LINES = 4;
const CHIP = 356;
const NAMES_LEFT = LEFT + CHIP + 16;
/** Beside its colour what was not done in time has stripes: one of the two is dark where all colours are grey. */
const STRIPES = 'url(#stripes)';

/** The whole picture as SVG, `WIDTH` across and `heightOf` down. */
export function cardSvg(facts: CardFacts): string {
  const height = heightOf(facts.tiers !== null);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FONT}" fill="${INK}">
<defs><pattern id="stripes" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="14" height="14" fill="${ORANGE}"/><rect width="5" height="14" fill="${INK}"/></pattern></defs>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/><rect width="${WIDTH}" height="12" fill="${BLUE}"/>
${[head(facts), headline(facts), trend(facts), tiles(facts), due(facts.headline.now), tiers(facts), foot(height)].join('\n')}
</svg>`;
}

interface Type {
  readonly size: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function text(
  words: string,
  x: number,
  y: number,
  { size, bold, fill = INK, anchor = 'start' }: Type,
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${bold ? ' font-weight="700"' : ''}>${escaped(words)}</text>`;
}

function box(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

function head({ title, whose, span }: CardFacts): string {
  const size = fitting(title, 72, ROOM);
  const left = ROOM - widthInEm(title) * size - 40;
  return [
    text(title, LEFT, 104, { size, bold: true }),
    left < SMALLEST * 4
      ? ''
      : text(shortened(whose, SMALLEST, left), RIGHT, 100, { size: SMALLEST, fill: MUTED, anchor: 'end' }),
    text(shortened(span, SMALLEST, ROOM), LEFT, 164, { size: SMALLEST, fill: MUTED }),
  ].join('');
}

const VERDICTS = {
  better: { mark: '▲', word: '好转', fill: BLUE },
  worse: { mark: '▼', word: '变差', fill: RED },
  same: { mark: '＝', word: '持平', fill: MUTED },
  unknown: { mark: '', word: '', fill: MUTED },
} as const;

function headline({ headline: { now, before, better }, former }: CardFacts): string {
  const { large, size, small, note } = inTwo(now);
  const { mark, word, fill } = VERDICTS[better];
  const room = MIDDLE - LEFT - 40;
  const verdict = `${mark} ${word}`.trim();
  const beside = verdict === '' ? 0 : widthInEm(verdict) * 44 + 32;
  const was = `${former} ${rateInWords(before)}`;
  return [
    text('按期办结率', LEFT, 240, { size: 40, fill: MUTED }),
    text(large, LEFT - 4, 396, { size: fitting(large, size, room), bold: true }),
    text(small, LEFT, note === '' ? 470 : 456, { size: 46, bold: true }),
    note === '' ? '' : text(note, LEFT, 506, { size: fitting(note, SMALLEST, room), fill: MUTED }),
    verdict === '' ? '' : text(verdict, LEFT, 562, { size: 44, bold: true, fill }),
    text(shortened(was, SMALLEST, ROOM - beside), LEFT + beside, 560, { size: SMALLEST, fill: MUTED }),
  ].join('');
}

/** 82.4% and 14/17 件; where few were due only these; words where none was; and how many of them nobody rated. */
function inTwo(rate: Rate): {
  readonly large: string;
  readonly size: number;
  readonly small: string;
  readonly note: string;
} {
  if (rate.denominator === 0) return { large: '没有到期的', size: 76, small: '', note: '' };
  const counts = `${rate.numerator}/${rate.denominator}`;
  const note = rate.unrated ? `其中未评价 ${rate.unrated} 件` : '';
  if (isSmall(rate)) return { large: counts, size: 128, small: '件少，不算百分比', note };
  return { large: rateInWords(rate).replace(/（.*/u, ''), size: 168, small: `${counts} 件`, note };
}

function trend({ trend: all }: CardFacts): string {
  const size = { width: RIGHT - MIDDLE + 34, height: 296 };
  const name = all.length > 1 ? `近 ${all.length} 期` : '本期';
  return [
    text(name, MIDDLE, 240, { size: SMALLEST, fill: MUTED }),
    `<g transform="translate(${MIDDLE - 10} 234)">${trendSvg(all, size)}</g>`,
  ].join('');
}

function tiles({ counts }: CardFacts): string {
  const all = [
    ['新收', counts.registered, false],
    ['销号', counts.closed, false],
    ['在办', counts.open, false],
    ['超期', counts.overdue, counts.overdue > 0],
  ] as const;
  const gap = 20;
  const width = (ROOM - gap * 3) / 4;
  return all
    .map(([name, count, isBad], turn) => {
      const x = LEFT + turn * (width + gap);
      const number = String(count);
      const size = fitting(number, 88, width - 44);
      const fill = isBad ? '#ffffff' : INK;
      return [
        box(x, 598, width, 152, isBad ? RED : GROUND, 10),
        text(name, x + 22, 644, { size: 38, fill: isBad ? '#ffffff' : MUTED }),
        text(number, x + width - 22, 734, { size, bold: true, anchor: 'end', fill }),
      ].join('');
    })
    .join('');
}

/** What was due in the period, in time and not: the counts, and a bar as long as they are. */
function due({ numerator, denominator }: Rate): string {
  const y = 806;
  const missed = denominator - numerator;
  const counted = (name: string, count: number, x: number, fill: string): string =>
    box(x, y - 31, 34, 34, fill, 4) + text(`${name} ${count}`, x + 48, y, { size: 38, bold: true });
  const inTime = denominator === 0 ? 0 : (numerator / denominator) * ROOM;
  return [
    text(`到期 ${denominator} 件`, LEFT, y, { size: SMALLEST, fill: MUTED }),
    counted('按期', numerator, 424, BLUE),
    counted('没按期', missed, 784, STRIPES),
    box(LEFT, y + 22, ROOM, 36, denominator === 0 ? GROUND : STRIPES, 6),
    inTime > 0 ? box(LEFT, y + 22, inTime, 36, BLUE, 6) : '',
  ].join('');
}

/** Who is in C and B, by name as far as there is room; A by number alone. Tiers, not places. */
function tiers({ tiers: found }: CardFacts): string {
  const top = 932;
  if (!found) return '';
  const { a, b, c } = found;
  const lines = TIER_LINES - Math.min(1, b.length);
  const ofC = wrapped(c, c.length === 0 ? 0 : Math.max(1, lines));
  const ofB = wrapped(b, b.length === 0 ? 0 : TIER_LINES - ofC.length);
  const rows = [
    ...ofC.map((words, turn) => ({
      words,
      letter: turn === 0 ? `C 超期未办结 ${c.length}` : '',
      fill: RED,
      ink: '#ffffff',
    })),
    ...ofB.map((words, turn) => ({
      words,
      letter: turn === 0 ? `B 逾期或不满意 ${b.length}` : '',
      fill: ORANGE,
      ink: INK,
    })),
  ];
  const good =
    rows.length > 0 ? `A 档 ${a} 个` : a === 0 ? '没有可评的部门' : `${a} 个都在 A 档：按期，企业没有不满意`;
  const title = [
    box(LEFT, top - 44, ROOM, 2, FAINT),
    text('部门分档', LEFT, top + 8, { size: 38, bold: true }),
    rows.length > 0 && a === 0
      ? ''
      : text(good, LEFT + 38 * 4 + 32, top + 8, { size: SMALLEST, fill: rows.length > 0 ? MUTED : INK }),
  ];
  return [
    ...title,
    ...rows.map(({ words, letter, fill, ink }, turn) => {
      const y = top + 8 + (turn + 1) * NAME_LINE;
      const chip =
        letter === ''
          ? ''
          : box(LEFT, y - 36, CHIP, 46, fill, 6) +
            text(letter, LEFT + CHIP / 2, y - 1, { size: SMALLEST, bold: true, fill: ink, anchor: 'middle' });
      return chip + text(words, NAMES_LEFT, y, { size: SMALLEST });
    }),
  ].join('');
}

/** The names in so many lines; those for which there is no room are counted. */
function wrapped(names: readonly string[], lines: number): readonly string[] {
  const room = (RIGHT - NAMES_LEFT) / SMALLEST;
  const more = `　等 ${names.length} 个`;
  const out: string[] = [];
  let line = '';
  for (const [turn, name] of names.entries()) {
    const longer = line === '' ? name : `${line}　${name}`;
    const isLastLine = out.length === lines - 1;
    const rest = names.length - turn - 1;
    const needed = isLastLine && rest > 0 ? widthInEm(more) : 0;
    if (widthInEm(longer) + needed <= room) {
      line = longer;
    } else if (isLastLine) {
      return [...out, line + more];
    } else {
      out.push(line);
      line = name;
    }
  }
  return line === '' ? out : [...out, line];
}

function foot(height: number): string {
  const words = '按期办结率：期内到期的件中，按期办结、没被退回的占多少';
  return text(words, LEFT, height - 24, { size: SMALLEST, fill: MUTED });
}
