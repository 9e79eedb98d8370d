/**
 * GB/T 9704—2012《党政机关公文格式》in the units of a .docx: twips (1/20 pt) for lengths, half-points for letters.
 * Fonts are names only: 方正小标宋 and the GB2312 ones are somebody's property, and an office's machines have them.
 */

/** Twips of so many millimetres. */
export const mm = (length: number): number => Math.round((length * 1440) / 25.4);

/** A4. 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; right and bottom follow from these. */
export const PAGE = {
  width: mm(210),
  height: mm(297),
  top: mm(37),
  left: mm(28),
  right: mm(26),
  bottom: mm(35),
  /** From the lower edge of the paper: the line of the page number stands 7 mm below the text. */
  footer: mm(25),
} as const;

export const LINES = 22;
export const CHARACTERS = 28;

/** Letters in half-points, by their names in print. */
export const SIZE = { two: 44, three: 32, four: 28, small: 21 } as const;

const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
const TEXT_HEIGHT = PAGE.height - PAGE.top - PAGE.bottom;
/** 22 lines a page: rounded down, or the last one would have no room. */
export const LINE = Math.floor(TEXT_HEIGHT / LINES);
/** A character of the text, in twips: two of them indent a paragraph. */
export const CHARACTER = SIZE.three * 10;
/** What a character of the text gives up so that 28 stand in a line. A grid (`w:docGrid`) would do it in Word alone. */
export const SQUEEZE = Math.floor(TEXT_WIDTH / CHARACTERS) - CHARACTER;
export { TEXT_WIDTH };

export const RED = 'FF0000';

/** 小标宋 of titles, 仿宋 of the text, 黑体 and 楷体 of heads, 宋体 of page numbers and tables. */
export const FONT = {
  title: '方正小标宋简体',
  text: '仿宋_GB2312',
  head: '黑体',
  subhead: '楷体_GB2312',
  plain: '宋体',
} as const;

/** What stands in where a font is missing: the machine takes the first it has. */
export const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  [FONT.title]: ['FZXiaoBiaoSong-B05S', '方正小标宋_GBK', '华文中宋', 'STZhongsong', '宋体', 'SimSun'],
  [FONT.text]: ['仿宋', 'FangSong', 'FangSong_GB2312', '华文仿宋', 'STFangsong'],
  [FONT.head]: ['SimHei', '华文黑体', 'STHeiti'],
  [FONT.subhead]: ['楷体', 'KaiTi', 'KaiTi_GB2312', '华文楷体', 'STKaiti'],
  [FONT.plain]: ['SimSun', '华文宋体', 'STSong'],
};
