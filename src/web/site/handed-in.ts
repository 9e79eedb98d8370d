/** A list handed in as a workbook (名册, 政策库): how large it may be, and what is wrong with it in words for the page. */
import { bodyLimit } from 'hono/body-limit';
import { SettingsError } from '../../county/yaml-file.ts';
import { BookFault } from '../../papers/book/read.ts';
import { troublePage } from './views/trouble.ts';

/** A little more than the workbook itself may have (`papers/book/read.ts`). */
const MOST_BYTES = 6 * 1024 * 1024;

export const limitedBook = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (context) => context.html(troublePage('文件太大（最多 5 MB），没有导入。'), 413),
});

/** `wrongNow`: what is said when the county's own file is wrong, before anything is put into it. */
export async function readHandedIn<Read>(
  file: File,
  read: (bytes: Uint8Array) => Promise<Read>,
  wrongNow: string,
): Promise<Read | { readonly faults: readonly string[] }> {
  try {
    return await read(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    if (error instanceof BookFault) return { faults: [error.message] };
    if (error instanceof SettingsError) return { faults: [wrongNow] };
    throw error;
  }
}
