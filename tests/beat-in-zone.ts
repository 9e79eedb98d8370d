/** Beats for some seconds of a clock that is put at an hour which the zone of this process (TZ) repeats. */
import { mock } from 'node:test';
import { startBeat } from '../src/beat.ts';
import { createLog } from '../src/log.ts';

const [start = '', seconds = '0'] = process.argv.slice(2);
mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(start) });
let beats = 0;
const beating = startBeat(async () => {
  beats += 1;
}, createLog('silent'));
for (let second = 0; second < Number(seconds); second++) {
  mock.timers.tick(1000);
  await new Promise((resolve) => setImmediate(resolve));
}
beating.stop();
process.stdout.write(JSON.stringify({ offset: new Date().getTimezoneOffset(), beats }));
