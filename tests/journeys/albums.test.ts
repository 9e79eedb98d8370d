/** Albums: several pictures sent as one are one matter, wherever their words are, and whatever happens in between. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser, MessageRef } from '../support/telegram/cast.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, cardWith, countOf, heard } from './helpers.ts';
import { picture, sha256 } from './pictures.ts';

const QUESTION = '收到您发的照片';
/** A journey of many pictures on a machine that has other things to do. */
const LONG = 180_000;

let world: World;
let owner: FakeUser;
let colleague: FakeUser;
let other: FakeUser;
let neighbour: FakeUser;
let liaison: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  colleague = await world.person('qingyun-2');
  other = await world.person(OTHER_OWNER);
  neighbour = await world.person('taotang-1');
  liaison = await world.person('power-a');
});
afterAll(() => world?.end());

let albums = 0;

interface Album {
  readonly shots: readonly Buffer[];
  /** Sends the picture of that place, from 0; gives its update. */
  send(place: number): Promise<number | null>;
}

/** An album of `count` pictures with words by their place. */
function album(
  person: FakeUser,
  count: number,
  captions: Readonly<Record<number, string>> = {},
  options: { place?: FakeUser; replyTo?: MessageRef } = {},
): Album {
  const mediaGroup = String(++albums);
  const shots = Array.from({ length: count }, (_, index) => picture(`${mediaGroup}-${index}`));
  const { place = world.group, ...more } = options;
  return {
    shots,
    async send(index) {
      const caption = captions[index];
      const words = caption === undefined ? {} : { caption };
      const said = await person.sendsPhoto(place, shots[index] as Buffer, { mediaGroup, ...words, ...more });
      return said.update;
    },
  };
}

/** All of an album at one moment, as Telegram mostly delivers it. */
async function together(one: Album): Promise<readonly (number | null)[]> {
  await world.tg.hold();
  const updates = [];
  for (const index of one.shots.keys()) updates.push(await one.send(index));
  await world.tg.release();
  return updates;
}

/** Every picture has come to the liaison as one of this ticket, once. */
async function allWith(number: number, shots: readonly Buffer[]): Promise<void> {
  for (const bytes of shots) {
    const passed = await world.tg.waitForMessage(liaison, ({ file }) => file?.sha256 === sha256(bytes));
    expect(passed.text).toContain(`诉求件 ${number} 附件：`);
  }
  const hashes = (await heard(world, liaison)).map(({ file }) => file?.sha256);
  for (const bytes of shots) expect(hashes.filter((hash) => hash === sha256(bytes))).toHaveLength(1);
}

const noTicket = async (number: number): Promise<void> =>
  expect(await countOf(world, world.group, `【诉求件 ${number}】`), 'no second ticket').toBe(0);

describe('one album, one ticket', () => {
  test('with the words on the first picture: nobody is told more than the card', {
    timeout: LONG,
  }, async () => {
    const one = album(owner, 3, { 0: '电线杆歪了，请供电公司来看' });
    const told = await answersTo(world, world.group, owner, () => together(one));
    expect(told.filter((text) => !text.startsWith('【诉求件 1'))).toEqual([]);
    await allWith(1, one.shots);
    await noTicket(2);
  });

  test('with the words on the last: no question is asked meanwhile', { timeout: LONG }, async () => {
    const one = album(other, 3, { 2: '变压器漏油，请供电公司处理' });
    const told = await answersTo(world, world.group, other, () => together(one));
    expect(told.join()).not.toContain(QUESTION);
    expect(await countOf(world, other, QUESTION)).toBe(0);
    const card = await cardWith(world, world.group, 2, '待签收');
    expect(card.text).toContain('变压器漏油');
    await allWith(2, one.shots);
    await noTicket(3);
  });

  test('without words: one question, and the words make one ticket of all', { timeout: LONG }, async () => {
    const one = album(neighbour, 3);
    const told = await answersTo(world, world.group, neighbour, () => together(one));
    expect(told, 'the group hears nothing').toEqual([]);
    expect(await countOf(world, neighbour, QUESTION), 'one question, in private').toBe(1);
    await neighbour.says(world.group, '电表箱烧了，请供电公司来换');
    await cardWith(world, world.group, 3, '待签收');
    await allWith(3, one.shots);
    await noTicket(4);
  });

  test('when the words come so late that the question has been asked', { timeout: LONG }, async () => {
    const one = album(colleague, 3, { 1: '电缆沟塌了，请供电公司来修' });
    const before = await countOf(world, colleague, QUESTION);
    await one.send(0);
    const asked = async () => (await countOf(world, colleague, QUESTION)) - before === 1;
    await world.tg.waitFor(asked, undefined, 'the question');
    await one.send(1);
    await cardWith(world, world.group, 4, '待签收');
    await one.send(2);
    await allWith(4, one.shots);
    await noTicket(5);
  });

  test('of ten pictures', { timeout: LONG }, async () => {
    const one = album(owner, 10, { 0: '配电房漏水，请供电公司来看' });
    await together(one);
    await cardWith(world, world.group, 5, '待签收');
    await allWith(5, one.shots);
    await noTicket(6);
  });
});

