/** The files as another program opens them: LibreOffice, where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportRoster, importRoster } from '../../src/county/roster-book.ts';
import { briefFigures } from '../../src/papers/figures.ts';
import { ledgerOf } from '../../src/papers/ledger/ledger.ts';
import { documentOf } from '../../src/papers/official/document.ts';
import { noticeOf } from '../../src/papers/official/notice.ts';
import { superviseNoticeOf } from '../../src/papers/official/supervise.ts';
import { onTemplate } from '../../src/papers/official/template.ts';
import { urgeNoticeOf } from '../../src/papers/official/urge.ts';
import { altOf } from '../../src/papers/picture/alt.ts';
import { openDrawing } from '../../src/papers/picture/drawing.ts';
import { heightOf, WIDTH } from '../../src/papers/picture/look.ts';
import { begun, calendar, roster, storyIn } from '../support/builders.ts';
import { sheetOf } from '../support/letterhead.ts';
import { NOVEMBER as CARD } from './cards.ts';
import { month, NOVEMBER, NOW } from './month.ts';

const OFFICE = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0);
const PDF_TOOLS = ['pdftotext', 'pdftoppm', 'pdfimages'].every(
  (name) => spawnSync(name, ['-v']).status === 0,
);
const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-papers-'));
// LibreOffice comes in parts, and a part that is not there is no error to it: what it can do is what it has done.
const WRITER = converts('text.txt', 'pdf');
const CALC = converts('table.csv', 'xlsx');
const missing = Object.entries({ 'LibreOffice Writer': WRITER, 'LibreOffice Calc': CALC, poppler: PDF_TOOLS })
  .filter(([, there]) => !there)
  .map(([name]) => name);
if (missing.length > 0)
  console.log(`no ${missing.join(', ')} here: what another program makes of the papers is not all tried`);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** All of them at once, as LibreOffice takes seconds to start; its own folder, as it starts once in each. */
function convert(format: string, names: readonly string[]): void {
  const home = `-env:UserInstallation=file://${join(dir, 'office')}`;
  const files = names.map((name) => join(dir, name));
  execFileSync(OFFICE ?? '', [home, '--headless', '--convert-to', format, '--outdir', dir, ...files], {
    stdio: 'ignore',
  });
}

/** Whether a file of that kind becomes one of this kind here. */
function converts(name: string, format: string): boolean {
  if (!OFFICE) return false;
  const [stem = ''] = name.split('.');
  writeFileSync(join(dir, name), '1,2\n');
  convert(format, [name]);
  return existsSync(join(dir, `${stem}.${format}`));
}

/** Pages as text. */
function pagesOf(name: string): readonly string[] {
  const pdf = join(dir, `${name}.pdf`);
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
}

/** Dots of a millimetre: pages are looked at with four. */
const DOTS = 4;

interface Look {
  readonly width: number;
  readonly height: number;
  /** Of the dot in that row and column: red, green, blue. */
  colour(row: number, column: number): readonly [number, number, number];
}

/** Pages as they are seen. */
function looksOf(name: string): readonly Look[] {
  const folder = join(dir, `${name}-pages`);
  mkdirSync(folder, { recursive: true });
  const pages = pagesOf(name).length;
  execFileSync('pdftoppm', ['-r', String(DOTS * 25.4), join(dir, `${name}.pdf`), join(folder, 'page')]);
  const digits = String(pages).length;
  return Array.from({ length: pages }, (_, page) =>
    lookOf(readFileSync(join(folder, `page-${String(page + 1).padStart(digits, '0')}.ppm`))),
  );
}

/** Of a PPM: P6, width, height, 255, and three bytes a dot. */
function lookOf(file: Buffer): Look {
  const [head = '', width = '', height = ''] =
    /^P6\s(\d+)\s(\d+)\s255\s/u.exec(file.toString('latin1', 0, 40)) ?? [];
  const [wide, from] = [Number(width), head.length];
  return {
    width: wide,
    height: Number(height),
    colour(row, column) {
      const place = from + (row * wide + column) * 3;
      return [file[place] ?? 0, file[place + 1] ?? 0, file[place + 2] ?? 0];
    },
  };
}

type Box = { left: number; right: number; top: number; bottom: number };

