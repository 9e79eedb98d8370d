/**
 * The county's own sheet for its papers (版头, with the red head): a .docx with tags (`papers/official/template.ts`) in the
 * county's folder. It is read for each paper, so that an office changes it without a restart.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LETTERHEAD = '版头.docx';

/** Null where the county has no folder. */
export function letterheadAt(countyDir: string | null | undefined): string | null {
  return countyDir ? join(countyDir, LETTERHEAD) : null;
}

/** Null where there is none. Throws where there is one that cannot be read. */
export function readLetterhead(place: string | null): Uint8Array | null {
  if (place === null) return null;
  try {
    return readFileSync(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
