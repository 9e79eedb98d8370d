/** Which open tickets a leader's words speak of without a number: 星火的事让供电公司抓紧, 那个奖励资金的事. */
import { meansMatter } from '../../dialogue/subject.ts';
import type { Department, Enterprise, Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { standing } from '../lists/standings.ts';

/** As people shorten a name: its first characters, where no other firm begins so. */
const SHORTEST = 2;

/** Of whom the words name: of both a firm and an office, where they name both. By its matter, where they name nobody. */
export async function ticketsSpokenOf(on: Case, text: string, parts: DeskParts): Promise<readonly Ticket[]> {
  const { roster } = parts;
  const firms = enterprisesIn(text, roster).map(({ id }) => id);
  const offices = departmentsIn(text, roster).map(({ id }) => id);
  const open = (await standing(on, 'open', parts)).tickets;
  const byMatter = (all: readonly Ticket[]) => all.filter((one) => meansMatter(text, one.text));
  if (firms.length === 0 && offices.length === 0) return byMatter(open);
  const ofFirms = open.filter(({ enterprise }) => firms.length === 0 || firms.includes(enterprise ?? ''));
  const ofBoth = ofFirms.filter(
    ({ department }) => offices.length === 0 || offices.includes(department ?? ''),
  );
  const meant = ofBoth.length > 0 || firms.length === 0 ? ofBoth : ofFirms;
  const narrower = byMatter(meant);
  return narrower.length > 0 ? narrower : meant;
}

export function departmentsIn(text: string, { departments }: Roster): readonly Department[] {
  return departments.filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => [...one].length >= SHORTEST && text.includes(one)),
  );
}

export function enterprisesIn(text: string, { enterprises }: Roster): readonly Enterprise[] {
  const names = enterprises.map((one) => ({ one, all: [one.name, ...one.aliases] }));
  const begins = (start: string) => names.filter(({ all }) => all.some((name) => name.startsWith(start)));
  return names
    .filter(({ all }) =>
      all.some((name) => {
        const start = [...name].slice(0, SHORTEST).join('');
        return text.includes(name) || (text.includes(start) && begins(start).length === 1);
      }),
    )
    .map(({ one }) => one);
}
