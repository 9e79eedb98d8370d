/** What lies on disk of a report: nothing that can be read without the key, whatever the program was doing. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { filesBelow, filesWith, KEY, keyRing, OTHER_KEY } from '../support/keys.ts';
import { PATIENCE } from '../support/patience.ts';
import { launch, startProgram } from '../support/program.ts';
import { programOf } from '../support/programs.ts';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardWith, countOf, heard, invite } from './helpers.ts';
import { picture, sha256 } from './pictures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORDS = '停车场暗示要红包';
const REPORT = `举报住建局验收人员在${WORDS}，不给不验收`;
const MARK = 'picture of the envelope';
/** Several starts of the program, on a machine that has other things to do. */
const TIMEOUT_MS = 240_000;
const PATIENCE_MS = 30_000;
const MONDAY = '2026-11-23T09:00:00+08:00';

describe('with a key', () => {
  let world: World;
  let owner: FakeUser;
  let contact: FakeUser;
  let logs = '';
  /** Of the report. */
  let number = '';

  beforeAll(async () => {
    world = await startWorld({
      clock: { start: MONDAY, speed: 1 },
      unbound: ['qingyun-1'],
      env: { REPORT_KEY: KEY, CHECKPOINT_EVERY: '10', LOG_LEVEL: 'debug', HEALTH_PORT: '0' },
    });
    owner = await world.person(OWNER);
    contact = await world.person('discipline-1');
  });
  afterAll(() => world?.end());

  function nothingCanBeRead(when: string): void {
    const secrets = [
      WORDS,
      MARK,
      sha256(picture(MARK)),
      ...(number === '' ? [] : [`/${number}@`, `t${number}/`]),
    ];
    expect(filesWith(world.dataDir, ...secrets), when).toEqual([]);
    // Nor who was written to and could not be reached, nor which report was woken.
    const beside = ['"type":"reached"', '"type":"announced"', '"release":', '"cause":"reach:', 'reachable/'];
    expect(filesWith(world.dataDir, ...beside), when).toEqual([]);
    logs += world.program.errors();
    expect(logs, `the log, ${when}`).not.toMatch(new RegExp(`${WORDS}|${MARK}`));
  }

  test('a report, its photo, what is added and what is answered', async () => {
    await owner.says(world.group, '厂区门口路灯不亮，请供电公司来看');
    await cardWith(world, world.group, 1, '待签收');
    await owner.sendsPhoto(owner, picture(MARK), { caption: REPORT });
    const task = await world.tg.waitForMessage(contact, WORDS);
    number = /诉求件 (\d{6})/u.exec(task.text)?.[1] ?? '';
    const passed = await world.tg.waitForMessage(contact, ({ file }) => file !== null);
    expect(passed.file?.sha256, 'byte for byte').toBe(sha256(picture(MARK)));
    nothingCanBeRead('registered and passed on');
    await answerTo(world, contact, () => contact.tells(`签收 ${number}`));
    await answerTo(world, contact, () => contact.tells(`反馈 ${number} ${WORDS}一事已受理`));
    await world.tg.waitForMessage(owner, `${WORDS}一事已受理`);
    await owner.tells(`补充 ${number} ${WORDS}还有一次`);
    await world.tg.waitForMessage(contact, `${WORDS}还有一次`);
    await owner.tells(`进度 ${number}`);
    await world.tg.waitForMessage(owner, ({ text }) => text.includes('登记') && text.includes(WORDS));
    nothingCanBeRead('answered');
    expect(filesWith(world.dataDir, '路灯不亮'), 'what is ordinary would be found').not.toEqual([]);
    await owner.blocks();
    await answerTo(world, contact, () => contact.tells(`反馈 ${number} ${WORDS}一事正在核实`));
    nothingCanBeRead('answered somebody who cannot be reached');
    expect(logs, 'nor who that is').not.toContain(OWNER);
    await owner.unblocks();
    await world.tg.waitForMessage(owner, `${WORDS}一事正在核实`);
    nothingCanBeRead('reached again');
  });

  test('a photo of a report is not found by its hash, and nothing else is in its place', async () => {
    const [name = ''] = keyRing().namesFor(sha256(picture(MARK)));
    const stored = filesBelow(join(world.dataDir, 'files'));
    expect([...stored.keys()]).toEqual([join(name.slice(0, 2), name)]);
  });

  test('a document whose name alone is the report, sent beside an ordinary matter', async () => {
    const bytes = Buffer.from(picture('a paper of its own'));
    await owner.sendsDocument(world.group, { name: `${REPORT}的录音.pdf`, bytes });
    await world.tg.waitForMessage(contact, `${WORDS}，不给不验收的录音`);
    nothingCanBeRead('said in a name');
    expect(filesWith(world.dataDir, '的录音', sha256(bytes)), 'the name, the paper').toEqual([]);
  });

  test(
    'nor in what leaves: health, metrics, a backup, the ledger, who looked at what',
    async () => {
      const health = await world.tg.waitFor(
        () => /"url":"(http:\/\/127\.0\.0\.1:\d+)\/healthz"/.exec(world.program.errors())?.[1],
        undefined,
        'the address of /healthz in the log',
      );
      for (const path of ['/healthz', '/livez', '/metrics']) {
        const said = await (await fetch(`${health}${path}`)).text();
        expect(said, path).not.toBe('');
        expect(said.includes(WORDS) || said.includes(OWNER), path).toBe(false);
      }
      const out = join(world.dir, 'out');
      const sheet = join(out, '台账.xlsx');
      mkdirSync(out);
      for (const [program, ...words] of [
        ['src/cli/backup.ts', join(out, 'backups')],
        ['src/cli/papers.ts', 'ledger', sheet],
        ['src/cli/access.ts', '--json'],
      ] as const) {
        const { code, text } = await run(program, words, world.env);
        expect(code, text).toBe(0);
        expect(text.includes(WORDS), program).toBe(false);
      }
      expect(filesWith(out, WORDS, MARK), 'the backup').toEqual([]);
      expect(filesWith(out, '路灯不亮'), 'what is ordinary would be found').not.toEqual([]);
      const cells = Object.values(unzipSync(readFileSync(sheet))).map((part) => strFromU8(part));
      expect(cells.some((part) => part.includes('路灯不亮'))).toBe(true);
      expect(cells.some((part) => part.includes(WORDS) || part.includes('停车场'))).toBe(false);
      nothingCanBeRead('backed up and exported');
    },
    TIMEOUT_MS,
  );

  test('the words of somebody who is not known yet, kept until they are', async () => {
    const stranger = await world.person('qingyun-1');
    await answerTo(world, stranger, () => stranger.tells(REPORT));
    nothingCanBeRead('a draft');
    await stranger.tells(await invite(world, 'qingyun-1'));
    await world.tg.waitForMessage(stranger, '已绑定');
    nothingCanBeRead('bound');
  });

  test(
    'killed with it in hand: at the inbox, half a line written, at the commit, in a checkpoint, while sending',
    async () => {
      await world.program.kill();
      for (const place of [
        'receive.after-sync:1',
        'journal.half-written:1',
        'journal.half-written:3',
        'commit.after-sync:1',
        'checkpoint.between-shards:1',
        'checkpoint.before-manifest:1',
        'send.before:1',
      ]) {
        const program = launch({ ...world.env, KILL_AT: place });
        let ended = false;
        void program.ended.then(() => {
          ended = true;
        });
        // However long a start takes; some places lie within it.
        await vi.waitFor(() => expect(ended || program.output().includes('已启动')).toBe(true), PATIENCE);
        for (let turn = 1; turn <= 30 && !ended; turn++) {
          await owner.tells(`${REPORT}，第 ${turn} 次`);
          await Promise.race([program.ended, new Promise((resolve) => setTimeout(resolve, 1500))]);
        }
        expect(ended, `the program was to reach ${place}`).toBe(true);
        expect(program.errors(), `the log, killed at ${place}`).not.toContain(WORDS);
        expect(filesWith(world.dataDir, WORDS), `killed at ${place}`).toEqual([]);
      }
      world.program = await startProgram(world.env);
      await answersTo(world, world.group, owner, async () => {});
      nothingCanBeRead('up again');
    },
    TIMEOUT_MS,
  );

  test(
    'stopped in peace; started without the key, or with another: refused in words, nothing changed',
    async () => {
      expect(await world.program.stop()).toBe(0);
      nothingCanBeRead('stopped');
      const before = filesBelow(world.dataDir);
      for (const [key, words] of [
        ['', '但没有设置 REPORT_KEY，打不开。请把原来的密钥填回 .env 的 REPORT_KEY'],
        [OTHER_KEY, '请把原来那把填在 REPORT_KEY_OLD 里'],
      ] as const) {
        const program = launch({ ...world.env, REPORT_KEY: key });
        expect(await program.ended).toBe(1);
        expect(program.errors()).toContain(words);
        expect(program.errors(), 'a sentence, no stack trace').not.toMatch(/^\s+at /m);
        expect(filesBelow(world.dataDir), 'nothing changed on disk').toEqual(before);
      }
    },
    TIMEOUT_MS,
  );

  test('npm run verify: everything with the key, the chain without', async () => {
    const whole = await verify({ ...world.env });
    expect(whole).toMatchObject({ code: 0, text: expect.stringMatching(/^记录完好：.*诉求件 \d+ 件/) });
    const chain = await verify({ ...world.env, REPORT_KEY: '' });
    expect(chain).toMatchObject({ code: 0, text: expect.stringMatching(/^记录的校验链完好：/) });
    expect(chain.text).toMatch(/\d+ 行（密钥 [0-9a-f]{8}）含加密的举报内容，没有密钥，打不开/);
    expect(whole.text + chain.text).not.toContain(WORDS);
  });

  test(
    'the key changed: all is there, and what comes goes on its way',
    async () => {
      const bytes = picture('late proof');
      world.program = await startProgram({ ...world.env, REPORT_KEY: OTHER_KEY, REPORT_KEY_OLD: KEY });
      await owner.sendsPhoto(owner, bytes, { caption: `${REPORT}，有照片` });
      const isIt = ({ file }: SeenMessage) => file?.sha256 === sha256(bytes);
      expect(await world.tg.waitForMessage(contact, isIt, PATIENCE_MS)).toBeDefined();
      const progress = await answerTo(world, contact, () => contact.tells(`进度 ${number}`));
      expect(progress.text).toContain(WORDS);
      nothingCanBeRead('with a new key');
    },
    TIMEOUT_MS,
  );
});

