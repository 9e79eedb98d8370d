/**
 * What a segment of the journal says, plain or packed, read without the program's own reader, so that a fault of that
 * one cannot hide itself.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export function segmentText(path: string): string {
  const bytes = readFileSync(path);
  if (!bytes.subarray(0, 7).equals(Buffer.from('{"v":4,'))) return bytes.toString('utf8');
  const blocks: Buffer[] = [];
  for (let at = bytes.indexOf(0x0a) + 1; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    blocks.push(brotliDecompressSync(bytes.subarray(at + 8, at + 8 + length)));
    at += 8 + length;
  }
  return Buffer.concat(blocks).toString('utf8');
}
