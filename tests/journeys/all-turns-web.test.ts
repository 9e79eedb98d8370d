/** Every turn on the web group: the same script as on Telegram. */
import { startWebWorld } from '../support/web-world.ts';
import { allTurns } from './all-turns.ts';

allTurns(() => startWebWorld({ clock: { start: '2026-11-24T10:00:00+08:00' } }));
