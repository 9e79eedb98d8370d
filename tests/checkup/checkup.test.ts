/** One check says all that a start would refuse, while the program is at work, and changes nothing. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkCounty, checkupInWords } from '../../src/checkup/checkup.ts';
import { issue } from '../../src/desk/people/invites.ts';
import type { OfficeEvent } from '../../src/domain/office.ts';
import { openStore } from '../../src/store/embedded.ts';
import { boundRoster, scratch } from '../support/county.ts';
import { sheetOf } from '../support/letterhead.ts';
import { programOf } from '../support/programs.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const DECEMBER = Date.parse('2026-12-01T09:00:00+08:00');
let place: ReturnType<typeof scratch>;
let county: string;
let data: string;
beforeEach(() => {
  place = scratch();
  county = join(place.dir, 'county');
  data = join(place.dir, 'data');
  mkdirSync(join(county, 'flows'), { recursive: true });
  cpSync(boundRoster(place.dir).file, join(county, 'roster.yaml'));
});
afterEach(() => place.remove());

const write = (name: string, text: string | Buffer): void => writeFileSync(join(county, name), text);
const REAL = { TELEGRAM_BOT_TOKEN: '7000000001:TEST' };
async function check(env: Record<string, string> = REAL, now = NOW) {
  const findings = await checkCounty(
    { COUNTY_DIR: county, DATA_DIR: data, UNDERSTANDING: 'rules', ...env },
    now,
  );
  const of = (kind: string) => findings.filter((one) => one.kind === kind).map(({ text }) => text);
  return { refused: of('refused'), warnings: of('warning'), words: checkupInWords(findings) };
}
type Loose = { accounts?: Record<string, string> | undefined } & Record<string, unknown>;
interface RosterFile {
  departments: Loose[];
  enterprises: Loose[];
  dispatchers: Loose[];
  discipline: Loose[];
  group: Loose;
}
function roster(change: (data: RosterFile) => void): void {
  const parsed = parse(readFileSync(join(county, 'roster.yaml'), 'utf8')) as RosterFile;
  change(parsed);
  write('roster.yaml', stringify(parsed, { aliasDuplicateObjects: false }));
}
async function onRecord(events: readonly OfficeEvent[], open = false): Promise<void> {
  const store = await openStore({ dir: data });
  await store.commit(() => ({ at: NOW, cause: 'test', office: events }));
  if (!open) await store.close();
}

test('what is right may start, and nothing is left behind by asking', async () => {
  const { refused, warnings, words } = await check();
  expect({ refused, warnings }).toEqual({ refused: [], warnings: [] });
  expect(words).toBe('可以启动（重启）。');
  expect(existsSync(data)).toBe(false);
});

test('all faults of all files at once, each with its file and line', async () => {
  write('.env', '# 第一行\nTELEGARM_BOT_TOKEN=1:a\n');
  roster((all) => {
    all.departments.push({
      ...(all.departments[0] as RosterFile['departments'][number]),
      id: 'tourism',
      name: '文旅发展中心',
      aliases: [],
      default: undefined,
    });
  });
  write('danger.yaml', 'always+: [nowhere]\n');
  write('calendar.yaml', 'hours: [{ from: 18:00, to: 08:00 }]\n');
  write('responsibilities.yaml', 'neutral+: [甲，乙]\n');
  write('flows/complaint.yaml', 'rework: { mots: 3 }\n');
  write('flows/wording.yaml', 'state: { closd: 销号 }\n');
  write('snippets.yaml', Buffer.from([0x23, 0x20, 0xbb, 0xf4, 0xd6, 0xdd, 0x0a]));
  const { refused, warnings, words } = await check({ LOG_LEVEL: 'loud', TELEGARM_API_ROOT: 'x' });
  const at = (name: string): string => join(county, name);
  expect(refused).toEqual([
    `${at('.env')}:2: 没有 TELEGARM_BOT_TOKEN 这一项，是不是 TELEGRAM_BOT_TOKEN？`,
    'LOG_LEVEL：应为 debug、info、warn、error 或 silent',
    expect.stringContaining(`${at('calendar.yaml')}:1: hours：`),
    `${at('flows/complaint.yaml')}:1: rework.mots：没有这个设置项，请核对拼写或删去`,
    expect.stringContaining(`${at('responsibilities.yaml')}:1: 列表里的逗号写成了全角`),
    `${at('danger.yaml')}:1: always.1：没有编号为“nowhere”的部门，请照花名册改`,
  ]);
  expect(warnings).toEqual(
    expect.arrayContaining([
      '环境变量 TELEGARM_API_ROOT：没有这一项，是不是 TELEGRAM_API_ROOT？现在没有起作用。',
      `${at('flows/wording.yaml')}:1: state.closd：没有这句话，是不是 closed？没有用上`,
      expect.stringContaining(`${at('snippets.yaml')}：是 GBK 编码，已照 GBK 读`),
    ]),
  );
  expect(words).toContain('要先改好的 6 处（不改，程序启动不了）：');
  expect(words.endsWith('先不要重启。')).toBe(true);
  write('responsibilities.yaml', '');
  expect((await check()).refused).toContainEqual(
    expect.stringContaining('缺少“文旅发展中心”（tourism）的职责'),
  );
});

test('a sheet for papers that will not do is told of, and hinders no start', async () => {
  write('版头.docx', await sheetOf());
  expect((await check()).warnings).toEqual([]);
  write('版头.docx', await sheetOf(['{标题}', '{正文}']));
  const { refused, warnings } = await check();
  expect(refused).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('版头.docx：');
  expect(warnings[0]).toContain('没有标签 {附件}');
  expect(warnings[0]).toContain('先用程序自带的版式');
});

test('next year’s days off from 1 December, until they are filled in', async () => {
  expect((await check(REAL, DECEMBER)).warnings).toEqual([
    expect.stringContaining('2027 年的放假安排还没有填'),
  ]);
  write(
    'calendar.yaml',
    'years: [{ year: 2027, off: [{ from: 2027-01-01, to: 2027-01-03, name: 元旦 }], work: [], workdays: 260 }]\n',
  );
  expect((await check(REAL, DECEMBER)).warnings).toEqual([]);
});

describe('against the record', () => {
  test('who can be reached only on a channel that goes, codes that are out, a folder of a rehearsal – while it is owned', async () => {
    roster((all) => {
      for (const one of [...all.dispatchers, ...all.discipline]) one.accounts = undefined;
      const [first] = all.departments;
      if (first) (first.primary as Loose).accounts = { wecom: 'fang' };
      all.group.accounts = { wecom: 'g1' };
    });
    const { event } = issue('operator-1', NOW);
    const gone = issue('nobody-1', NOW).event;
    const expired = issue('operator-1', NOW - 30 * 86_400_000).event;
    const store = await openStore({ dir: data });
    await store.commit(() => ({
      at: NOW,
      cause: 'test',
      office: [
        event,
        gone,
        expired,
        { type: 'settingChanged', v: 1, at: NOW, name: 'mode', version: 'rehearsal' },
        { type: 'accountBound', v: 1, at: NOW, account: 'telegram/77', person: 'dispatcher-1', hash: '' },
      ],
    }));
    const before = readdirSync(data).sort();
    const { refused, warnings } = await check();
    expect(readdirSync(data).sort(), 'nothing is written').toEqual(before);
    await store.close();
    expect(refused).toEqual(['这个数据目录是演练用的，不能用于真实运行。请把 DATA_DIR 改成另一个目录。']);
    expect(warnings).toEqual([
      expect.stringMatching(/^只能在 wecom 上找到的有 1 人，而现在没有设这个渠道：方海辰。/),
      '群 wecom/g1 在没有设的渠道上，发不到。不用了就运行 npm run roster -- unbind-group wecom/g1',
      expect.stringContaining('纪检联系人（吕秀松、苏海柏）都还没有绑定账号'),
      expect.stringMatching(/（operator-1）的邀请码还没有用，11月30日.* 前有效。$/),
      '发给 nobody-1 的邀请码还有 1 个有效，而名册里没有这个人：用了也绑不上。',
    ]);
  });

  test('a clock that is a month ahead, a damaged record and a missing folder’s place are said in the words of the start', async () => {
    await onRecord([{ type: 'announced', v: 1, at: NOW, person: 'operator-1' }]);
    const later = await check(REAL, Date.now() + 400 * 86_400_000);
    expect(later.refused).toEqual([expect.stringContaining('CLOCK_CONFIRMED=')]);
    const [journal = ''] = readdirSync(data).filter((name) => name.startsWith('journal-'));
    writeFileSync(
      join(data, journal),
      readFileSync(join(data, journal), 'utf8').replace('operator-1', 'operator-2'),
    );
    for (const one of readdirSync(data).filter((name) => name.startsWith('checkpoint'))) expect(one).toBe('');
    expect((await check()).refused).toEqual([expect.stringContaining(journal)]);
    expect((await check({ ...REAL, DATA_DIR: join(place.dir, 'x'.repeat(120)) })).refused).toEqual([
      expect.stringContaining('数据目录的路径太长'),
    ]);
  });
});

test('the command says it and ends with 1 when the program would not start', async () => {
  write('danger.yaml', 'always+: [nowhere]\n');
  const env = { PATH: process.env.PATH, COUNTY_DIR: county, DATA_DIR: data, ...REAL };
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
    execFile(
      process.execPath,
      programOf('src/cli/check-county.ts'),
      { cwd: process.cwd(), env },
      (error, out, errors) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, said: out + errors });
      },
    );
  });
  expect(code).toBe(1);
  expect(said).toContain('danger.yaml:1: always.1：没有编号为“nowhere”的部门');
});

const versionOf = (name: string, number: number): OfficeEvent => ({
  type: 'settingChanged',
  v: 1,
  at: NOW,
  name,
  version: String(number),
});

test.each([
  ['powersVersion', '权责清单文件 powers.yaml 是第 4 版', 4],
  ['policiesVersion', '政策库文件 policies.yaml 是第 1 版（没写 version 的算第 1 版）', 1],
])(
  'of %s an older file that was put back by hand is refused, with both numbers and the way out',
  async (name, is, now) => {
    await onRecord([versionOf(name, now + 1)]);
    const { refused } = await check();
    expect(refused).toEqual([expect.stringContaining(`${is}，比用过的第 ${now + 1} 版旧`)]);
    expect(refused[0]).toContain(`把 version 写成比 ${now + 1} 大的数`);
  },
);

test('the same lists again, or newer ones, start', async () => {
  await onRecord([versionOf('powersVersion', 4), versionOf('policiesVersion', 1)]);
  expect((await check()).refused).toEqual([]);
});
