/** What all that is done about gatherings shares: which there are, who is concerned, how they are spoken of. */
import type { View } from '../../../dialogue/view.ts';
import type { Gathering, GatheringEvent } from '../../../domain/arrangements/gatherings.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { hasLeft } from '../../../domain/register.ts';
import { type Instant, instantInWords } from '../../../domain/time.ts';

export type Convened = Pick<Gathering, 'id' | 'series' | 'serial' | 'at' | 'topic' | 'place'>;

/** The oldest first. */
export function gatheringsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Gathering[] {
  return Object.values(arrangements?.gatherings ?? {});
}

/** Whatever became of it; undefined: there is none of that number. */
export function gatheringIn(office: Pick<Office, 'arrangements'>, id: number): Gathering | undefined {
  return office.arrangements?.gatherings?.[id];
}

/** Firms that said they come, in the order in which they were invited. */
export function comingTo(
  { notice }: Pick<Gathering, 'notice'>,
  { arrangements }: Pick<Office, 'arrangements'>,
): readonly string[] {
  const to = arrangements?.notices?.[notice]?.to ?? [];
  return to.flatMap(({ enterprise, answer }) => (answer ? [enterprise] : []));
}

/** What firms want to speak of that come. A firm that has changed its mind is nowhere, nor what it wanted to say there. */
export function wishesOf(
  gathering: Gathering,
  office: Pick<Office, 'arrangements'>,
): NonNullable<Gathering['wishes']> {
  const there = new Set([...comingTo(gathering, office), ...cameTo(gathering, office)]);
  return (gathering.wishes ?? []).filter(({ comes, enterprise }) => !comes || there.has(enterprise));
}

/** Firms that came: as the hub has said, or else those that had said they would, and those that spoke. */
export function cameTo(gathering: Gathering, office: Pick<Office, 'arrangements'>): readonly string[] {
  return gathering.came ?? [...new Set([...comingTo(gathering, office), ...(gathering.spoke ?? [])])];
}

/** Everybody of a firm who was asked to it, and is still there. */
export function invitedTo(
  { notice }: Pick<Gathering, 'notice'>,
  office: Pick<Office, 'arrangements' | 'register'>,
): readonly string[] {
  const invited = office.arrangements?.notices?.[notice]?.to.flatMap(({ people }) => people) ?? [];
  return invited.filter((person) => !hasLeft(person, office));
}

export function titleOf(
  { series, serial }: Pick<Gathering, 'series' | 'serial'>,
  { say }: Pick<View, 'say'>,
): string {
  return say('gathering.title', { series: say(`gathering.${series}`), serial });
}

export function facts(gathering: Convened, view: Pick<View, 'say' | 'now'>) {
  return {
    title: titleOf(gathering, view),
    when: instantInWords(gathering.at, view.now),
    place: gathering.place,
    topic: gathering.topic,
  };
}

export function namesOf(enterprises: readonly string[], { roster, say }: View): string {
  const names = enterprises.map((id) => roster.enterpriseName(id)).join('、');
  return names === '' ? say('gathering.nobody') : names;
}

export function arranged(at: Instant, event: GatheringEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'gatherings', event };
}
