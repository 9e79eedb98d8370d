/** What leaves the house says of whom it is by no name and no number. */
import { describe, expect, test } from 'vitest';
import { loadRoster } from '../../../src/county/roster-file.ts';
import { namelessFor } from '../../../src/understanding/adviser/nameless.ts';

const roster = loadRoster('data/roster.yaml');
const nameless = namelessFor(roster);

describe('numbers', () => {
  test.each([
    '13800001234',
    '138 0000 1234',
    '138-0000-1234',
    '+86 13800001234',
    '１３８００００１２３４',
    '幺三八零零零零幺二三四',
    '138零零零零1234',
    '0357-5620000',
    '14108219900101123X',
    '141082199001011234',
    '6222 0000 1111 2222 333',
    '91141082MA0K1ABC2X',
    'wxid_12345abcde',
    'wang.li@firm.example',
    '晋LA1234',
    '晋L12345',
    '12345',
  ])('%s leaves nothing behind', (number) => {
    expect(nameless(`请打${number}，门口路坏了`)).toMatch(/^请打\+?(?:86)?\s?某号码,门口路坏了$/u);
  });

  test('dates, amounts and places stay, by which a matter is known', () => {
    const said = '12月3日2号楼3单元下水堵了,欠30万,限高4米5,8:30到17:30';
    expect(nameless(said)).toBe(said);
  });
});

describe('names of the roster', () => {
  test.each([
    ['我是星火煤焦的', '我是某企业的'],
    ['我们星火样例煤焦有限公司门口', '我们某企业门口'],
    ['星火样例煤焦', '某企业'],
    ['找袁春霖', '找某人'],
    ['找 袁 春 霖', '找某人'],
    ['請袁春霖轉', '请某人转'],
    ['方海辰说不归他管', '某人说不归他管'],
    ['问了王科长和袁总经理', '问了某人和某人'],
  ])('%s: %s', (said, sent) => {
    expect(nameless(said)).toBe(sent);
  });

  test('none of them is ever left, whoever it is', () => {
    const people = roster.people.map(({ name }) => name);
    const firms = roster.enterprises.flatMap(({ name, aliases }) => [name, ...aliases]);
    for (const name of [...people, ...firms]) expect(nameless(`请${name}来看`)).not.toContain(name);
  });

  test('departments keep theirs: whose matter it is, they say', () => {
    expect(nameless('住建局和供电公司都说不管')).toBe('住建局和供电公司都说不管');
  });
});

describe('names that no roster has', () => {
  test.each([
    ['太原晋星贸易有限公司欠我们货款', '某企业欠我们货款'],
    ['我们给太原晋星贸易有限公司送了两车煤', '我们给某企业送了两车煤'],
    ['太和贸易有限公司不给钱', '某企业不给钱'],
    ['我们被晋城宏远建材有限公司拖欠货款两年', '我们被某企业拖欠货款两年'],
    ['联系人李建国,电话报了几次', '联系人某人,电话报了几次'],
    ['我叫刘大伟,厂门口路坏了', '我叫某人,厂门口路坏了'],
    ['龚科长说等一等', '某人说等一等'],
  ])('%s: %s', (said, sent) => {
    expect(nameless(said)).toBe(sent);
  });

  test.each([
    '供电公司、自来水公司、燃气公司都说不管',
    '负责人说路灯坏了',
    '我们负责人马上到',
    '对方老板不在',
    '法人变更要什么材料',
    '任何部门都行',
  ])('%s says nobody’s name, and stays', (said) => {
    expect(nameless(said)).toBe(said);
  });
});

test('at most 800 characters leave, however long it was, and a name at the end is not half left', () => {
  const sent = nameless(`${'路坏了。'.repeat(199)}路坏袁春霖${'13800001234'.repeat(2000)}`);
  expect([...sent]).toHaveLength(800);
  expect(sent.endsWith('路坏某人')).toBe(true);
});

test('a county without enterprises masks numbers all the same', () => {
  expect(namelessFor({ ...roster, enterprises: [], people: [] })('袁春霖13800001234')).toBe('袁春霖某号码');
});
