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
  HEIGHT,
  INK,
  MUTED,
  ORANGE,
  VERMILLION,
  WIDTH,
  widthInEm,
} from './look.ts';
import { trendSvg } from './trend.ts';

const LEFT = 56;
const RIGHT = WIDTH - LEFT;
const ROOM = RIGHT - LEFT;
/** Where the trend begins. */
const MIDDLE = 584;
const NAME_SIZE = 27;
const NAME_LINE = 37;
const TIER_LINES = 4;
const NAMES_LEFT = 250;
const CHIP = 236;
const BESIDE_CHIP = CHIP + 16;

/** The whole picture as SVG, `WIDTH` × `HEIGHT`. */
export function cardSvg(facts: CardFacts): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="${FONT}" fill="${INK}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/><rect width="${WIDTH}" height="12" fill="${BLUE}"/>
${[head(facts), headline(facts), trend(facts), tiles(facts), due(facts.headline.now), tiers(facts), foot()].join('\n')}
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
  const half = ROOM / 2 - 20;
  return [
    text(title, LEFT, 96, { size: fitting(title, 64, half), bold: true }),
    text(whose, RIGHT, 62, { size: fitting(whose, 30, half), fill: MUTED, anchor: 'end' }),
    text(span, RIGHT, 102, { size: fitting(span, 28, half), fill: MUTED, anchor: 'end' }),
  ].join('');
}

const VERDICTS = {
  better: { mark: '▲', word: '好转', fill: BLUE },
  worse: { mark: '▼', word: '变差', fill: VERMILLION },
  same: { mark: '＝', word: '持平', fill: MUTED },
  unknown: { mark: '', word: '', fill: MUTED },
} as const;

function headline({ headline: { now, before, better }, former }: CardFacts): string {
  const { large, size, small } = inTwo(now);
  const { mark, word, fill } = VERDICTS[better];
  const room = MIDDLE - LEFT - 40;
  const verdict = `${mark} ${word}`.trim();
  const beside = verdict === '' ? 0 : widthInEm(verdict) * 38 + 24;
  const was = `${former} ${rateInWords(before)}`;
  return [
    text('按期办结率', LEFT, 176, { size: 34, fill: MUTED }),
    text(large, LEFT - 4, 322, { size: fitting(large, size, room), bold: true }),
    text(small, LEFT, 386, { size: 38, bold: true }),
    verdict === '' ? '' : text(verdict, LEFT, 444, { size: 38, bold: true, fill }),
    text(was, LEFT + beside, 444, { size: fitting(was, 30, room - beside), fill: MUTED }),
  ].join('');
}

/** 82.4% and 14/17 件; where few were due only these; and words where none was. */
function inTwo(rate: Rate): { readonly large: string; readonly size: number; readonly small: string } {
  if (rate.denominator === 0) return { large: '没有到期的', size: 76, small: '' };
  const counts = `${rate.numerator}/${rate.denominator}`;
  if (isSmall(rate)) return { large: counts, size: 128, small: '件少，不算百分比' };
  return { large: rateInWords(rate).replace(/（.*/u, ''), size: 168, small: `${counts} 件` };
}

function trend({ trend: all }: CardFacts): string {
  const size = { width: RIGHT - MIDDLE + 34, height: 300 };
  const name = all.length > 1 ? `近 ${all.length} 期` : '本期';
  return [
    text(`按期办结率，${name}`, MIDDLE, 176, { size: 28, fill: MUTED }),
    `<g transform="translate(${MIDDLE - 10} 182)">${trendSvg(all, size)}</g>`,
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
      const size = fitting(number, 80, width - 130);
      return [
        box(x, 492, width, 118, isBad ? VERMILLION : GROUND, 10),
        text(name, x + 22, 563, { size: 34, fill: isBad ? '#ffffff' : MUTED }),
        text(number, x + width - 22, 551 + size * 0.37, {
          size,
          bold: true,
          anchor: 'end',
          fill: isBad ? '#ffffff' : INK,
        }),
      ].join('');
    })
    .join('');
}

/** What was due in the period, in time and not: the counts, and a bar as long as they are. */
function due({ numerator, denominator }: Rate): string {
  const y = 664;
  const missed = denominator - numerator;
  const counted = (name: string, count: number, x: number, fill: string): string =>
    box(x, y - 25, 28, 28, fill, 4) + text(`${name} ${count}`, x + 42, y, { size: 30, bold: true });
  const [from, room] = [MIDDLE + 116, RIGHT - MIDDLE - 116];
  const inTime = denominator === 0 ? 0 : (numerator / denominator) * room;
  return [
    text(`到期 ${denominator} 件`, LEFT, y, { size: 28, fill: MUTED }),
    counted('按期', numerator, NAMES_LEFT, BLUE),
    counted('没按期', missed, NAMES_LEFT + 220, ORANGE),
    box(from, y - 30, room, 38, denominator === 0 ? GROUND : ORANGE, 6),
    inTime > 0 ? box(from, y - 30, inTime, 38, BLUE, 6) : '',
  ].join('');
}

/** Who is in C and B, by name as far as there is room; A by number alone. Tiers, not places. */
function tiers({ tiers: found }: CardFacts): string {
  const top = 712;
  if (!found) return '';
  const { a, b, c } = found;
  const lines = TIER_LINES - Math.min(1, b.length);
  const ofC = wrapped(c, c.length === 0 ? 0 : Math.max(1, lines));
  const ofB = wrapped(b, b.length === 0 ? 0 : TIER_LINES - ofC.length);
  const rows = [
    ...ofC.map((words, turn) => ({
      words,
      letter: turn === 0 ? `C 超期未办结 ${c.length}` : '',
      fill: VERMILLION,
      ink: '#ffffff',
    })),
    ...ofB.map((words, turn) => ({
      words,
      letter: turn === 0 ? `B 逾期或不满意 ${b.length}` : '',
      fill: ORANGE,
      ink: INK,
    })),
  ];
  const good = a === 0 ? '' : `A 档 ${a} 个`;
  const title = [
    box(LEFT, top - 26, ROOM, 2, FAINT),
    text('部门分档', LEFT, top + 22, { size: 28, bold: true }),
    text(good, LEFT, top + 22 + NAME_LINE, { size: 28, fill: MUTED }),
  ];
  if (rows.length === 0) {
    title.push(
      text(a === 0 ? '没有可评的部门' : '都在 A 档：按期，企业没有不满意', NAMES_LEFT, top + 22, {
        size: 28,
      }),
    );
  }
  return [
    ...title,
    ...rows.map(({ words, letter, fill, ink }, turn) => {
      const y = top + 22 + turn * NAME_LINE;
      const chip =
        letter === ''
          ? ''
          : box(NAMES_LEFT, y - 28, CHIP, 36, fill, 6) +
            text(letter, NAMES_LEFT + CHIP / 2, y - 1, { size: 25, bold: true, fill: ink, anchor: 'middle' });
      return chip + text(words, NAMES_LEFT + BESIDE_CHIP, y, { size: NAME_SIZE });
    }),
  ].join('');
}

/** The names in so many lines; those for which there is no room are counted. */
function wrapped(names: readonly string[], lines: number): readonly string[] {
  const room = (RIGHT - NAMES_LEFT - BESIDE_CHIP) / NAME_SIZE;
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

function foot(): string {
  return text(
    '按期办结率＝期内到期的件里，按期办结、企业从没退回的占多少。部门只分档，不排名次。',
    LEFT,
    886,
    {
      size: 21,
      fill: MUTED,
    },
  );
}
