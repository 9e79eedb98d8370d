/** 简报: the day so far or the week so far, for those who may see the whole. */
import { mondayOf } from '../../domain/schedule.ts';
import { dayOf, startOfDay } from '../../domain/time.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { briefText } from '../summaries.ts';

export async function onSummaryAsked(on: Case, week: boolean, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  if (!on.roles.has('leader') && !on.roles.has('dispatcher')) {
    return reply(say('summary.denied'), { privately: true });
  }
  const today = dayOf(on.at);
  const period = { from: startOfDay(week ? mondayOf(today) : today), before: on.at + 1 };
  const kind = week ? 'weekly' : 'daily';
  const text = await briefText({ kind, period, asked: true, lateSince: null }, on.at, parts);
  // Whoever asked in the group looks there for the answer.
  const there = on.message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  return { replies: [{ text, privately: true }, ...there] };
}