describe('without a key', () => {
  let world: World;
  let dataDir: string;
  /** What the program on its first, empty folder had said before. */
  let before = 0;
  const told = async () =>
    (await countOf(world, await world.person('operator-1'), '没有设置 REPORT_KEY')) - before;

  beforeAll(async () => {
    world = await startWorld({});
    for (const id of ['operator-1', 'discipline-1', OWNER]) await world.person(id);
    // A county whose people have opened the private chat already, as after an upgrade.
    dataDir = join(world.dir, 'upgraded');
    await world.program.kill();
    before = await told();
    await world.restart({ DATA_DIR: dataDir });
  });
  afterAll(() => world?.end());

  test('real work begins all the same; the log says so at each start, the operators hear it once', async () => {
    await vi.waitFor(() => expect(world.program.errors()).toContain('没有设置 REPORT_KEY'), PATIENCE);
    await world.tg.waitForMessage(await world.person('operator-1'), 'openssl rand -base64 32');
    // In peace: a message whose arrival is not on record when the program is killed comes twice.
    await world.program.stop();
    await world.restart({ DATA_DIR: dataDir });
    expect(world.program.errors()).toContain('没有设置 REPORT_KEY');
    const operator = await world.person('operator-1');
    await answersTo(world, operator, operator, async () => {});
    expect(await told()).toBe(1);
    expect((await heard(world, world.group)).map(({ text }) => text).join(), 'nobody else').not.toContain(
      'REPORT_KEY',
    );
  });

  test('a report is taken', async () => {
    const owner = await world.person(OWNER);
    await owner.tells(REPORT);
    await world.tg.waitForMessage(owner, '按保密件处理，编号 ');
    await world.tg.waitForMessage(await world.person('discipline-1'), WORDS);
  });

  test('what a firm needs to borrow is not, before an amount is said', async () => {
    const owner = await world.person(OWNER);
    await owner.tells('融资');
    await world.tg.waitForMessage(owner, '还没有设好加密');
  });

  test('once there is a key, what comes is encrypted and nothing more is said', async () => {
    await world.program.stop();
    world.program = await startProgram({ ...world.env, DATA_DIR: dataDir, REPORT_KEY: KEY });
    const owner = await world.person(OWNER);
    await owner.tells('举报水利局的人在河堤边索要红包，不给不办');
    await world.tg.waitForMessage(await world.person('discipline-1'), '河堤边索要红包');
    expect(filesWith(dataDir, '河堤边索要红包')).toEqual([]);
    expect(filesWith(dataDir, WORDS), 'the journal of before').toHaveLength(1);
    expect(world.program.errors()).not.toContain('没有设置 REPORT_KEY');
    expect(await told()).toBe(1);
  });

  test('a wrong key is named, with how to make a right one, and never shown', async () => {
    await world.program.stop();
    const program = launch({ ...world.env, REPORT_KEY: 'a-secret-that-is-too-short' });
    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain('REPORT_KEY：应为一把 32 字节的密钥');
    expect(program.errors()).toContain('openssl rand -base64 32');
    expect(program.errors()).not.toContain('a-secret');
  });

  test('a rehearsal says in one line that it encrypts nothing', async () => {
    const { TELEGRAM_BOT_TOKEN: _, ...env } = world.env;
    const program = await startProgram({ ...env, DATA_DIR: join(world.dir, 'rehearsal'), WEB_PORT: '0' });
    await vi.waitFor(() => expect(program.output()).toContain('这是演练，举报件的内容不加密'), PATIENCE);
    await program.stop();
  });
});

function verify(env: Readonly<Record<string, string>>): Promise<{ code: number; text: string }> {
  return run('src/cli/verify.ts', [], env);
}

/** A command of the shell, in this environment and no other. */
function run(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; text: string }> {
  const all = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...programOf(program), ...words],
      { cwd: ROOT, env: all },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: out + err }),
    );
  });
}
