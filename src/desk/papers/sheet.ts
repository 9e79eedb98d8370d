/** A paper on the county's own sheet, where it has one that will do. */
import { readLetterhead } from '../../county/letterhead.ts';
import { templateApart } from '../../papers/official/apart.ts';
import type { Paper } from '../../papers/official/paper.ts';
import type { DeskParts } from '../desk.ts';

/**
 * Null where the county has none. Where it will not do there is a paper all the same, as the program sets it: an order is not
 * late for a misspelt tag. Rejects as `documentApart` does.
 */
export async function onSheet(
  paper: Paper,
  { letterhead, log }: Pick<DeskParts, 'letterhead' | 'log'>,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  let template: Uint8Array | null;
  try {
    template = readLetterhead(letterhead);
  } catch (error) {
    log.error({ err: error, file: letterhead }, '版头读不出来，公文先用程序自带的版式');
    return null;
  }
  if (template === null) return null;
  const { bytes, fault } = await templateApart(template, paper, signal);
  if (fault !== null) log.error({ file: letterhead, fault }, '版头用不了，公文先用程序自带的版式');
  return bytes;
}
