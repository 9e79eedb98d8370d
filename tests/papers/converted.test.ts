/** The files as another program opens them: LibreOffice, where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { briefFigures } from '../../src/papers/figures.ts';
import { ledgerOf } from '../../src/papers/ledger/ledger.ts';
import { documentOf } from '../../src/papers/official/document.ts';
import { noticeOf } from '../../src/papers/official/notice.ts';
import { superviseNoticeOf } from '../../src/papers/official/supervise.ts';
import { calendar, roster, storyIn } from '../support/builders.ts';
import { month, NOVEMBER, NOW } from './month.ts';

const OFFICE = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0);
if (OFFICE === undefined)
  console.log('no LibreOffice here: what another program makes of the papers is not tried');
const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-papers-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The text of the file in LibreOffice. */
function openedAs(format: string, name: string, bytes: Buffer): string {
  const file = join(dir, name);
  writeFileSync(file, bytes);
  const home = `-env:UserInstallation=file://${join(dir, 'office')}`;
  execFileSync(OFFICE ?? '', [home, '--headless', '--convert-to', format, '--outdir', dir, file], {
    stdio: 'ignore',
  });
  const made = readdirSync(dir).find((one) => one !== name && one.startsWith(name.split('.')[0] ?? name));
  expect(made).toBeDefined();
  return join(dir, made ?? '');
}

const PDF_TOOLS = spawnSync('pdftotext', ['-v']).status === 0;

/** Pages as text. */
function pagesOf(pdf: string): readonly string[] {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
}

test.skipIf(OFFICE === undefined || !PDF_TOOLS)('a notice opens, page by page', async () => {
  const period = { from: NOVEMBER.from, before: NOW };
  const paper = noticeOf(await briefFigures(month(), period, NOW, calendar), { roster, calendar, at: NOW });
  const pages = pagesOf(openedAs('pdf', 'notice.docx', await documentOf(paper)));
  expect(pages[0]).toContain('霍州政企连心桥工作专班');
  expect(pages[0]).toMatch(/— ?1 ?—/u);
  expect(pages.filter((page) => /^\s*附件\s?[123]/u.test(page))).toHaveLength(3);
});

test.skipIf(OFFICE === undefined || !PDF_TOOLS)('督办通知单 is one page, and its form another', async () => {
  const issue = {
    roster,
    at: NOW,
    number: { prefix: '霍政企督', year: 2026, serial: 3 },
    replyBy: '2026-12-08',
  };
  const paper = superviseNoticeOf(storyIn('working').ticket, issue);
  const pages = pagesOf(openedAs('pdf', 'supervise.docx', await documentOf(paper)));
  expect(pages).toHaveLength(2);
  expect(pages[0]).toContain('工作专班');
  expect(pages[1]).toContain('负责人签字');
});

test.skipIf(OFFICE === undefined)('a ledger opens, and its formula is a text', async () => {
  const evil = { ...storyIn('working').ticket, text: '=1+1' };
  const csv = openedAs(
    'csv:Text - txt - csv (StarCalc):44,34,76',
    'ledger.xlsx',
    await ledgerOf([evil], { roster, at: NOW, of: '全部' }),
  );
  expect(existsSync(csv)).toBe(true);
  const [, row = ''] = execFileSync('cat', [csv], { encoding: 'utf8' }).split('\n');
  expect(row).toContain("'=1+1");
  expect(row).toContain('2026-11-24 10:00');
});
