/** A month of a small county for the tests of papers: tickets in every state, some late, some praised, one report. */
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { begun, COMMANDS, next, reported, roster, type Story, T0 } from '../support/builders.ts';

/** November 2026, told on its last evening. */
export const NOVEMBER = { from: at('2026-11-01', '00:00'), before: at('2026-12-01', '00:00') };
/** 3 December, 9:00: what was due on 1 December is late. */
export const NOW = at('2026-12-03', '09:00');

const MATTERS = [
  ['xinghuo', 'power', '厂区电压不稳，昨天烧了两台电机，请供电公司来看看'],
  ['fenhe-xm', 'housing', '门口道路塌陷，货车进不来，已经绕行三天'],
  ['zhiyuan', 'approval', '办理人力资源服务许可证，资料交了两次都说不全'],
  ['nongye', 'agriculture', '养殖场粪污处理补贴去年的还没有到账'],
  ['shangchao', 'market', '同一个月里来了三拨检查，能不能合并'],
] as const;

/** Ticket `number`, from a person of its enterprise, assigned to its department. */
function story(number: number): Story {
  const [enterprise, department, text] = MATTERS[number % MATTERS.length] ?? MATTERS[0];
  const member = roster.enterprise(enterprise)?.members[0]?.id ?? null;
  return begun({ number, enterprise, member, department, text, candidates: [{ department, p: 0.9 }] });
}

function by(number: number): { readonly liaison: { person: string }; readonly reporter: { person: string } } {
  const [enterprise, department] = MATTERS[number % MATTERS.length] ?? MATTERS[0];
  return {
    liaison: { person: roster.department(department)?.primary.id ?? '' },
    reporter: { person: roster.enterprise(enterprise)?.members[0]?.id ?? '' },
  };
}

function working(number: number): Story {
  return next(story(number), by(number).liaison, COMMANDS.sign, T0 + HOUR);
}

function done(number: number, after = DAY): Story {
  const { liaison } = by(number);
  return next(
    working(number),
    liaison,
    { ...COMMANDS.resolve, text: '已更换变压器，电压恢复正常' },
    T0 + after,
  );
}

function rated(number: number, rating: 'satisfied' | 'basic' | 'dissatisfied', after = DAY): Story {
  return next(done(number, after), by(number).reporter, { type: 'confirm', rating }, T0 + after + HOUR);
}

/** Twenty tickets and a report. */
export function month(): readonly Ticket[] {
  const stories = [
    ...[1, 2, 3, 4, 5, 6].map((number) => rated(number, 'satisfied', number * 5 * HOUR)),
    rated(7, 'basic'),
    rated(8, 'dissatisfied'),
    ...[9, 10, 11].map((number) => done(number)),
    ...[12, 13, 14, 15, 16, 17].map(working),
    ...[18, 19].map(story),
    next(working(20), by(20).reporter, COMMANDS.withdraw, T0 + 2 * HOUR),
    reported(),
  ];
  return stories.map(({ ticket }) => ticket);
}
