/** Groups come into service by a word of somebody who may give it, go out of it the same way, and by nothing else. */
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { reachOf } from '../../src/desk/delivery/reach.ts';
import { control } from '../../src/desk/operation/control.ts';
import { servedGroups } from '../../src/desk/people/people.ts';
import type { OfficeEvent } from '../../src/domain/office.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const DIFFICULTY = '厂区电压不稳，电机烧了两台，请供电公司来看';
const NEW = 'new-group';

let bench: Bench;
useBench(START, (opened) => {
  bench = opened;
});

const group = (id: string): Incoming['chat'] => ({ id, kind: 'group', title: '新群' });
const saysIn = (chat: string, person: string, text: string, more: Partial<Incoming> = {}) =>
  bench.hears(person, { chat: group(chat), addressed: false, message: `m-${text}`, text, ...more });
const happens = (chat: string, what: Incoming['what'], text = '') =>
  bench.hears('somebody', { chat: group(chat), what, text, addressed: false });
const served = async (): Promise<readonly string[]> =>
  servedGroups(bench.county.roster, await bench.store.office()).map(({ chat }) => chat);
const facts = (...office: OfficeEvent[]) =>
  bench.store.commit(() => ({ at: START, cause: `test:${Math.random()}`, office }));

describe('a group is put into service', () => {
  test.each(['operator-1', 'dispatcher-1', 'leader-1'])('by a word of %s, on record', async (person) => {
    await saysIn(NEW, person, '绑定本群');
    expect(bench.newest(NEW)).toContain('本群已启用');
    expect(await served()).toEqual([GROUP, NEW]);
    expect((await bench.store.office()).groups[`${CHANNEL}/${NEW}`]?.by).toBe(person);
  });

  test.each([OWNER, 'power-a', 'power-head', 'discipline-1', 'nobody-at-all'])(
    'and not by %s, who only sits in it',
    async (person) => {
      await saysIn(NEW, person, '绑定本群');
      expect(bench.told(NEW)).toEqual(['只有管理员、调度员或双组长可以启用或停用本群。']);
      expect(await served()).toEqual([GROUP]);
    },
  );

  test.each([
    ['passed on', { forwarded: { name: '别人', account: 'x', at: START } }],
    ['said by an anonymous admin', { sender: { id: 'dispatcher-1', name: '', anonymous: true } }],
  ])('not by such words %s', async (_how, more) => {
    await saysIn(NEW, 'dispatcher-1', '绑定本群', more);
    expect(await served()).toEqual([GROUP]);
  });

  test.each<[string, readonly (readonly [string, Incoming['what'], string])[]]>([
    ['by changing its id', [[NEW, 'moved', 'newer']]],
    [
      'by changing it twice',
      [
        [NEW, 'moved', 'newer'],
        [NEW, 'moved', 'newer'],
        ['newer', 'moved', 'newest'],
      ],
    ],
    [
      'by changing it and back',
      [
        [NEW, 'moved', 'newer'],
        ['newer', 'moved', NEW],
      ],
    ],
    ['by taking the id of the one that is served', [[NEW, 'moved', GROUP]]],
    ['by letting the bot in', [[NEW, 'joined', '']]],
    [
      'by putting it out and letting it in again',
      [
        [NEW, 'left', ''],
        [NEW, 'joined', ''],
      ],
    ],
  ])('never %s', async (_how, events) => {
    await saysIn(GROUP, OWNER, DIFFICULTY);
    const version = (await bench.store.office()).version;
    for (const event of events) await happens(...event);
    expect(await served()).toEqual([GROUP]);
    expect((await bench.store.office()).version, 'nothing is on record').toBe(version);
    await bench.presses('power-a', '签收');
    for (const chat of [NEW, 'newer', 'newest'])
      expect(bench.told(chat).filter((text) => text.includes('诉求件'))).toEqual([]);
  });

  test('never by what a send finds out: a group that is not served takes no service along', async () => {
    const { onMoved } = reachOf(bench.program.parts);
    await onMoved({ channel: CHANNEL, chat: NEW }, 'newer');
    expect(await served()).toEqual([GROUP]);
    await onMoved({ channel: CHANNEL, chat: GROUP }, 'newer');
    await onMoved({ channel: CHANNEL, chat: GROUP }, 'newer');
    expect(await served()).toEqual(['newer']);
  });

  test('and one that is served takes its service along, there and back, and to its own id', async () => {
    await happens(GROUP, 'moved', GROUP);
    expect(await served()).toEqual([GROUP]);
    await happens(GROUP, 'moved', 'newer');
    await happens(GROUP, 'moved', 'elsewhere');
    expect(await served(), 'the old id has nothing to give any more').toEqual(['newer']);
    await happens('newer', 'moved', GROUP);
    expect(await served()).toEqual([GROUP]);
  });

  test('whose name another takes later: the name gives nothing', async () => {
    await happens(GROUP, 'moved', 'renamed');
    await happens(NEW, 'moved', GROUP);
    await saysIn(GROUP, OWNER, DIFFICULTY);
    expect(await served()).toEqual(['renamed']);
    expect(await bench.store.ticket(1)).toBeUndefined();
  });

  test('and stays so when whoever bound it leaves the roster; the operator reads who it was', async () => {
    await facts({
      type: 'groupBound',
      v: 1,
      at: START,
      group: `${CHANNEL}/${NEW}`,
      title: '新\n群\t1',
      by: 'gone-1',
    });
    expect(await served()).toContain(NEW);
    const listed = await control(
      { do: 'groups' },
      bench.store,
      bench.county.roster,
      bench.clock,
      bench.county.say,
    );
    expect(listed.text.split('\n')).toEqual([
      `${CHANNEL}/${GROUP}\t\t名册文件`,
      `${CHANNEL}/${NEW}\t新 群 1\t启用人 gone-1 已不在名册，请核对`,
    ]);
  });
});

