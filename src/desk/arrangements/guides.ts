/** 帮办: what the county helps a firm through, step by step: offered, begun by the firm's own tap, and shown as it stands. */

import { asksHow, guideNamed, STEP_ACTS } from '../../dialogue/arrangements/guide.ts';
import { guideText, offerText, progressInWords } from '../../dialogue/arrangements/guide-view.ts';
import { plain } from '../../dialogue/plain.ts';
import { enterpriseName, liaisonName } from '../../dialogue/view.ts';
import type { Guide, GuideTemplate } from '../../domain/arrangements/guides.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { hasPost } from '../../domain/offices.ts';
import { may } from '../../domain/permissions.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, onlyIf } from '../dialogue.ts';
import { originOf } from '../intake/offers.ts';
import { open } from '../intake/registering.ts';
import { notFound, visibleTicket } from '../lists/enquiries.ts';
import type { Arrangement } from './arrangement.ts';
import { completesByLaw, completionsDue } from './guides/papers.ts';
import { guideSection } from './guides/section.ts';
import { onStep } from './guides/steps.ts';
import { arrangeButton } from './notices.ts';
import { toThem } from './to-them.ts';

const SHOWN = 20;
/** Longer words are no list of what is missing. */
const LONGEST_ANSWER = 500;

export const guides: Arrangement<'guide'> = {
  of: 'guide',

  async asked(on, asked, parts) {
    switch (asked.what) {
      case 'list':
        return toThem(on, await listText(on, parts));
      case 'show':
        return show(on, asked.number, parts);
      case 'begin':
      case 'offer': {
        const template = guideNamed(asked.words, parts.guides);
        if (!template) return toThem(on, unknown(on, asked.words, parts));
        return asked.what === 'begin' ? begin(on, template, parts) : offer(on, template, parts);
      }
      case 'step':
        return onStep(on, asked, parts);
      default:
        return asked satisfies never;
    }
  },

  async pressed(on, what, id, parts) {
    const [act = '', ...rest] = what.split('_');
    const of = rest.join('_');
    const step = STEP_ACTS.find((one) => one === act);
    if (step) {
      const asked = { what: 'step', act: step, number: id, place: Number(of) || null, words: '' } as const;
      return (await onStep(on, asked, parts)) ?? notFound(on, id);
    }
    if (act === 'other') return another(on, parts);
    const template = parts.guides.find((one) => one.id === of);
    if (act !== 'begin' || !template) return { toast: on.view.say('refusal.badButton') };
    return begin(on, template, parts);
  },

  async answered(on, asked, text, parts) {
    if (asked.of !== 'guide' || asked.what !== 'missing' || text.length > LONGEST_ANSWER) return null;
    const { ticket, place } = asked;
    return onStep(on, { what: 'step', act: 'missing', number: ticket, place, words: text }, parts);
  },

  async heard(on, text, parts) {
    return asksHow(plain(text)) ? how(on, text, parts) : null;
  },

  nextAt: (office, { calendar }) => completesByLaw(guidesIn(office), calendar),
  bring: completionsDue,
  section: guideSection,

  help(roles, { say }) {
    return [
      ...(roles.has('member') ? [say('guide.help')] : []),
      ...(hasPost(roles) ? [say('guide.helpDepartment')] : []),
    ];
  },
};

/** The oldest first. */
export function guidesIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Guide[] {
  return Object.values(arrangements?.guides ?? {});
}

/** Guides that the speaker may look at and that go on, the newest first. */
export async function runningFor(
  on: Pick<Case, 'person' | 'office'>,
  { store, roster }: DeskParts,
): Promise<readonly { readonly guide: Guide; readonly ticket: Ticket }[]> {
  const { person } = on;
  if (person === null) return [];
  const found = await Promise.all(
    guidesIn(on.office).map(async (guide) => ({ guide, ticket: await store.ticket(guide.ticket) })),
  );
  return found
    .flatMap(({ guide, ticket }) => (ticket ? [{ guide, ticket }] : []))
    .filter(({ ticket }) => !isOver(ticket) && may('view', ticket, { person: person.id }, roster))
    .reverse();
}

async function listText(on: Case, parts: DeskParts): Promise<string> {
  const { view } = on;
  const { say } = view;
  const offers = parts.guides.map(({ title, about, words }) =>
    say('guide.listLine', { title, about, word: words[0] ?? title }),
  );
  const running = (await runningFor(on, parts)).slice(0, SHOWN).map(({ guide, ticket }) =>
    say('guide.runningLine', {
      number: ticket.number,
      title: guide.title,
      enterprise: enterpriseName(ticket, view),
      progress: progressInWords(ticket, view),
    }),
  );
  return [
    offers.length > 0 ? say('guide.list', { lines: offers.join('\n') }) : say('guide.none'),
    ...(running.length > 0 ? [say('guide.running', { lines: running.join('\n') })] : []),
  ].join('\n');
}

