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

const LONG = 20_000;
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
const readers: readonly ((text: string) => unknown)[] = [
  understand,
  (text) => readDays(text, '2026-11-27'),
  (text) => readPlan(text, '2026-11-27'),
  readExtension,
  (text) => readChat(text, () => true),
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
  (text) => clip(text, 100),
];
const slower: readonly ((text: string) => unknown)[] = [
  (text) => router.route(text),
  (text) => mattersIn(text, router),
];

const units = unitsIn(ROOMS.flatMap(sourcesIn));
let read = 0;
for (const [place, unit] of units.entries()) {
  const isSign = place < SIGNS.length;
  for (const head of isSign ? HEADS : ['']) {
    const text = `${head}${unit.repeat(LONG / unit.length)}`.slice(0, LONG - 1);
    for (const hostile of isSign ? [text, `${text}\u4e00`] : [`${text}\u4e00`]) {
      for (const reader of readers) reader(hostile);
      if (isSign && head === '') for (const reader of slower) reader(hostile);
      read += 1;
    }
  }
}
console.log(`read ${read} of ${units.length}`);
