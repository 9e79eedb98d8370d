/** The main job on the web group: the same script as on Telegram. */
import { startWebWorld } from '../support/web-world.ts';
import { mainJob } from './main-job.ts';

mainJob(() => startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } }));
