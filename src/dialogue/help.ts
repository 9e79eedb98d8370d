/** 帮助: what somebody can say, another text for each role; its commands come from the table of verbs. */
import type { Role } from '../domain/roster.ts';
import { TICKET_VERBS, verbOf } from './verbs.ts';
import type { Say } from './wording.ts';

/** Whose help there is, in the order in which somebody who is several things reads it; the B 岗 reads the A 岗's. */
export const HELPED = [
  'member',
  'liaison',
  'dispatcher',
  'head',
  'leader',
  'discipline',
  'operator',
] as const;
type Helped = (typeof HELPED)[number];

/** Chinese characters in a line of a bubble on a phone, with some room: figures and spaces are wider in some letters. */
const LINE = 17;
const NEXT_TO = ' · ';
/** A usage with this in it explains itself, and has a line of its own. */
const BECAUSE = ' —— ';

export function helpFor(roles: ReadonlySet<Role>, say: Say): string {
  const own = HELPED.filter((role) => roles.has(role) || (role === 'liaison' && roles.has('backup')));
  return own.map((role) => helpOf(role, say)).join('\n\n');
}

export function helpOf(role: Helped, say: Say): string {
  return role === 'operator'
    ? say('help.operator')
    : say(`help.${role}`, { commands: commandsOf(role, say) });
}

function commandsOf(role: Role, say: Say): string {
  const usages = TICKET_VERBS.filter((verb) => verbOf(verb).help.includes(role)).map((verb) =>
    say(`usage.${verb}`),
  );
  const short = usages.filter((usage) => !usage.includes(BECAUSE));
  return [...rowsOf(short), ...usages.filter((usage) => usage.includes(BECAUSE))].join('\n');
}

/** As many beside each other as a line takes. */
function rowsOf(usages: readonly string[]): readonly string[] {
  const rows: string[] = [];
  for (const usage of usages) {
    const last = rows.at(-1);
    const together = last === undefined ? usage : `${last}${NEXT_TO}${usage}`;
    if (last !== undefined && widthOf(together) <= LINE) rows[rows.length - 1] = together;
    else rows.push(usage);
  }
  return rows;
}

/** In Chinese characters; a letter or a figure is half of one. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 0.5 : 1), 0);
}
