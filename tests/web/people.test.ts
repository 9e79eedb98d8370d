/** Everybody of the roster on the pages of the browser group: by the roster's own words. */
import { expect, test } from 'vitest';
import { createRoster } from '../../src/domain/roster.ts';
import { faceOf, sectionsOf } from '../../src/web/people.ts';
import { roster as shipped } from '../support/builders.ts';

const leaders = [
  { id: 'leader-1', name: '谢学岚', title: '县委书记' },
  { id: 'leader-2', name: '陶永舟' },
  { id: 'leader-3', name: '阎一鸣', title: '分管副市长', scope: ['power'] },
  { id: 'leader-4', name: '乔二宝', scope: ['power'] },
  { id: 'leader-5', name: '纪三元', inspector: true },
];
const roster = createRoster({ ...shipped, leaders } as never);

test.each([
  ['leader-1', '县委书记'],
  ['leader-2', '双组长'],
  ['leader-3', '分管副市长'],
  ['leader-4', '分管领导'],
  ['leader-5', '督查室'],
  ['dispatcher-1', '专班调度员'],
  ['power-a', '供电公司 · 专人（A 岗）'],
])('%s is %s, in the list of people as well', (id, tag) => {
  expect(faceOf(roster, id)?.tag).toBe(tag);
  const faces = sectionsOf(roster).flatMap(({ circles }) => circles.flatMap((circle) => circle.faces));
  expect(faces.find((face) => face.id === id)?.tag).toBe(tag);
});

test('leaders stand together as leaders, whatever each is', () => {
  const offices = sectionsOf(roster).find(({ id }) => id === 'offices');
  expect(offices?.circles.map(({ name }) => name)).toEqual(['专班调度员', '领导', '纪检联系人', '管理员']);
});
