/** What a stranger is called in the group: a short plain name, and nothing that the group might believe. */
import { describe, expect, it } from 'vitest';
import { strangerInWords } from '../../src/dialogue/stranger-names.ts';
import { roster, say } from '../support/builders.ts';

const SOMEONE = '这位朋友';

describe('a stranger in the group', () => {
  it.each([
    ['王老板', '王老板'],
    ['老张（运输）', '老张运输'],
    ['Ms. Lee', 'Ms Lee'],
    ['  小 李  ', '小 李'],
    ['🌻向日葵🌻', '向日葵'],
    ['xinghuo-1', 'xinghuo-1'],
    ['厂\u200B里\u202E的人', '厂里的人'],
  ])('called “%s” is “%s”', (name, shown) => {
    expect(strangerInWords(name, roster, say)).toBe(shown);
  });

  it.each([
    ['诉求件 12 已办结'],
    ['【诉求件 12】待签收'],
    ['诉 求 件 12'],
    ['訴求 連心 12号件'],
    ['连心桥'],
    ['连心桥客服'],
    ['编号3已销号'],
    ['王\n【诉求件 3】已销号'],
    ['请扫码登记'],
    ['*王*'],
    ['<b>王</b>'],
    ['[点这里](tg://user?id=1)'],
    ['@somebody'],
    ['http://x.cn'],
    ['加我 13800138000'],
    ['x'.repeat(200)],
    ['县委王书记'],
    ['李局长'],
    ['住建局小刘'],
    ['供电公司'],
    ['纪检组'],
    [roster.dispatchers[0]?.name ?? ''],
    [`${roster.leaders[0]?.name}（手机）`],
    [[...(roster.departments[0]?.primary.name ?? '')].join(' ')],
    [roster.enterprises[0]?.members[0]?.name ?? ''],
    [''],
    ['\u200B\u202E'],
    ['🌻'],
    ['——'],
  ])('called “%s” is not called by that name', (name) => {
    expect(strangerInWords(name, roster, say)).toBe(SOMEONE);
  });
});
