/** The commands as a table for `docs/flows.md`: how each is written, who may give it, and in which states. */
import { TICKET_VERBS, type TicketVerb, verbOf } from '../dialogue/verbs.ts';
import type { Say } from '../dialogue/wording.ts';
import { type Relation, relationsFor } from '../domain/permissions.ts';
import { IN_HAND } from '../domain/ticket.ts';
import type { TicketState } from '../domain/ticket-parts.ts';

/** Whom a county knows by these names; who only looks after the program is none of them. */
const NAMES: Readonly<Partial<Record<Relation, string>>> = {
  reporter: '企业',
  colleague: '企业',
  liaison: '专人',
  head: '部门负责人',
  assistant: '协办部门',
  dispatcher: '调度员',
  leader: '领导',
  coLeader: '双组长',
  inspector: '督查室',
  discipline: '纪检联系人',
};

export function verbTable(say: Say): string {
  const rows = TICKET_VERBS.filter((verb) => verbOf(verb).said.length > 0).map((verb) => rowOf(verb, say));
  return ['| 怎么写（23 换成编号） | 谁能用 | 不写编号时指哪些件 |', '|---|---|---|', ...rows].join('\n');
}

function rowOf(verb: TicketVerb, say: Say): string {
  const { said, needs, in: states } = verbOf(verb);
  const usage = say(`usage.${verb}`).replace(' —— ', '：');
  const others = said.filter((word) => !usage.startsWith(word));
  const also = others.length === 0 ? '' : `（也可以写${others.join('、')}）`;
  const people = new Set(needs.flatMap((need) => relationsFor(need).map((one) => NAMES[one] ?? [])).flat());
  return `| ${usage}${also} | ${[...people].join('、')} | ${statesInWords(states, say)} |`;
}

/** Many states together have a name of their own. */
const TOGETHER: readonly (readonly [name: string, states: readonly TicketState[]])[] = [
  ['没有销号的', ['queued', ...IN_HAND, 'resolved']],
  ['没有办结的', ['queued', ...IN_HAND]],
  ['分办以后、办结以前的', IN_HAND],
];

function statesInWords(states: readonly TicketState[], say: Say): string {
  const known = TOGETHER.find(
    ([, all]) => all.length === states.length && all.every((one) => states.includes(one)),
  );
  return known?.[0] ?? states.map((state) => say(`state.${state}`).split('，')[0]).join('、');
}
