/** 简报: the day, the week or the month so far, for those who may see the whole. */

import type { SummaryOf } from '../../dialogue/understand.ts';
import { scopeOf } from '../../domain/leaders.ts';
import { mondayOf } from '../../domain/schedule.ts';
import { type Day, dayOf, startOfDay } from '../../domain/time.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { seesTheWhole } from '../lists/standings.ts';
import { briefText, sheetText } from './summaries.ts';

export async function onSummaryAsked(on: Case, what: SummaryOf, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  if (!seesTheWhole(on)) {
    return reply(say('summary.denied'), { privately: true });
  }
  const period = { from: startOfDay(firstDay(what, dayOf(on.at))), before: on.at + 1 };
  const within = scopeOf(on.person?.id ?? '', parts.roster);
  const text =
    what === 'sheet'
      ? await sheetText(period, within, on.at, parts)
      : await briefText(
          { kind: what === 'week' ? 'weekly' : 'daily', period, asked: true, lateSince: null, within },
          on.at,
          parts,
        );
  // Whoever asked in the group looks there for the answer.
  const there = on.message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  return { replies: [{ text, privately: true }, ...there] };
}

function firstDay(what: SummaryOf, today: Day): Day {
  if (what === 'day') return today;
  return what === 'week' ? mondayOf(today) : `${today.slice(0, 7)}-01`;
}
