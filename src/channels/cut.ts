/** Shortening words to what a channel can carry. */

/** At most `limit` UTF-16 code units, `note` included; a character is never cut in two. */
export function cutText(text: string, limit: number, note: string): string {
  if (text.length <= limit) return text;
  let end = limit - note.length;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end--;
  return text.slice(0, end) + note;
}

/** At most `limit` bytes of UTF-8, `note` included; a character is never cut in two. */
export function cutBytes(text: string, limit: number, note: string): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const room = limit - Buffer.byteLength(note);
  let used = 0;
  let end = 0;
  for (const point of text) {
    used += Buffer.byteLength(point);
    if (used > room) break;
    end += point.length;
  }
  return text.slice(0, end) + note;
}