describe('an album on a ticket that is there', () => {
  test('in answer to its card: said once that it has been added', { timeout: LONG }, async () => {
    const replyTo = await cardWith(world, world.group, 1, '待签收');
    const one = album(owner, 3, { 0: '今天又歪了一些' }, { replyTo });
    const told = await answersTo(world, world.group, owner, () => together(one));
    expect(told.filter((text) => text.includes('已补充到诉求件 1'))).toHaveLength(1);
    await allWith(1, one.shots);
    await noTicket(6);
  });

  test('by its number: none of the pictures goes to the newest ticket instead', {
    timeout: LONG,
  }, async () => {
    const one = album(owner, 3, { 0: '补充 1 杆号牌照片' });
    const told = await answersTo(world, world.group, owner, () => together(one));
    expect(told.filter((text) => text.includes('已补充到诉求件 1'))).toHaveLength(1);
    await allWith(1, one.shots);
  });

  test('of the liaison, in private: kept with the feedback it came with', { timeout: LONG }, async () => {
    const one = album(liaison, 3, { 0: '反馈 1 已派人加固，见照片' }, { place: liaison });
    const told = await answersTo(world, liaison, liaison, () => together(one));
    expect(
      told.filter((text) => text.includes('帮助')),
      'not taken for talk',
    ).toEqual([]);
    await world.tg.waitForMessage(owner, '已派人加固，见照片');
    for (const bytes of one.shots) {
      const passed = await world.tg.waitForMessage(owner, ({ file }) => file?.sha256 === sha256(bytes));
      expect(passed.text).toContain('诉求件 1 附件：');
    }
  });

  test('the caption changed afterwards is a word more, not a ticket or a picture more', {
    timeout: LONG,
  }, async () => {
    const mediaGroup = 'edited';
    const first = picture('edited-0');
    const said = await other.sendsPhoto(world.group, first, {
      mediaGroup,
      caption: '拉线断了，请供电公司来看',
    });
    await cardWith(world, world.group, 6, '待签收');
    const plain = await other.sendsPhoto(world.group, picture('edited-1'), { mediaGroup });
    await allWith(6, [first, picture('edited-1')]);
    await other.edits(said, '拉线断了三天，请供电公司来看');
    await world.tg.waitForMessage(liaison, '拉线断了三天');
    await other.edits(plain, '这一根也断了');
    await world.tg.waitForMessage(liaison, '这一根也断了');
    await allWith(6, [first, picture('edited-1')]);
    await noTicket(7);
  });
});

describe('whatever happens in between', () => {
  test('the second half delivered again changes nothing', { timeout: LONG }, async () => {
    const one = album(neighbour, 4, { 0: '开关柜打火，请供电公司来看' });
    const updates = await together(one);
    await allWith(7, one.shots);
    for (const update of updates.slice(2)) await world.tg.redeliver(update);
    const told = await answersTo(world, world.group, neighbour, async () => {});
    expect(told).toEqual([]);
    await allWith(7, one.shots);
    await noTicket(8);
  });

  test('killed between two pictures: the others still find the ticket', { timeout: LONG }, async () => {
    const one = album(colleague, 4, { 0: '母线发热，请供电公司来看' });
    await one.send(0);
    await one.send(1);
    await cardWith(world, world.group, 8, '待签收');
    // A download that breaks is tried again minutes later; that is another journey.
    await allWith(8, one.shots.slice(0, 2));
    await world.program.kill();
    await one.send(2);
    await one.send(3);
    await world.restart();
    await allWith(8, one.shots);
    await noTicket(9);
  });

  test('killed while the words are awaited: nothing is lost or asked twice', { timeout: LONG }, async () => {
    const before = await countOf(world, owner, QUESTION);
    const one = album(owner, 3, { 2: '电容器鼓包，请供电公司来看' });
    await one.send(0);
    await world.program.kill();
    await one.send(1);
    await one.send(2);
    await world.restart();
    await cardWith(world, world.group, 9, '待签收');
    await allWith(9, one.shots);
    expect((await countOf(world, owner, QUESTION)) - before).toBeLessThanOrEqual(1);
    await noTicket(10);
  });
});