describe('a group is taken out of service', () => {
  const outOfService = async (): Promise<void> => {
    const before = bench.told(GROUP).length;
    expect(await served()).toEqual([]);
    await bench.presses('power-a', '签收');
    await bench.says('power-a', '办结 1 换了变压器');
    await bench.goesTo(at('2026-11-26', '09:00'));
    expect(bench.told(GROUP).slice(before), 'nothing more comes').toEqual([]);
    await saysIn(GROUP, OWNER, '变压器漏油，请供电公司处理');
    expect(bench.told(GROUP).slice(before)).toEqual([expect.stringContaining('本群还没有启用')]);
    expect(await bench.store.ticket(2)).toBeUndefined();
  };

  test.each(['解绑本群', '停用本群'])(
    'by the word %s of a dispatcher, though the roster file names it',
    async (word) => {
      await saysIn(GROUP, OWNER, DIFFICULTY);
      await saysIn(GROUP, 'dispatcher-1', word);
      expect(bench.newest(GROUP)).toContain('本群已停用');
      await outOfService();
    },
  );

  test('on the server, and by no other name than one that is served', async () => {
    await saysIn(GROUP, OWNER, DIFFICULTY);
    const ask = (chat: string) =>
      control(
        { do: 'unbindGroup', group: `${CHANNEL}/${chat}` },
        bench.store,
        bench.county.roster,
        bench.clock,
        bench.county.say,
      );
    expect(await ask(NEW)).toMatchObject({ ok: false });
    expect(await ask('constructor')).toMatchObject({ ok: false });
    expect(await served()).toEqual([GROUP]);
    expect(await ask(GROUP)).toMatchObject({ ok: true });
    await bench.goesTo(bench.clock.now() + 1);
    expect(bench.newest(GROUP), 'the group is told').toContain('本群已由管理员停用');
    await outOfService();
  });

  test('when the bot is put out of it, and not again by letting it in', async () => {
    await saysIn(GROUP, OWNER, DIFFICULTY);
    await happens(GROUP, 'left');
    await happens(GROUP, 'joined');
    expect(bench.newest(GROUP)).toContain('本群还没有启用');
    await outOfService();
  });

  test('not by who may not say so', async () => {
    await saysIn(GROUP, OWNER, '解绑本群');
    await saysIn(GROUP, 'nobody-at-all', '解绑本群');
    expect(await served()).toEqual([GROUP]);
  });

  test('and put back by the same people', async () => {
    await saysIn(GROUP, 'dispatcher-1', '解绑本群');
    await saysIn(GROUP, 'dispatcher-1', '绑定本群');
    expect(await served()).toEqual([GROUP]);
    await saysIn(GROUP, OWNER, DIFFICULTY);
    expect(bench.newest(GROUP)).toContain('【诉求件 1');
  });

  test('its buttons, too: a press there is answered, and shows nothing', async () => {
    await saysIn(GROUP, OWNER, DIFFICULTY);
    await saysIn(GROUP, 'dispatcher-1', '解绑本群');
    const before = bench.told(GROUP).length;
    const ticket = await bench.ticket();
    for (const button of ['v1|progress|1|1', 'v1|urge|1|1'])
      await bench.hears(OWNER, { chat: group(GROUP), what: 'button', button, buttonToken: 'token' });
    expect(bench.told(GROUP)).toHaveLength(before);
    expect(await bench.ticket()).toEqual(ticket);
  });

  test('what waited to be said there is not said', async () => {
    await bench.store.receive(
      [{ ...said('a', OWNER, DIFFICULTY) }, { ...said('b', 'dispatcher-1', '解绑本群') }],
      START,
    );
    await bench.program.work();
    await bench.program.delivery.run();
    expect(bench.told(GROUP)).toEqual([expect.stringContaining('本群已停用')]);
  });

  const said = (key: string, person: string, text: string): Incoming => ({
    key: `test:${key}`,
    channel: CHANNEL,
    chat: group(GROUP),
    sender: { id: person, name: person, anonymous: false },
    at: START,
    what: 'text',
    message: key,
    replyTo: null,
    addressed: false,
    text,
    files: [],
    button: null,
    buttonToken: null,
  });
});
