import { describe, expect, it } from 'vitest';
import { emptyOffice, evolveOffice, nicknameIn, type OfficeEvent } from '../../src/domain/office.ts';

const at = Date.parse('2026-11-23T09:00:00+08:00');
const officeAfter = (...events: readonly OfficeEvent[]) => events.reduce(evolveOffice, emptyOffice);

describe('the office', () => {
  it('is called in the group once while unreachable, and again only after the chat had been opened', () => {
    const announced: OfficeEvent = { type: 'announced', v: 1, at, person: 'tax-a' };
    expect(officeAfter(announced).announced).toEqual({ 'tax-a': at });
    const opened = { type: 'reached', v: 1, at, account: 'telegram/1', open: true, person: 'tax-a' } as const;
    expect(officeAfter(announced, opened).announced).toEqual({});
    expect(officeAfter(announced, { ...opened, open: false }).announced).toEqual({ 'tax-a': at });
    expect(officeAfter(announced, { ...opened, person: 'tax-b' }).announced).toEqual({ 'tax-a': at });
  });

  it('follows a group to its new id, and remembers the old one', () => {
    const office = officeAfter(
      { type: 'groupBound', v: 1, at, group: 'telegram/-1', title: '群' },
      { type: 'groupMoved', v: 1, at, from: 'telegram/-1', to: 'telegram/-1001' },
    );
    expect(office.groups).toEqual({ 'telegram/-1001': { title: '群', since: at } });
    expect(office.moved).toEqual({ 'telegram/-1': 'telegram/-1001' });
  });

  it('keeps every flow that ever governed a ticket', () => {
    const flow = { id: 'complaint' } as never;
    const office = officeAfter(
      { type: 'settingChanged', v: 1, at, name: 'flow:complaint', version: 'complaint@a', flow },
      { type: 'settingChanged', v: 1, at, name: 'flow:complaint', version: 'complaint@b', flow },
    );
    expect(Object.keys(office.flowsOnRecord)).toEqual(['complaint@a', 'complaint@b']);
    expect(office.settings['flow:complaint']).toBe('complaint@b');
  });
});

describe('whose a name in a pasted chat is', () => {
  const set = (name: string, enterprise: string | null): OfficeEvent => {
    return { type: 'nicknameSet', v: 1, at, name, enterprise, member: null, by: 'dispatcher-1' };
  };

  it('is remembered for good, put right by saying it anew, and forgotten when that is said', () => {
    const known = officeAfter(set('刘厂长', 'xinghuo'), set('老李', null));
    expect(nicknameIn(known, '刘厂长')).toMatchObject({ enterprise: 'xinghuo', by: 'dispatcher-1' });
    expect(nicknameIn(known, '老李')?.enterprise).toBeNull();
    const righted = evolveOffice(known, set('刘厂长', 'shangchao'));
    expect(nicknameIn(righted, '刘厂长')?.enterprise).toBe('shangchao');
    const gone: OfficeEvent = { type: 'nicknameForgotten', v: 1, at, name: '刘厂长', by: 'dispatcher-1' };
    expect(nicknameIn(evolveOffice(righted, gone), '刘厂长')).toBeUndefined();
  });

  it('of names that stand for something else in the language, too', () => {
    expect(nicknameIn(emptyOffice, 'constructor')).toBeUndefined();
    for (const name of ['constructor', '__proto__']) {
      expect(nicknameIn(officeAfter(set(name, 'xinghuo')), name)?.enterprise).toBe('xinghuo');
    }
  });
});
