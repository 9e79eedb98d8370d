/** Never answers. */
import { work } from '../../../src/thread/working.ts';

work(() => new Promise(() => {}));