/** What holds all the dots that count, in millimetres from the upper left corner of the paper; null: there are none. */
function boxOf({ width, height, colour }: Look, counts: (rgb: readonly number[]) => boolean): Box | null {
  let box: Box | null = null;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!counts(colour(row, column))) continue;
      box ??= { left: column, right: column, top: row, bottom: row };
      box.left = Math.min(box.left, column);
      box.right = Math.max(box.right, column);
      box.bottom = row;
    }
  }
  if (box === null) return null;
  const { left, right, top, bottom } = box;
  return { left: left / DOTS, right: right / DOTS, top: top / DOTS, bottom: bottom / DOTS };
}

const isInk = ([red = 255, green = 255, blue = 255]: readonly number[]): boolean => red + green + blue < 600;
const isRed = ([red = 0, green = 255, blue = 255]: readonly number[]): boolean =>
  red > 200 && green < 110 && blue < 110;

/** 版心: 28 to 184 mm across and 37 to 262 mm down; the page number stands 7 mm under it (GB/T 9704—2012, 5.2.2 and 7.5). */
function expectOnSheet(look: Look | undefined, name: string): void {
  expect(look && [look.width / DOTS, look.height / DOTS].map(Math.round), name).toEqual([210, 297]);
  const box = look ? boxOf(look, isInk) : null;
  // Half a millimetre: a frame is drawn on its edge.
  expect(box?.left, name).toBeGreaterThan(27.4);
  // A mark behind the last character hangs half out of its line (标点溢出边界), as Word and WPS set it too.
  expect(box?.right, name).toBeLessThan(187);
  expect(box?.top, name).toBeGreaterThan(36.4);
  expect(box?.bottom, `${name}: its page number`).toBeGreaterThan(264);
  expect(box?.bottom, name).toBeLessThan(276);
}

describe.skipIf(!WRITER || !PDF_TOOLS)('opened by LibreOffice', () => {
  beforeAll(async () => {
    const figures = await briefFigures(month(), { from: NOVEMBER.from, before: NOW }, NOW, calendar);
    const number = { prefix: '霍政企督', year: 2026, serial: 3 };
    const late = storyIn('working').ticket;
    const issue = { roster, at: NOW, number, replyBy: '2026-12-08' };
    const long = { ...late, text: '门口道路塌陷，货车进不来，已经绕行三天。'.repeat(40) };
    const papers = {
      notice: noticeOf(figures, { roster, calendar, at: NOW, number: { ...number, serial: null } }),
      empty: noticeOf(await briefFigures([], NOVEMBER, NOW, calendar), { roster, calendar, at: NOW }),
      supervise: superviseNoticeOf(late, issue),
      long: superviseNoticeOf(long, { ...issue, demand: '请到现场看一看，说明原因。'.repeat(30) }),
      urge: urgeNoticeOf([late, begun({ number: 24 }, NOW).ticket], issue),
    };
    for (const [name, paper] of Object.entries(papers))
      writeFileSync(join(dir, `${name}.docx`), await documentOf(paper));
    const bytes = await (await openDrawing()).draw(CARD);
    const picture = { bytes, width: WIDTH, height: heightOf(true), alt: altOf(CARD) };
    const drawn = noticeOf(figures, { roster, calendar, at: NOW, picture });
    writeFileSync(join(dir, 'drawn.docx'), await documentOf(drawn));
    writeFileSync(join(dir, 'sheet.docx'), await onTemplate(await sheetOf(), drawn));
    convert(
      'pdf',
      [...Object.keys(papers), 'drawn', 'sheet'].map((name) => `${name}.docx`),
    );
  }, 600_000);

  test('a notice has its pages, its numbers, and an attachment on a page of its own each', () => {
    const pages = pagesOf('notice');
    expect(pages[0]).toContain('霍州政企连心桥工作专班');
    for (const [place, page] of pages.entries())
      expect(page, `page ${place + 1}`).toMatch(new RegExp(`— ?${place + 1} ?—`, 'u'));
    expect(pages.filter((page) => /^\s*附件\s?[123]/u.test(page))).toHaveLength(3);
  });

  test.each(['notice', 'empty', 'supervise', 'long', 'urge'])(
    'nothing of %s is outside the sheet',
    (name) => {
      const looks = looksOf(name);
      expect(looks.length).toBeGreaterThan(0);
      for (const [place, look] of looks.entries()) expectOnSheet(look, `${name}, page ${place + 1}`);
    },
  );

  test('the red head begins 35 mm under the edge of the text, over a red line as wide as the text', () => {
    const [first] = looksOf('notice');
    const red = first ? boxOf(first, isRed) : null;
    // The letters begin a little under the edge of their line, how much depends on the font of the machine.
    expect(red?.top).toBeGreaterThan(71);
    expect(red?.top).toBeLessThan(78);
    expect(red?.left).toBeCloseTo(28, 0);
    expect(red?.right).toBeCloseTo(184, 0);
  });

  test('no page holds a date and a signature without text above them', () => {
    for (const name of ['notice', 'empty', 'supervise', 'long', 'urge']) {
      const page = pagesOf(name).find((one) => /^\s*2026 ?年 ?12 ?月 ?3 ?日\s*$/mu.test(one)) ?? '';
      const [above = ''] = page.split(/附件：|霍州政企连心桥工作专班\s*\n\s*2026/u);
      expect(above.replace(/\s/gu, '').length, name).toBeGreaterThan(10);
    }
  });

  test('no day is broken within itself in a table', () => {
    const list = pagesOf('notice').find((page) => page.includes('应办结时间')) ?? '';
    for (const table of [list, pagesOf('urge')[0] ?? ''].map((page) => page.slice(page.indexOf('编号')))) {
      expect(table).toMatch(/12 ?月 ?1 ?日/u);
      expect(table).not.toMatch(/月 ?\d+(?! ?日|\d)/u);
    }
  });

  test.each([
    ['drawn', '霍州政企连心桥工作专班'],
    ['sheet', '某某市人民政府文件'],
  ])('%s: under its head, and its picture is in the page, whole', (name, head) => {
    const pages = pagesOf(name);
    expect(pages[0]).toContain(head);
    expect(pages.join('')).toContain('企业诉求办理情况图');
    const shown = execFileSync('pdfimages', ['-list', join(dir, `${name}.pdf`)], { encoding: 'utf8' });
    expect(shown).toMatch(/\b1200\s+1230\b/u);
  });

  test('督办通知单 is one page, and its form another', () => {
    const pages = pagesOf('supervise');
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('工作专班');
    expect(pages[1]).toContain('负责人签字');
  });

  test('of a period in which nothing was the table says so instead of being empty', () => {
    const words = pagesOf('empty').join('\n').replace(/\s/gu, '');
    expect(words).toContain('各单位（28个）都没有到期、办结或企业评价的件');
    expect(words).toContain('各单位本期没有结转、新收、重开和可评价的件。');
  });
});

