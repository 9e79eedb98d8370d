/**
 * The pictures of briefs: drawn when the text has gone out, in the background, and sent behind it. What is to be drawn is on
 * record, so that a stop in between loses none and sends none twice; what cannot be drawn is given up, and nobody waits.
 */
import { createHash } from 'node:crypto';
import { keepFile } from '../../disk.ts';
import type { Office } from '../../domain/office.ts';
import { DAY } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { pathOfFile } from '../files/file-path.ts';
import { addressOf } from '../people/people.ts';
import { readKept } from './kept.ts';

const MOST_TRIES = 3;
/** Nobody misses the picture of a brief that is older. */
const WORTH_DRAWING = 3 * DAY;
const LOOKS = 5;

export interface PictureDesk {
  /** Begins what is to be drawn, if anything is and nothing is under way. */
  look(): Promise<void>;
  /** Resolves when nothing is being drawn. */
  idle(): Promise<void>;
}

export function createPictureDesk(parts: DeskParts): PictureDesk {
  const { drawing, store, log } = parts;
  const tries = new Map<string, number>();
  let drawingNow: Promise<void> | null = null;

  /** Also what comes while it draws; what fails is tried again at a later look. */
  async function drawAll(): Promise<void> {
    const looked = new Set<string>();
    for (;;) {
      const { toDraw = {} } = await store.office();
      const key = Object.keys(toDraw).find((one) => !looked.has(one));
      if (key === undefined) return;
      looked.add(key);
      const tried = (tries.get(key) ?? 0) + 1;
      tries.set(key, tried);
      try {
        const isOld = parts.clock.now() - (toDraw[key] ?? 0) > WORTH_DRAWING;
        await settle(key, isOld || drawing === null ? [] : await drawn(key));
      } catch (error) {
        if (error instanceof StoreFault) throw error;
        log.error({ err: error, summary: key, tried }, '小结的图没有画成，文字已经发了');
        if (tried >= MOST_TRIES) await settle(key, []);
      }
    }
  }

  async function drawn(key: string): Promise<readonly Outgoing[]> {
    const office = await store.office();
    const kept = await readKept(key, office, parts);
    const messages: Outgoing[] = [];
    for (const { card, to } of kept?.parts ?? []) {
      const seeing = to.filter((person) => canSee(person, office, parts));
      if (card === null || seeing.length === 0 || !drawing) continue;
      const bytes = await drawing.draw(card);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await keepFile(pathOfFile(parts.filesDir, sha256), bytes);
      const file = { sha256, mime: 'image/png', name: `${card.title} ${card.whose}.png` };
      const createdAt = parts.clock.now();
      const id = (person: string): string => `summary/${key}/${person}/picture`;
      for (const person of seeing) {
        messages.push(
          outgoing({ id: id(person), to: { person }, text: card.title, file, kind: 'picture', createdAt }),
        );
      }
    }
    return messages;
  }

  async function settle(key: string, outbox: readonly Outgoing[]): Promise<void> {
    for (let look = 1; look <= LOOKS; look++) {
      const { version, toDraw = {}, clockSetBackAt } = await store.office();
      if (!Object.hasOwn(toDraw, key)) return;
      const at = parts.clock.now();
      const again = clockSetBackAt === undefined ? '' : `@${clockSetBackAt}`;
      const result = await store.commit(() => ({
        at,
        cause: `picture:${key}`,
        expect: { office: version },
        office: [{ type: 'pictured', v: 1, at, period: key, drawn: outbox.length > 0 }],
        outbox: outbox.map((message) => ({ ...message, id: `${message.id}${again}` })),
      }));
      if (result.ok) return parts.onCommit();
    }
    throw new Error('the office kept changing while a picture was sent');
  }

  return {
    async look() {
      const { toDraw = {} } = await store.office();
      if (drawingNow || Object.keys(toDraw).length === 0) return;
      drawingNow = drawAll()
        .catch((error: unknown) => {
          // The program is stopping; what is to be drawn is on record.
          if (error instanceof StoreFault && error.kind === 'closed') return;
          log.error({ err: error }, 'the pictures of briefs could not be recorded');
        })
        .finally(() => {
          drawingNow = null;
        });
    },
    async idle() {
      while (drawingNow) await drawingNow;
    },
  };
}

function canSee(person: string, office: Office, { roster, channels }: DeskParts): boolean {
  const address = addressOf(person, roster, office, channels);
  return address !== null && channels.get(address.channel)?.capabilities.files === true;
}
