/** The dots of a PNG of eight bits a colour, as the program draws them: not interlaced, without a palette. */
import { inflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Dots {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): Colour;
}

/** Throws for a PNG of another kind. The filters of lines are those of the PNG specification, 9.2. */
export function dotsOf(png: Uint8Array): Dots {
  const file = Buffer.from(png);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, kind, interlaced] = [file[24], file[25], file[28]];
  const size = kind === 6 ? 4 : kind === 2 ? 3 : 0;
  if (depth !== 8 || size === 0 || interlaced !== 0) throw new Error('a PNG of another kind');
  const raw = inflateSync(Buffer.concat(dataOf(file)));
  const stride = width * size;
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1);
    const filter = raw[from];
    for (let place = 0; place < stride; place++) {
      const here = row * stride + place;
      const left = place >= size ? (out[here - size] ?? 0) : 0;
      const above = row > 0 ? (out[here - stride] ?? 0) : 0;
      const corner = row > 0 && place >= size ? (out[here - stride - size] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter ?? 0] ?? 0;
      out[here] = (raw[from + 1 + place] ?? 0) + guess;
    }
  }
  return {
    width,
    height,
    at(x, y) {
      const place = y * stride + x * size;
      return [out[place] ?? 0, out[place + 1] ?? 0, out[place + 2] ?? 0];
    },
  };
}

/** The parts of the file that hold the picture. */
function dataOf(file: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let place = 8; place < file.length; ) {
    const length = file.readUInt32BE(place);
    const name = file.toString('latin1', place + 4, place + 8);
    if (name === 'IDAT') parts.push(file.subarray(place + 8, place + 8 + length));
    place += 12 + length;
  }
  return parts;
}

/** Paeth. */
function nearest(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const [a, b, c] = [left, above, corner].map((one) => Math.abs(sum - one)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
