/** 网页: whoever asks is sent their own way into the pages, in private. */
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { issueLink, LINK_MINUTES } from './links.ts';

export function onPagesAsked(on: Case, parts: DeskParts): Outcome {
  const { person, view, at, message } = on;
  const { say } = view;
  if (person === null) return {};
  const pages = parts.pages();
  if (pages === null) return reply(say('pages.none'), { privately: true });
  const { secret, event } = issueLink(person.id, at);
  const words = { url: `${pages.address}/in/${secret}`, minutes: LINK_MINUTES };
  const text = pages.fromOutside ? say('pages.link', words) : say('pages.here', words);
  const there = message.chat.kind === 'group' ? [{ text: say('told.privately') }] : [];
  return { office: [event], replies: [{ text, privately: true }, ...there] };
}
