import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../src/store/fault.ts';
import { KeyRing, keyIdOf, SealBroken } from '../../src/store/keys.ts';
import { KEY, keyRing, OTHER_KEY } from '../support/keys.ts';

const TEXT = '举报：验收时暗示要红包';
const keys = keyRing();

describe('an encrypted value', () => {
  it('opens in its own place, and is different each time', () => {
    const values = [1, 2].map(() => keys.seal(TEXT, 'line', 'line/1'));
    expect(values[0]).not.toBe(values[1]);
    for (const value of values) expect(keys.open(value, 'line', 'line/1')).toBe(TEXT);
    const bytes = Buffer.from([0, 255, 10, 13]);
    expect(keys.openBytes(keys.sealBytes(bytes, 'file/a'), 'file/a')).toEqual(bytes);
  });

  it('does not open in another place, or as another thing', () => {
    const value = keys.seal(TEXT, 'line', 'line/1');
    expect(() => keys.open(value, 'line', 'line/2')).toThrow(SealBroken);
    expect(() => keys.open(value, 'row', 'line/1')).toThrow(SealBroken);
    expect(() => keys.openBytes(keys.sealBytes(Buffer.from(TEXT), 'file/a'), 'file/b')).toThrow(SealBroken);
  });

  it('does not open when one bit is changed or its end is cut off', () => {
    const whole = keys.sealBytes(Buffer.from(TEXT), 'file/a');
    const start = 's1.12345678.'.length;
    for (let place = start; place < whole.length; place++) {
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => keys.openBytes(changed, 'file/a'), `byte ${place}`).toThrow(SealBroken);
    }
    for (const end of [0, 5, start, start + 20, whole.length - 1]) {
      expect(() => keys.openBytes(whole.subarray(0, end), 'file/a'), `cut at ${end}`).toThrow(SealBroken);
    }
  });

  it('names its key, which is not to be learnt from the name', () => {
    const value = keys.seal(TEXT, 'line', 'line/1');
    expect(keyIdOf(value)).toBe(keys.id);
    expect(keyRing(OTHER_KEY).id).not.toBe(keys.id);
    expect(Buffer.from(KEY, 'base64').toString('hex')).not.toContain(keys.id);
  });

  it('without its key is refused in words: which key, and what to do', () => {
    const value = keys.seal(TEXT, 'line', 'line/1');
    const other = keyRing(OTHER_KEY);
    const refused = expect(() => other.open(value, 'line', 'line/1'));
    refused.toThrow(StoreFault);
    refused.toThrow(new RegExp(`用密钥 ${keys.id} 加密.*是另一把（${other.id}）.*REPORT_KEY_OLD`));
    expect(keyRing(OTHER_KEY, KEY).open(value, 'line', 'line/1')).toBe(TEXT);
  });

  it('needs a key of 32 bytes', () => {
    expect(() => new KeyRing(Buffer.alloc(31))).toThrow(RangeError);
  });
});

describe('a name made by a key', () => {
  it('is the same for the same, and tells nothing without the key', () => {
    expect(keys.namesFor('abc')).toEqual(keyRing().namesFor('abc'));
    expect(keyRing(OTHER_KEY).namesFor('abc')).not.toEqual(keys.namesFor('abc'));
    expect(keyRing(OTHER_KEY, KEY).namesFor('abc')).toEqual([
      ...keyRing(OTHER_KEY).namesFor('abc'),
      ...keys.namesFor('abc'),
    ]);
  });
});
