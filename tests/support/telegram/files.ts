/**
 * Files sent by people and by the bot. https://core.telegram.org/bots/api#sending-files : a photo is at most 10 MB,
 * any other file 50 MB; https://core.telegram.org/bots/api#getfile : a bot downloads at most 20 MB.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Params, Upload } from './params.ts';
import { badRequest, Refusal, type StoredFile, type Wire } from './types.ts';

const MEGABYTE = 1024 * 1024;
export const PHOTO_LIMIT = 10 * MEGABYTE;
export const DOCUMENT_LIMIT = 50 * MEGABYTE;
export const DOWNLOAD_LIMIT = 20 * MEGABYTE;
/** Points. */
export const THUMBNAIL_WIDTH = 90;

/** What a person sends: real bytes, or only a pretended size. */
export interface NewFile {
  readonly kind: StoredFile['kind'];
  readonly name?: string | null;
  readonly mime?: string;
  readonly bytes?: Buffer;
  readonly size?: number;
}

export class Files {
  readonly #byId = new Map<string, StoredFile>();

  add(file: NewFile): StoredFile {
    const bytes = file.bytes ?? null;
    const [width, height] = (bytes && dimensions(bytes)) ?? [1280, 960];
    const stored: StoredFile = {
      id: `${file.kind === 'photo' ? 'AgAC' : 'BQAC'}${randomUUID().replaceAll('-', '')}`,
      uniqueId: `AQAD${randomUUID().slice(0, 8)}`,
      kind: file.kind,
      name: file.name ?? null,
      mime: file.mime ?? 'application/octet-stream',
      size: file.size ?? bytes?.length ?? 0,
      bytes,
      sha256: bytes && createHash('sha256').update(bytes).digest('hex'),
      width,
      height,
    };
    this.#byId.set(stored.id, stored);
    return stored;
  }

  /**
   * The file of a sendPhoto or sendDocument: a `file_id`, an upload in the field itself, or `attach://<part>`
   * (https://core.telegram.org/bots/api#sending-files). Throws what Telegram answers.
   */
  fromCall(params: Params, kind: 'photo' | 'document'): StoredFile {
    const text = params.text(kind);
    const part = text.startsWith('attach://') ? text.slice('attach://'.length) : kind;
    const upload = params.files.get(part);
    if (upload) return this.#uploaded(upload, kind);
    if (text === '' || text.startsWith('attach://')) {
      throw badRequest(`there is no ${kind} in the request`);
    }
    const known = this.#byId.get(text);
    if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
    // "It's not possible to change the file type when resending by file_id" (#sending-files)
    if (known.kind !== kind) {
      const name = (type: string): string => type[0]!.toUpperCase() + type.slice(1);
      throw badRequest(`can't use file of type ${name(known.kind)} as ${name(kind)}`);
    }
    return known;
  }

  #uploaded(upload: Upload, kind: 'photo' | 'document'): StoredFile {
    const size = upload.bytes.length;
    if (size === 0) throw badRequest('file must be non-empty');
    if (kind === 'document') {
      if (size > DOCUMENT_LIMIT) throw new Refusal(413, 'Request Entity Too Large');
      return this.add({ kind, name: upload.name, bytes: upload.bytes });
    }
    // "The photo must be at most 10 MB in size. The photo's width and height must not exceed 10000 in total.
    //  Width and height ratio must be at most 20" (#sendphoto)
    if (size > PHOTO_LIMIT) {
      throw badRequest(
        `file of size ${size} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`,
      );
    }
    const sides = dimensions(upload.bytes);
    if (!sides) throw badRequest('IMAGE_PROCESS_FAILED');
    const [width, height] = sides;
    if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
      throw badRequest('PHOTO_INVALID_DIMENSIONS');
    }
    return this.add({ kind, bytes: upload.bytes, mime: 'image/jpeg' });
  }

  /** getFile: https://core.telegram.org/bots/api#getfile */
  describe(id: string): Wire {
    if (id === '') throw badRequest('file_id not specified');
    const file = this.#byId.get(id);
    if (!file) throw badRequest('invalid file_id');
    // "The maximum file size to download is 20 MB" (#getfile)
    if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: pathOf(file) };
  }

  /** The file behind `/file/bot<token>/<file_path>`; null when there is none. */
  atPath(path: string): StoredFile | null {
    for (const file of this.#byId.values()) {
      if (pathOf(file) === path && file.size <= DOWNLOAD_LIMIT) return file;
    }
    return null;
  }
}

/** The part of a Message that carries a file. */
export function fileContent(file: StoredFile, thumbnail: StoredFile | null): Wire {
  const base = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  switch (file.kind) {
    case 'photo': {
      // An Array of PhotoSize, smallest first: a bot must take the last one.
      const sizes: Wire[] = [{ ...base, width: file.width, height: file.height }];
      if (thumbnail) {
        sizes.unshift({
          file_id: thumbnail.id,
          file_unique_id: thumbnail.uniqueId,
          file_size: thumbnail.size,
          width: THUMBNAIL_WIDTH,
          height: Math.max(1, Math.round((THUMBNAIL_WIDTH * file.height) / file.width)),
        });
      }
      return { photo: sizes };
    }
    case 'document':
      return {
        document: { ...base, ...(file.name === null ? {} : { file_name: file.name }), mime_type: file.mime },
      };
    case 'sticker':
      return {
        sticker: {
          ...base,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '👍',
        },
      };
    case 'voice':
      return { voice: { ...base, duration: 3, mime_type: 'audio/ogg' } };
  }
}

function pathOf(file: StoredFile): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name ?? '')?.[0] ?? (file.kind === 'photo' ? '.jpg' : '');
  return `${file.kind}s/file_${file.uniqueId}${extension}`;
}

/** Width and height of a PNG or JPEG; null when it is neither. */
function dimensions(bytes: Buffer): [number, number] | null {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  }
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  return null;
}
