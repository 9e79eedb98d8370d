/** The thread that learns: the same as learning here, and whatever becomes of it, nobody waits for ever. */
import { expect, test } from 'vitest';
import { learnApart } from '../../src/learning/apart.ts';
import { learnFrom } from '../../src/learning/learn.ts';
import { CANAL, dispatched, jobOf } from './county.ts';

const JOB = jobOf(dispatched(CANAL, 'land'));
const MINUTE = 60_000;
const program = (name: string, patienceMs = MINUTE) => ({
  entry: new URL(`./programs/${name}.ts`, import.meta.url),
  patienceMs,
});
const goesOn = new AbortController().signal;

test('finds what learning in this thread finds, to the byte', async () => {
  const here = learnFrom(JOB);
  const apart = await learnApart(JOB, goesOn);
  expect(apart.trial).toEqual(here.trial);
  expect(Buffer.from(apart.file!).equals(Buffer.from(here.file!))).toBe(true);
});

test.each([
  ['throws', 'the learning has thrown'],
  ['ends', 'without a word'],
  ['no-such-program', 'no-such-program'],
])('%s: it says so', async (name, why) => {
  await expect(learnApart(JOB, goesOn, program(name))).rejects.toThrow(why);
});

test('takes too long: it is ended', async () => {
  await expect(learnApart(JOB, goesOn, program('never', 1))).rejects.toThrow('took over 1 ms');
});

test('the program ends: it is ended with it', async () => {
  const stopping = new AbortController();
  const learning = learnApart(JOB, stopping.signal, program('never'));
  stopping.abort(new Error('the program ends'));
  await expect(learning).rejects.toThrow('the program ends');
  await expect(learnApart(JOB, stopping.signal)).rejects.toThrow('the program ends');
});
