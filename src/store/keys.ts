/**
 * The keys that what is secret is encrypted with at rest: AES-256-GCM, a fresh nonce for each value, a key of its own
 * for each purpose (HKDF-SHA-256), the place of the value authenticated with it, so that values cannot change places.
 *
 *   s1.<id of the key, 8 hex digits>.<nonce, 12 bytes><ciphertext><tag, 16 bytes>
 *
 * `s2` instead of `s1`: what was encrypted had been made shorter (`shortening.ts`), as the parts of lines are.
 *
 * In text what follows the second dot is base64, in files it is bytes. The id is a fingerprint of the key; it tells
 * which of several keys opens a value, and nothing about the key itself.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { StoreFault } from './fault.ts';
import { lengthened, shortened } from './shortening.ts';

/** What a key is used for: each has a key derived for it. `name`: of files. */
type Purpose = 'line' | 'row' | 'file' | 'name';
const PURPOSES: readonly Purpose[] = ['line', 'row', 'file', 'name'];

export const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 4;
const PREFIX = /^s[12]\.([0-9a-f]{8})\./;
/** How a value begins that had been made shorter. */
export const SHORTENED = 's2.';
const PREFIX_BYTES = 's1.12345678.'.length;
/** What encryption adds to a file. */
export const OVERHEAD_BYTES = PREFIX_BYTES + NONCE_BYTES + TAG_BYTES;

/** A value is not what was encrypted for this place: changed, cut, or taken from elsewhere. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

interface Key {
  readonly id: string;
  readonly derived: Readonly<Record<Purpose, Buffer>>;
}

export class KeyRing {
  readonly #current: Key;
  readonly #byId: ReadonlyMap<string, Key>;

  /** `current` encrypts; it and `older` ones open. Each is 32 bytes. */
  constructor(current: Uint8Array, older: readonly Uint8Array[] = []) {
    const keys = [current, ...older].map(deriveFrom);
    this.#current = keys[0] as Key;
    this.#byId = new Map(keys.map((key) => [key.id, key]));
  }

  /** Id of the key that encrypts. */
  get id(): string {
    return this.#current.id;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  seal(text: string, purpose: Purpose, place: string): string {
    return `s1.${this.id}.${encrypt(Buffer.from(text), keyFor(this.#current, purpose), place).toString('base64')}`;
  }

  /** As `seal`, made shorter before. */
  sealShort(text: string, purpose: Purpose, place: string): string {
    const body = encrypt(shortened(text), keyFor(this.#current, purpose), place);
    return `${SHORTENED}${this.id}.${body.toString('base64')}`;
  }

  /** Throws `StoreFault` (key) when the key is not among these, `SealBroken` when the value does not belong there. */
  open(value: string, purpose: Purpose, place: string): string {
    const key = this.#keyOf(value.slice(0, PREFIX_BYTES), purpose);
    const bytes = decrypt(Buffer.from(value.slice(PREFIX_BYTES), 'base64'), key, place);
    return value.startsWith(SHORTENED) ? lengthened(bytes) : bytes.toString('utf8');
  }

  sealBytes(bytes: Uint8Array, place: string): Buffer {
    const body = encrypt(bytes, keyFor(this.#current, 'file'), place);
    return Buffer.concat([Buffer.from(`s1.${this.id}.`), body]);
  }

  /** As `open`. */
  openBytes(bytes: Buffer, place: string): Buffer {
    const key = this.#keyOf(bytes.toString('latin1', 0, PREFIX_BYTES), 'file');
    return decrypt(bytes.subarray(PREFIX_BYTES), key, place);
  }

  /** Names for what is known by `name`, that nobody can make without a key: with the current key first. */
  namesFor(name: string): readonly string[] {
    return [...this.#byId.values()].map((key) =>
      createHmac('sha256', keyFor(key, 'name')).update(name).digest('hex'),
    );
  }

  #keyOf(prefix: string, purpose: Purpose): Buffer {
    const id = keyIdOf(prefix);
    if (id === null) throw new SealBroken('不是本程序加密的内容');
    const key = this.#byId.get(id);
    if (!key) throw missingKey([id], this);
    return keyFor(key, purpose);
  }
}

/** The keys of the environment; null when none is set. */
export function keysOf(
  setting: { readonly current: Uint8Array; readonly older: readonly Uint8Array[] } | null,
): KeyRing | null {
  return setting && new KeyRing(setting.current, setting.older);
}

/** Id of the key that a value was encrypted with; null when it is no encrypted value. */
export function keyIdOf(value: string): string | null {
  return PREFIX.exec(value)?.[1] ?? null;
}

/** What an operator hears when there is no key, or another one. `ids` are those of the keys that are missing. */
export function missingKey(ids: readonly string[], keys: KeyRing | null): StoreFault {
  const wanted = `密钥 ${ids.join('、')}`;
  const why = keys
    ? `数据里有用${wanted} 加密的举报内容，现在的 REPORT_KEY 是另一把（${keys.id}），打不开。` +
      '若刚换过密钥，请把原来那把填在 REPORT_KEY_OLD 里（多把用逗号隔开）；若填错了，请改回原来的 REPORT_KEY'
    : `数据里有用${wanted} 加密的举报内容，但没有设置 REPORT_KEY，打不开。请把原来的密钥填回 .env 的 REPORT_KEY`;
  return new StoreFault('key', `${why}，再启动。数据没有改动。`);
}

function deriveFrom(key: Uint8Array): Key {
  if (key.length !== KEY_BYTES) throw new RangeError(`a key of ${key.length} bytes (expected ${KEY_BYTES})`);
  const derive = (info: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `lianxinqiao/report/${info}`, length));
  const derived = Object.fromEntries(PURPOSES.map((purpose) => [purpose, derive(purpose, KEY_BYTES)]));
  return { id: derive('id', ID_BYTES).toString('hex'), derived: derived as Record<Purpose, Buffer> };
}

function keyFor(key: Key, purpose: Purpose): Buffer {
  return key.derived[purpose];
}

function encrypt(bytes: Uint8Array, key: Buffer, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(body: Buffer, key: Buffer, place: string): Buffer {
  if (body.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken('加密的内容不完整');
  const end = body.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, body.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(body.subarray(end));
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch (error) {
    throw new SealBroken('加密的内容打不开（被改动，或从别处调换而来）', { cause: error });
  }
}