describe.skipIf(!CALC)('a ledger, opened by LibreOffice', () => {
  test('opens, and its formula is a text', async () => {
    const evil = { ...storyIn('working').ticket, text: '=1+1' };
    writeFileSync(join(dir, 'ledger.xlsx'), await ledgerOf([evil], { roster, at: NOW, of: '全部' }));
    convert('csv:Text - txt - csv (StarCalc):44,34,76', ['ledger.xlsx']);
    const [, row = ''] = readFileSync(join(dir, 'ledger.csv'), 'utf8').split('\n');
    expect(row).toContain("'=1+1");
    expect(row).toContain('2026-11-24 10:00');
  });
});

describe.skipIf(!CALC)('the roster, opened and saved by LibreOffice', () => {
  const file = 'data/roster.yaml';
  const text = readFileSync(file, 'utf8');
  const changed = text.replace("phone: '000-00001085'", "phone: '0357-7654321'");
  const TEXTS = { same: text, changed } as const;

  beforeAll(async () => {
    mkdirSync(join(dir, 'given'));
    for (const [name, from] of Object.entries(TEXTS))
      writeFileSync(join(dir, 'given', `${name}.xlsx`), await exportRoster({ file, text: from }));
    convert(
      'xlsx:Calc MS Excel 2007 XML',
      Object.keys(TEXTS).map((name) => `given/${name}.xlsx`),
    );
  }, 300_000);

  /** What `npm run roster -- import` makes of a workbook once LibreOffice has saved it. */
  function read(name: keyof typeof TEXTS) {
    const [given, saved] = [join(dir, 'given', `${name}.xlsx`), join(dir, `${name}.xlsx`)].map((path) =>
      readFileSync(path),
    );
    expect(saved?.equals(given ?? Buffer.of()), 'LibreOffice wrote a file of its own').toBe(false);
    return importRoster(saved ?? Buffer.of(), { file, text }, '2026-12-02', {});
  }

  test('reads back the same: nothing changes, and not a letter of the file', async () => {
    expect(await read('same')).toEqual({ changes: [], doubts: [], text });
  });

  test('what was changed in it, and nothing else, is what changes', async () => {
    expect(changed).not.toBe(text);
    const found = await read('changed');
    expect(found).toMatchObject({ text: changed, changes: [expect.anything()] });
    expect('changes' in found ? JSON.stringify(found.changes) : '').toContain('0357-7654321');
  });
});
