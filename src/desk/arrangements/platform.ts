/** 平台数据: figures of other platforms, shown with their source and apart from ours; their 差评 become tickets. */
import { type PlatformAsked, readPlatform } from '../../dialogue/arrangements/platform.ts';
import {
  faultsOf,
  importsIn,
  newestIn,
  type Platform,
  type PlatformEvent,
  type PlatformFigures,
  sameImport,
} from '../../domain/arrangements/platform.ts';
import type { Period } from '../../domain/metrics.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { mayBringIn } from '../../domain/permissions.ts';
import { addDays, dayInWords, dayOf, type Instant } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import type { Arrangement, Section } from './arrangement.ts';
import { takeBad } from './platform/bad.ts';
import { importLine } from './platform/lines.ts';
import { toThem } from './to-them.ts';

const SHOWN = 12;
/** Figures of days that ended longer ago are no news in a brief. */
const NEWS_DAYS = 366;
export const PLATFORM_PATH = '/platform';

export const platform: Arrangement<'platform'> = {
  of: 'platform',

  async asked(on, wish, parts) {
    const { person, roles, view, office } = on;
    const { say } = view;
    const isStaff = roles.has('dispatcher') || roles.has('leader') || roles.has('operator');
    if (person === null) return null;
    // To a firm these are words like any other; the name alone, said to the bot, is no word on a ticket of theirs.
    if (roles.has('member') && !isStaff) {
      const isAsked = wish.what === 'list' && on.message.chat.kind === 'private';
      return isAsked ? toThem(on, say('platform.notYours')) : null;
    }
    if (wish.what === 'list') {
      if (!isStaff) return toThem(on, say('platform.notYours'));
      const all = importsIn(platformOf(office), on.at + 1).slice(0, SHOWN);
      const lines = all.map((one) => importLine(one, view));
      return toThem(
        on,
        lines.length === 0 ? say('platform.none') : [say('platform.list'), ...lines].join('\n'),
      );
    }
    if (!mayBringIn(roles)) return toThem(on, say('platform.notYours'));
    return wish.what === 'enter' ? enter(on, wish, parts) : takeBad(on, null, wish.bad, parts);
  },

  async pressed(on) {
    return { toast: on.view.say('refusal.badButton') };
  },
  answered: async () => null,
  nextAt: () => null,
  bring: async () => ({}),

  section,

  help(roles, { say }) {
    return roles.has('dispatcher') ? [say('platform.help'), say('platform.helpBad')] : [];
  },
};

export function platformOf({ arrangements }: Pick<Office, 'arrangements'>): Platform {
  return arrangements?.platform ?? {};
}

async function enter(
  on: Case,
  { words, bad }: Extract<PlatformAsked, { readonly what: 'enter' }>,
  parts: DeskParts,
): Promise<Outcome> {
  const { view, at, person, office } = on;
  const { say, roster } = view;
  const today = dayOf(at);
  const read = readPlatform(words, today, (name) => roster.departmentNamed(name)?.id);
  if ('fault' in read) {
    const fault =
      read.fault === 'unread'
        ? say('platformFault.unread', { words: read.words })
        : say(`platformFault.${read.fault}`);
    return toThem(on, [fault, say('platform.how')].join('\n'));
  }
  const faults = faultsOf(read.figures, today);
  if (faults.length > 0) {
    return toThem(
      on,
      [say('platform.faults'), ...faults.map((one) => say(`platformFault.${one}`))].join('\n'),
    );
  }
  const before = sameImport(platformOf(office), read.figures);
  const line = importLine({ ...read.figures, id: 0, at, by: person?.id ?? '' }, view);
  const isKnown = before !== undefined && isSame(before, read.figures);
  const told = isKnown
    ? say('platform.known', { line })
    : before
      ? say('platform.replaced', { line, day: dayInWords(dayOf(before.at), today) })
      : say('platform.told', { line });
  const taken = bad.length === 0 ? {} : takeBad(on, read.figures.source, bad, parts);
  return {
    ...taken,
    replies: [...(toThem(on, told).replies ?? []), ...(taken.replies ?? [])],
    office: isKnown ? [] : [arranged(at, { did: 'imported', figures: read.figures, by: person?.id ?? '' })],
  };
}

function isSame(
  { id: _, at: __, by: ___, ...before }: PlatformFigures & { id: number; at: Instant; by: string },
  now: PlatformFigures,
) {
  const inOrder = (figures: PlatformFigures) => JSON.stringify(Object.entries(figures).sort());
  return inOrder(before) === inOrder(now);
}

function arranged(at: Instant, event: PlatformEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'platform', event };
}

/** The newest of each source that was known by the end of the period; null where there is none. */
async function section(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const view = viewAt(parts, at);
  const until = Math.min(period.before, at + 1);
  const oldest = addDays(dayOf(until - 1), -NEWS_DAYS);
  const all = newestIn(platformOf(await parts.store.office()), until).filter(({ to }) => to >= oldest);
  if (all.length === 0) return null;
  return {
    title: view.say('platform.section'),
    lines: all.map((one) => ({ text: importLine(one, view), path: PLATFORM_PATH })),
  };
}
