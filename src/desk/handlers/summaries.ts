/** 简报: the day so far or the week so far, for those who may see the whole. */
import { mondayOf } from '../../domain/schedule.ts';
import { dayOf, startOfDay } from '../../domain/time.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { briefText } from '../summaries.ts';
import { help } from './enquiries.ts';

export async function onSummaryAsked(on: Case, week: boolean, parts: DeskParts): Promise<Outcome> {
  if (!on.roles.has('leader') && !on.roles.has('dispatcher')) return help(on);
  const today = dayOf(on.at);
  const from = startOfDay(week ? mondayOf(today) : today);
  const text = await briefText(week ? 'weekly' : 'daily', { from, before: on.at + 1 }, on.at, parts);
  return reply(text, { privately: true });
}
