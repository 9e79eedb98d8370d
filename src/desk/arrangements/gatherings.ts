/**
 * 早餐会、下午茶、夜沙龙: convened and invited to, held, and what was said at the table. What each of its words and buttons does
 * is in `gatherings/`; who may say it, in one table (`domain/arrangements/gathering-rights.ts`).
 */

import type { GatheringAsked } from '../../dialogue/arrangements/gathering.ts';
import { bareWord } from '../../dialogue/plain.ts';
import { type GatheringAct, mayAtGathering } from '../../domain/arrangements/gathering-rights.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import { onlyIf } from '../dialogue.ts';
import type { Arrangement } from './arrangement.ts';
import { convene, withAnswer } from './gatherings/convening.ts';
import { answered, attend, REGISTER, registerNow, wish } from './gatherings/guests.ts';
import { minutes } from './gatherings/minutes.ts';
import { cancel, move } from './gatherings/moving.ts';
import { nextReminder, remind } from './gatherings/reminding.ts';
import { list, sectionOf, show } from './gatherings/shown.ts';
import { answerSuggestion } from './gatherings/suggestions.ts';
import { doneOnTheSpot, moreLines, record } from './gatherings/table.ts';
import { toThem } from './to-them.ts';

/** Longer words are no answer to what a convening lacks. */
const LONGEST_ANSWER = 200;

export const gatherings: Arrangement<'event'> = {
  of: 'event',

  async asked(on, asked, parts) {
    const act = actOf(asked);
    if (act !== null && !may(on, act)) return refused(on, act);
    switch (asked.what) {
      case 'convene':
        return convene(on, asked.series, asked.words, parts);
      case 'list':
        return (await list(on, parts)) ?? noneOf(on, 'gathering.none');
      case 'show':
        return (await show(on, asked.id, parts)) ?? noneOf(on, 'gathering.notFound', asked.id);
      case 'cancel':
        return cancel(on, asked.id, asked.why, parts);
      case 'move':
        return move(on, asked.id, asked.words, parts);
      case 'attend':
        return attend(on, asked.id, asked.names, parts);
      case 'record':
        return record(on, asked.id, asked.lines, parts);
      case 'answer':
        return answerSuggestion(on, asked);
      case 'minutes':
        return minutes(on, asked.id, parts);
      case 'wish':
        return wish(on, asked.words, parts);
      default:
        return asked satisfies never;
    }
  },

  async pressed(on, what, id, parts) {
    const { say } = on.view;
    if (what === 'done') return doneOnTheSpot(on, id, parts);
    if (what === REGISTER) return registerNow(on, parts);
    const draft = onlyIf(on.dialogue, 'arranging');
    if (draft?.of !== 'event' || draft.what !== 'send' || !may(on, 'convene')) {
      return { toast: say('refusal.oldButton') };
    }
    if (what === 'drop') return { ...reply(say('gathering.dropped')), dialogue: null };
    return convene(on, draft.series, draft.words, parts, true);
  },

  async answered(on, asked, text, parts) {
    // Other words than a tap are what they are.
    if (asked.of !== 'event' || asked.what === 'wish') return null;
    if (asked.what === 'lines') {
      return may(on, 'record') ? moreLines(on, asked.gathering, text, parts) : null;
    }
    if (text.length > LONGEST_ANSWER || !may(on, 'convene')) return null;
    // The words of the button, typed.
    const isSent = asked.what === 'send' && bareWord(text) === on.view.say('gathering.send');
    if (isSent) return convene(on, asked.series, asked.words, parts, true);
    const words = withAnswer(asked, text);
    return words === null ? null : convene(on, asked.series, words, parts);
  },

  chosen: answered,
  nextAt: nextReminder,
  bring: remind,
  section: sectionOf,

  help(roles, { say, roster }, person) {
    return [
      ...(mayAtGathering('convene', person, roster) ? [say('gathering.help')] : []),
      ...(mayAtGathering('record', person, roster) ? [say('gathering.helpTable')] : []),
      ...(roles.has('member') ? [say('gathering.helpGuest')] : []),
    ];
  },
};

function may({ person, view }: Case, act: GatheringAct): boolean {
  return person !== null && mayAtGathering(act, person.id, view.roster);
}

/** What the words do, of those things that only some may; null: of the list, one of them and 想说 everybody has a part. */
function actOf({ what }: GatheringAsked): GatheringAct | null {
  return what === 'list' || what === 'show' || what === 'wish' ? null : what;
}

/** Who convenes and is not the hub is told whose it is; to others 活动 3 记 is a word like any other. */
function refused(on: Case, act: GatheringAct): Outcome | null {
  if (act === 'convene') return toThem(on, on.view.say('gathering.notYours'));
  return may(on, 'see') ? toThem(on, on.view.say('gathering.hubOnly')) : null;
}

/** To whoever has no part in any, the word is one like any other, but for what is asked of the bot alone: there is none. */
function noneOf(on: Case, key: 'gathering.none' | 'gathering.notFound', id = 0): Outcome | null {
  const isAsked = key === 'gathering.none' && on.person !== null;
  if (!may(on, 'see')) return isAsked ? toThem(on, on.view.say('gathering.noneOfYours')) : null;
  return toThem(on, key === 'gathering.none' ? on.view.say(key) : on.view.say(key, { id }));
}
