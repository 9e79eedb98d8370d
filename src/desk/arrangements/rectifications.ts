/** 专项整改: alike tickets proposed by the hub, set by a leader, mended by measures with a day, and judged by the firms. */
import type { View } from '../../dialogue/view.ts';
import { departmentName } from '../../dialogue/view.ts';
import {
  BETTER,
  rectificationFigures,
  watchedFrom,
} from '../../domain/arrangements/rectification-figures.ts';
import {
  mayPropose,
  mayReadAsFirm,
  mayReadTheme,
} from '../../domain/arrangements/rectification-permissions.ts';
import { type Rectification, stageOf, stateOfMeasure } from '../../domain/arrangements/rectifications.ts';
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import { type Period, rateInWords } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import { awayOf } from '../../domain/register.ts';
import { hubThere } from '../../domain/stand-in.ts';
import { dayInWords, dayOf, type Instant, at as instantAt } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { toPeople } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import type { Arrangement, Section, SectionLine } from './arrangement.ts';
import { onDutyAt } from './on-duty.ts';
import { outlinesSince, rectificationsIn } from './rectifications/facts.ts';
import { agreedInWords, asFirmReads, dayName, listLine, oneInWords } from './rectifications/lines.ts';
import { accept, arranged, finish, measure, propose, settle, showAlike } from './rectifications/steps.ts';
import { toThem } from './to-them.ts';

/** Whoever does a measure is reminded at this hour. */
const REMINDED_AT = '09:00';
const SHOWN = 12;

export const rectifications: Arrangement<'theme'> = {
  of: 'theme',

  async asked(on, asked, parts) {
    const { person, office, view } = on;
    const { say } = view;
    if (person === null) return null;
    const isHub = mayPropose(person.id, view.roster);
    if (asked.what === 'alike' || asked.what === 'propose') {
      if (!isHub) return toThem(on, say('theme.notYours'));
      return asked.what === 'alike' ? showAlike(on, parts) : propose(on, asked.tickets, asked.words, parts);
    }
    const all = rectificationsIn(office).filter((one) => mayReadTheme(one, person.id, view.roster));
    const theirs = rectificationsIn(office).filter(
      (one) => !all.includes(one) && mayReadAsFirm(one, person.id, view.roster),
    );
    if (asked.what === 'show') {
      const own = theirs.find(({ id }) => id === asked.id);
      if (own) return toThem(on, asFirmReads(own, view).join('\n'));
    }
    if (asked.what === 'list') {
      const none = say(isHub ? 'theme.none' : 'theme.noneOfYours');
      const lines = [...all, ...theirs].slice(-SHOWN).map((one) => listLine(one, view));
      return toThem(on, lines.length === 0 ? none : [say('theme.list'), ...lines].join('\n'));
    }
    // The same of one that is not theirs and of one that is not there.
    const one = all.find(({ id }) => id === asked.id);
    if (!one) return toThem(on, say('theme.notFound', { id: asked.id }));
    switch (asked.what) {
      case 'settle':
        return settle(on, one, asked.isSet, parts);
      case 'show':
        return toThem(on, (await oneInWords(one, office, view, parts)).join('\n'));
      case 'measure':
        return measure(on, one, asked.words, parts);
      case 'done':
        return finish(on, one, asked.measure, asked.words, parts);
      case 'accept':
        return accept(on, one, parts);
      default:
        return asked satisfies never;
    }
  },

  async pressed(on, what, id, parts) {
    const one = rectificationsIn(on.office).find((theme) => theme.id === id);
    if (!one || (what !== 'set' && what !== 'drop')) return { toast: on.view.say('refusal.oldButton') };
    return settle(on, one, what === 'set', parts);
  },

  async answered() {
    return null;
  },

  async chosen({ view }, _notice, choice) {
    const text = view.say(choice === BETTER ? 'theme.thanks' : 'theme.sorry');
    return { replies: [{ text, privately: true }] };
  },

  nextAt(office, { calendar }) {
    const due = remindersIn(rectificationsIn(office), calendar).map(({ at }) => at);
    return due.length === 0 ? null : Math.min(...due);
  },

  async bring(office, at, parts) {
    const view = viewAt(parts, at);
    const due = remindersIn(rectificationsIn(office), parts.calendar).filter((one) => one.at <= at);
    return {
      office: due.map(({ theme, measure: id, did }) => arranged(at, { did, theme: theme.id, measure: id })),
      outbox: due.flatMap((one) => messagesOf(one, at, office, view, parts)),
    };
  },

  section,

  help(roles, { say }) {
    if (roles.has('dispatcher')) return [say('theme.help'), say('theme.helpOffice')];
    return [];
  },
};

