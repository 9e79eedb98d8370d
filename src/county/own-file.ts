/** A list that is a county's alone: read from what ships until the county has written its own, and written only there. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';

/** `own` is where it is written; without a folder of the county's it is the shipped file itself. */
export interface OwnFile {
  readonly own: string;
  readonly shipped: string;
}

/** The file that is read now. */
export function inUse({ own, shipped }: OwnFile): string {
  return existsSync(own) ? own : shipped;
}

/** Keeps the old file beside it as `….bak`. False, with nothing written, when somebody else has changed it meanwhile. */
export function replaceOwn(file: OwnFile, was: string, text: string): boolean {
  if (readFileSync(inUse(file), 'utf8') !== was) return false;
  if (existsSync(file.own)) copyFileSync(file.own, `${file.own}.bak`);
  writeFileAtomic.sync(file.own, text);
  return true;
}
