/** A report about a discipline contact is for another one; where all are named, for whoever the leaders chose. */
import { describe, expect, it } from 'vitest';
import { hearersOf } from '../../src/domain/contacts.ts';
import type { Roster } from '../../src/domain/roster.ts';
import { roster, waitingFile } from '../support/builders.ts';

const above: Roster = { ...roster, disciplineAbove: [{ id: 'leader-2', name: '陶永舟' }] };
const hearers = (text: string, of: Roster = roster, files: Parameters<typeof hearersOf>[0]['files'] = []) =>
  hearersOf({ text, files }, of);

describe('who may have a report', () => {
  it.each([
    ['环保局王科长收红包', ['discipline-1', 'discipline-2']],
    ['吕秀松收红包', ['discipline-2']],
    ['呂秀松收紅包', ['discipline-2']],
    ['纪检的吕书记要了两条烟', ['discipline-2']],
    ['吕联系人压着不办', ['discipline-2']],
    ['老吕收了人家的钱', ['discipline-2']],
    ['苏主任和环保局的人一起吃饭', ['discipline-1']],
    ['吕秀松和苏海柏都收了', []],
    ['纪检的人自己也收红包', []],
    ['请吕秀松同志处理：环保局王科长收红包', ['discipline-1', 'discipline-2']],
    ['谢谢吕秀松，材料补充如下', ['discipline-1', 'discipline-2']],
    ['想向纪检联系人反映环保局的王科长', ['discipline-1', 'discipline-2']],
    ['请纪委的同志来查一查', ['discipline-1', 'discipline-2']],
  ])('%s: %j', (text, expected) => expect(hearers(text)).toEqual(expected));

  it('the name of a file counts as well', () => {
    expect(hearers('见附件', roster, [waitingFile('a', { name: '吕秀松收钱.pdf' })])).toEqual([
      'discipline-2',
    ]);
  });

  it('all of them named: those above, but none of those who are named themselves', () => {
    expect(hearers('吕秀松和苏海柏都收了', above)).toEqual(['leader-2']);
    expect(hearers('吕秀松、苏海柏、陶永舟都收了', above)).toEqual([]);
  });
});