interface Due {
  readonly theme: Rectification;
  readonly measure: number;
  readonly did: 'reminded' | 'lateTold';
  readonly at: Instant;
}

/** Of what is not done: on the working day before its day, and on the working day after it. */
function remindersIn(all: readonly Rectification[], calendar: Calendar): readonly Due[] {
  return all
    .filter((one) => stageOf(one) === 'running')
    .flatMap((theme) =>
      theme.measures.flatMap((one): readonly Due[] => {
        if (one.done) return [];
        const ahead = instantAt(addWorkdays(one.day, -1, calendar), REMINDED_AT);
        const behind = instantAt(addWorkdays(one.day, 1, calendar), REMINDED_AT);
        // What was set down on that very day is known.
        const isNews = one.remindedAt === undefined && ahead > one.at;
        return [
          ...(isNews ? [{ theme, measure: one.id, did: 'reminded' as const, at: ahead }] : []),
          ...(one.lateToldAt === undefined
            ? [{ theme, measure: one.id, did: 'lateTold' as const, at: behind }]
            : []),
        ];
      }),
    );
}

/** Before its day to whoever does it; after it to the head as well, and the hub. */
function messagesOf(
  { theme, measure: id, did }: Due,
  at: Instant,
  office: Office,
  view: View,
  parts: DeskParts,
): readonly Outgoing[] {
  const one = theme.measures.find((measure) => measure.id === id);
  const department = view.roster.department(one?.department ?? '');
  if (!one || !department) return [];
  const isLate = stateOfMeasure(one, at) === 'late';
  // A day before was missed while the program was off: the word on the day after says it all.
  if (did === 'reminded' && isLate) return [];
  const facts = { id: theme.id, title: theme.title, measure: id, day: dayName(one, view), text: one.text };
  const text = isLate
    ? view.say('theme.late', { ...facts, department: departmentName(one.department, view) })
    : view.say('theme.remind', facts);
  const doing = onDutyAt(department.id, office, parts);
  const above = [department.head, ...hubThere(view.roster, awayOf(office))].map((person) => person.id);
  return toPeople(isLate ? [...doing, ...above] : doing, {
    id: `theme/${theme.id}/${id}/${did}`,
    text,
    kind: 'theme',
    createdAt: at,
  });
}

/** What was set and due in the period, and what came of those whose result is still coming in. */
async function section(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const { say, store } = parts;
  const office = await store.office();
  const all = rectificationsIn(office);
  const outlines = await outlinesSince(watchedFrom(all, period, at), parts);
  const notices = office.arrangements?.notices ?? {};
  const { set, running, kept, results } = rectificationFigures(all, notices, outlines, period, at);
  if (set + running + kept.denominator + results.length === 0) return null;
  const rate = rateInWords(kept);
  const lines = results.flatMap(({ id, title, again, agreed }): readonly SectionLine[] => {
    const path = `/themes/${id}`;
    const told = [
      ...(again === null || again.after === null || again.until === null
        ? []
        : [
            say('theme.sectionRecurrence', {
              title,
              before: again.before,
              after: again.after,
              until: dayInWords(again.until, dayOf(at)),
            }),
          ]),
      ...(agreed === null ? [] : [say('theme.sectionAgreed', { title, rate: agreedInWords(agreed, parts) })]),
    ];
    return told.map((text) => ({ text, path }));
  });
  const head = {
    text: say('theme.sectionSet', { set, running, rate, due: kept.denominator }),
    path: '/themes',
  };
  return { title: say('theme.section'), lines: [head, ...lines] };
}
