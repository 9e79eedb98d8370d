/** The main job on Telegram. */
import type { Place, SeenMessage } from '../support/telegram/client.ts';
import { startWorld } from '../support/world.ts';
import { mainJob } from './main-job.ts';

mainJob<Place, SeenMessage>(() => startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } }));
