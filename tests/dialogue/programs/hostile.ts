/**
 * Reads hostile texts of twenty thousand characters with everything that reads what people type, and says when it is
 * through. Of each pattern in the source its own signs are repeated: what a pattern likes is what it stumbles over.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCounty } from '../../../src/county.ts';
import { ticketInto } from '../../../src/desk/steps/joining.ts';
import { askedAfter } from '../../../src/dialogue/asked-after.ts';
import { readDays } from '../../../src/dialogue/days.ts';
import { readExtension } from '../../../src/dialogue/extension.ts';
import { readPlan } from '../../../src/dialogue/milestones.ts';
import { beginsAsChat, readChat } from '../../../src/dialogue/pasted.ts';
import { bareWord, essence, isGesture } from '../../../src/dialogue/plain.ts';
import { clean, clip, ticketNumber } from '../../../src/dialogue/text.ts';
import { isGrateful } from '../../../src/dialogue/thanks.ts';
import { isDone, isTaken, isThanks, isUrging, understand } from '../../../src/dialogue/understand.ts';
import { mattersIn } from '../../../src/routing/matters.ts';
import { ownTimeOf } from '../../support/own-time.ts';

const LONG = 20_000;
/** Milliseconds of CPU after which a reading is looked at again. */
const LONG_FOR_ONE = 50;
const TURNS = 3;
const ROOMS = ['src/dialogue', 'src/routing', 'src/desk'];
const PATTERN =
  /(?<=[=(,:?&|![>\s])\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*)\/[dgimsuy]*(?=[\s.,;)\]])/gu;
/** A set of characters in a pattern, or in a part of one that is put together from text. */
const SET = /\[\^?((?:\\.|[^\]\\\n])+)\]/gu;
const SIGNS = [...'()（）[]【】<>“”"1２ \n\t\u00a0　号件的。，,.;：:、！!？?-—~#@/+x十没了已天日月年👍'];
const HEADS = ['', '并入', '请假 ', '反馈 1 ', '【', '12月1日', '3天'];

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourcesIn(path) : [readFileSync(path, 'utf8')];
  });
}

/** All that is repeated, the signs first. */
function unitsIn(sources: readonly string[]): readonly string[] {
  const units = new Set(SIGNS);
  for (const source of sources) {
    const patterns = [...source.matchAll(PATTERN)].map(([, pattern = '']) => pattern);
    const texts = [...source.matchAll(/'([^'\n]*)'/gu)].map(([, text = '']) => text);
    for (const written of [...patterns, ...texts.filter((text) => /[[(|]/u.test(text))]) {
      for (const [, set = ''] of written.matchAll(SET)) {
        for (const sign of set.replace(/\\./gu, '')) units.add(sign);
      }
    }
  }
  return [...units];
}

const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const { router } = county;
type Reader = (text: string) => unknown;
const readers: Readonly<Record<string, Reader>> = {
  understand,
  readDays: (text) => readDays(text, '2026-11-27'),
  readPlan: (text) => readPlan(text, '2026-11-27'),
  readExtension,
  readChat: (text) => readChat(text, () => true),
  beginsAsChat,
  askedAfter,
  isThanks,
  isTaken,
  isDone,
  isUrging,
  isGrateful,
  isGesture,
  bareWord,
  essence,
  ticketNumber,
  ticketInto,
  clean,
  clip: (text) => clip(text, 100),
};
const slower: Readonly<Record<string, Reader>> = {
  route: (text) => router.route(text),
  mattersIn: (text) => mattersIn(text, router),
};
const slowest = new Map<string, number>();

/** Reads; of one that takes long the least of some turns counts, as the program itself has other things to do now and then. */
function time(name: string, reader: Reader, text: string): void {
  let took = ownTimeOf(() => reader(text));
  for (let turn = 1; turn < TURNS && took > LONG_FOR_ONE; turn++) {
    took = Math.min(
      took,
      ownTimeOf(() => reader(text)),
    );
  }
  if (took > (slowest.get(name) ?? 0)) slowest.set(name, took);
}

const units = unitsIn(ROOMS.flatMap(sourcesIn));
let read = 0;
for (const [place, unit] of units.entries()) {
  const isSign = place < SIGNS.length;
  for (const head of isSign ? HEADS : ['']) {
    const text = `${head}${unit.repeat(LONG / unit.length)}`.slice(0, LONG - 1);
    read += isSign ? 2 : 1;
    for (const hostile of isSign ? [text, `${text}\u4e00`] : [`${text}\u4e00`]) {
      for (const [name, reader] of Object.entries(readers)) time(name, reader, hostile);
      if (!isSign || head !== '') continue;
      for (const [name, reader] of Object.entries(slower)) time(name, reader, hostile);
    }
  }
}
console.log(JSON.stringify(Object.fromEntries([...slowest].map(([name, took]) => [name, Math.round(took)]))));
console.log(`read ${read} of ${units.length}`);
