/** Files on their way from one side to the other. */
import { clip } from '../../dialogue/text.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { workersOn } from './duties.ts';
import type { Notices } from './list.ts';

/** A stored file goes to the other side: the enterprise's to whoever works on it, the department's to the enterprise. */
export function passOn(file: TicketFile, notices: Notices): void {
  const { after: ticket, view } = notices;
  if (!file.stored) return;
  const workers = workersOn(ticket, view).map((person) => ({ person }));
  const { sha256, mime } = file.stored;
  const name = clip(file.name, 60);
  for (const to of file.from === 'enterprise' ? workers : [notices.member]) {
    notices.add('file', to, view.say('news.file', { number: ticket.number, name }), {
      file: { sha256, mime, name: file.name },
    });
  }
}
