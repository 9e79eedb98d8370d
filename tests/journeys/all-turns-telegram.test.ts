/** Every turn on Telegram. */
import type { Place, SeenMessage } from '../support/telegram/client.ts';
import { startWorld } from '../support/world.ts';
import { allTurns } from './all-turns.ts';

allTurns<Place, SeenMessage>(() => startWorld({ clock: { start: '2026-11-24T10:00:00+08:00', speed: 1 } }));