function unknown({ view }: Case, words: string, { guides: templates }: DeskParts): string {
  if (templates.length === 0) return view.say('guide.none');
  const titles = templates.map(({ title }) => title).join('、');
  return view.say('guide.unknown', { words: words.slice(0, 20), titles });
}

function offer(on: Case, template: GuideTemplate, { calendar }: DeskParts): Outcome {
  const { view, roles } = on;
  const text = offerText(template, view, calendar);
  const begins = arrangeButton('guide', `begin_${template.id}`, 0, view.say('guide.begin'));
  return toThem(on, text, roles.has('member') ? { buttons: [[begins]] } : {});
}

/** 我想办营业执照，怎么办: the template, and a way to have it registered where something else was meant. */
function how(on: Case, words: string, parts: DeskParts): Outcome | null {
  const { view, roles, reading, at } = on;
  const template = guideNamed(words, parts.guides);
  const isDelicate = reading.urgent || reading.kind === 'whistleblow';
  if (!template || !roles.has('member') || isDelicate || on.referred || on.message.what === 'edit')
    return null;
  const buttons = [
    [
      arrangeButton('guide', `begin_${template.id}`, 0, view.say('guide.begin')),
      arrangeButton('guide', 'other', 0, view.say('guide.another')),
    ],
  ];
  const dialogue = awaiting('arranging', { of: 'guide', what: 'offer', template: template.id, words }, at);
  return { ...toThem(on, offerText(template, view, parts.calendar), { buttons }), dialogue };
}

/** It was something else: the words are registered as they were said. */
async function another(on: Case, parts: DeskParts): Promise<Outcome> {
  const held = onlyIf(on.dialogue, 'arranging');
  if (held?.of !== 'guide' || held.what !== 'offer') return { toast: on.view.say('refusal.oldButton') };
  const { words } = held;
  return open(
    { ...on, text: words, reading: { ...on.reading, ...parts.router.route(words) } },
    words,
    [],
    parts,
  );
}

/** Only by the firm itself; one of a kind at a time. */
async function begin(on: Case, template: GuideTemplate, parts: DeskParts): Promise<Outcome> {
  const { view, person, roles } = on;
  const { say } = view;
  const firm = person && parts.roster.enterpriseOf(person.id);
  if (!person || !firm || !roles.has('member')) return toThem(on, say('guide.ownersBegin'));
  const { id, title, department, steps, promise, span } = template;
  const open = await parts.store.tickets({ enterprise: firm.id, open: true });
  const had = open.find(({ source }) => source?.kind === 'guide' && source.id === id);
  if (had) return toThem(on, say('guide.already', { number: had.number, title }));
  return {
    dialogue: null,
    register: {
      registration: {
        flow: parts.flowVersions.guide,
        origin: originOf(on),
        enterprise: firm.id,
        member: person.id,
        text: say('guide.matter', { title }),
        kind: 'request',
        urgent: false,
        confidential: false,
        candidates: [{ department, p: 1 }],
        reasons: [],
        department,
        files: [],
        source: { kind: 'guide', id, title: say('guide.source', { title }) },
      },
      actor: { person: person.id },
      plan: steps,
      noted: ({ number }) => [
        {
          type: 'arranged',
          v: 1,
          at: on.at,
          of: 'guides',
          event: {
            did: 'begun',
            guide: {
              ticket: number,
              template: id,
              title,
              ...(promise ? { promise } : {}),
              ...(span ? { span } : {}),
            },
          },
        } satisfies OfficeEvent,
      ],
      telling: (ticket) => ({
        replies: [
          {
            text: say('guide.begun', {
              number: ticket.number,
              title,
              liaison: liaisonName(ticket, view),
              department: parts.roster.department(department)?.name ?? '',
            }),
            privately: true,
            ticket: ticket.number,
          },
        ],
      }),
    },
  };
}

async function show(on: Case, number: number, parts: DeskParts): Promise<Outcome> {
  const ticket = await visibleTicket(on, number, parts);
  if (!ticket) return notFound(on, number);
  const guide = on.office.arrangements?.guides?.[ticket.number];
  if (!guide) return toThem(on, on.view.say('guide.notGuide', { number }));
  return toThem(on, guideText(ticket, guide, on.view, parts.calendar));
}
