/** Does nothing, and notes for how long the machine would not even let it do that. A helper of the bench. */
import { beHelper } from './helper.ts';
import { LoopWatch } from './loop-watch.ts';

const watch = new LoopWatch();
beHelper((question) => (question === 'begin' ? watch.begin() : watch.result()));
