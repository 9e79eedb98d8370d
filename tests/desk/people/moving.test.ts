/** 换渠道: both accounts are proved, one is kept, and nobody else gets in by it. */
import { describe, expect, test } from 'vitest';
import { MOVE_MINUTES } from '../../../src/desk/people/invites.ts';
import { accountsOf } from '../../../src/desk/people/people.ts';
import { at, HOUR, MINUTE } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const START = at('2026-11-24', '10:00');
const WEST = 'telegram';
const OWNER = 'xinghuo-1';

let bench: Bench;
useBench(
  START,
  (opened) => {
    bench = opened;
  },
  { beside: { [WEST]: {} } },
);

/** What an account of Telegram is told after it has said this in private. */
async function west(account: string, text: string): Promise<string> {
  const before = bench.sentTo(account, WEST).length;
  await bench.hears(account, {
    channel: WEST,
    chat: { kind: 'private', id: account, title: '' },
    text,
    what: 'text',
  });
  await bench.program.work();
  await bench.program.delivery.run();
  return bench
    .sentTo(account, WEST)
    .slice(before)
    .map((one) => one.text)
    .join('\n');
}
async function word(person = OWNER): Promise<string> {
  const [found = ''] = /LX(?:-\w{4}){3}/.exec(await bench.answers(person, '换渠道')) ?? [];
  expect(found).not.toBe('');
  return found;
}
const accounts = async (person = OWNER) =>
  accountsOf(person, bench.county.roster, await bench.store.office()).map(
    ({ channel, chat }) => `${channel}/${chat}`,
  );

describe('whoever says the word on the new account', () => {
  test('is the person there, and the old account stops and is told', async () => {
    expect(await west('w-1', await word())).toContain('已换到这里');
    expect(await accounts()).toEqual([`${WEST}/w-1`]);
    expect(bench.newest(OWNER)).toContain('这里的账号已停用');
    // A stranger is told once an hour how to come in.
    await bench.goesTo(START + 2 * HOUR);
    expect(await bench.answers(OWNER, '我的待办')).toContain('我还不知道您是');
    expect(await west('w-1', '我的信息')).toContain(bench.county.roster.nameOf(OWNER));
  });

  test('and back: the account of the roster file is in use again', async () => {
    await west('w-1', await word());
    const back = /LX(?:-\w{4}){3}/.exec(await west('w-1', '换渠道'))?.[0] ?? '';
    expect(await bench.answers(OWNER, back)).toContain('已换到这里');
    expect(await accounts()).toEqual([`ledger/${OWNER}`]);
  });

  test('who has both keeps the one on which the word was said', async () => {
    await west('w-1', await word());
    const back = /LX(?:-\w{4}){3}/.exec(await west('w-1', '换渠道'))?.[0] ?? '';
    await bench.says(OWNER, back);
    await west('w-1', await word());
    expect(await accounts()).toEqual([`${WEST}/w-1`]);
  });
});

describe('nobody gets in', () => {
  test('twice, or by an older word, or too late', async () => {
    const first = await word();
    const second = await word();
    expect(await west('w-1', first)).toContain('已经作废');
    expect(await west('w-1', second)).toContain('已换到这里');
    expect(await west('w-2', second)).toContain('用过');
    expect(await accounts()).toEqual([`${WEST}/w-1`]);
    const third = /LX(?:-\w{4}){3}/.exec(await west('w-1', '换渠道'))?.[0] ?? '';
    await bench.goesTo(START + (MOVE_MINUTES + 1) * MINUTE);
    expect(await west('w-3', third)).toContain('过期');
  });

  test('who is somebody else already: nothing changes, and the word is still its owner’s', async () => {
    const stolen = await word();
    expect(await bench.answers('power-a', stolen)).toContain('没有变动');
    expect(await accounts('power-a')).toEqual(['ledger/power-a']);
    expect(await accounts()).toEqual([`ledger/${OWNER}`]);
    expect(await west('w-1', stolen)).toContain('已换到这里');
  });

  test('said on the old account itself, or in the group, where it is spent', async () => {
    const one = await word();
    expect(await bench.answers(OWNER, one)).toContain('还是原来的账号');
    await bench.says(OWNER, one, 'group');
    expect(await west('w-1', one)).toContain('作废');
    expect(await accounts()).toEqual([`ledger/${OWNER}`]);
  });

  test('as a stranger: 换渠道 gives no word, and a guess is counted as one', async () => {
    expect(await west('w-9', '换渠道')).not.toMatch(/LX-/);
    expect(await west('w-9', 'LX-2345-6789-ABCD')).toContain('不对');
  });

  test('after the person was stopped', async () => {
    const one = await word();
    await bench.store.commit(() => ({
      at: bench.clock.now(),
      cause: 'test',
      office: [{ type: 'personLeft', v: 1, at: bench.clock.now(), person: OWNER, by: 'cli' }],
    }));
    expect(await west('w-1', one)).toContain('作废');
    expect(await accounts()).toEqual([]);
  });
});
