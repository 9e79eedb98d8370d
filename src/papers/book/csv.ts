/** A .csv as offices save it: UTF-8 or GBK, parted by commas or tabs. */

/** Null where the bytes are no text that offices write. */
export function csvRows(file: Uint8Array): readonly (readonly (string | null)[])[] | null {
  const text = textOf(file);
  if (text === null || text.includes('\0')) return null;
  const [first = ''] = text.split('\n', 1);
  return rowsOf(text, first.includes('\t') && !first.includes(',') ? '\t' : ',');
}

function textOf(file: Uint8Array): string | null {
  const isUtf16 = file[0] === 0xff && file[1] === 0xfe;
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch {
      // The next one.
    }
  }
  return null;
}

/** Each field is quoted, with its quotation marks doubled, or has none. */
function rowsOf(text: string, comma: string): readonly (readonly (string | null)[])[] {
  const FIELD = new RegExp(`(?:"((?:[^"]|"")*)"|([^${comma}\\r\\n]*))(${comma}|\\r\\n|\\n|\\r|$)`, 'y');
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  while (FIELD.lastIndex < text.length) {
    const from = FIELD.lastIndex;
    const found = FIELD.exec(text);
    // A quotation mark that is never closed: the rest of its line is the field.
    const [quoted, bare, end] = found ? [found[1], found[2], found[3] ?? ''] : unclosed(text, from);
    if (!found) FIELD.lastIndex = from + (bare ?? '').length + end.length;
    const value = quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll('""', '"');
    row.push(value === '' ? null : value);
    if (end !== comma) {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function unclosed(text: string, from: number): readonly [undefined, string, string] {
  const end = text.indexOf('\n', from);
  return [undefined, text.slice(from, end < 0 ? text.length : end), end < 0 ? '' : '\n'];
}
