/** A program of its own for tests that kill it: plays a month in the folder, at the time, from the file named. */
import { play } from '../bench.ts';

const [dir = '', now = '', month = ''] = process.argv.slice(2);
const played = await play(dir, now, month);
await played.close();
process.stdout.write('played\n');
