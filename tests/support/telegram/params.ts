/**
 * Reads a call's parameters the way the Bot API does: "We support GET and POST HTTP methods. We support four ways of
 * passing parameters" (https://core.telegram.org/bots/api#making-requests): query string,
 * application/x-www-form-urlencoded, application/json, multipart/form-data. A value that is an object is JSON text.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { badRequest, Refusal, type Wire } from './types.ts';

/** A multipart part with a file name. */
export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** "50 MB max size for other files" (#sending-files), and a little for the other fields. */
const MAX_BODY = 50 * 1024 * 1024 + 64 * 1024;
/** Parameters that are numbers; a form sends them as text, the transcript shows them as numbers all the same. */
const NUMERIC = /^(?:chat_id|message_id|user_id|offset|limit|timeout|reply_to_message_id|message_thread_id)$/;

export class Params {
  constructor(
    private readonly values: ReadonlyMap<string, string>,
    readonly files: ReadonlyMap<string, Upload>,
  ) {}

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Empty when missing: the Bot API makes no difference. */
  text(name: string): string {
    return this.values.get(name) ?? '';
  }

  /** Zero when missing or no integer, which is how the real server reads it. */
  integer(name: string): number {
    const value = this.text(name);
    return /^[+-]?\d{1,16}$/.test(value.trim()) ? Number(value) : 0;
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase());
  }

  /** A JSON-serialized parameter; undefined when missing. Throws 400 "can't parse …". */
  json(name: string, called: string): unknown {
    const text = this.text(name);
    if (text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw badRequest(`can't parse ${called} JSON object`);
    }
  }

  /** For the transcript. */
  shown(): Wire {
    const shown: Wire = {};
    for (const [name, value] of this.values) {
      if (NUMERIC.test(name) && /^-?\d{1,16}$/.test(value)) shown[name] = Number(value);
      else if (/^[[{]/.test(value)) shown[name] = tryJson(value);
      else shown[name] = value === 'true' ? true : value === 'false' ? false : value;
    }
    for (const [name, file] of this.files) {
      const sha256 = createHash('sha256').update(file.bytes).digest('hex');
      shown[name] = { name: file.name, size: file.bytes.length, sha256 };
    }
    return shown;
  }
}

/** Reads the whole request. Throws 413 for a body over 50 MB, 400 for one that cannot be read. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const body = await readBody(request);
  const values = new Map<string, string>(query);
  const files = new Map<string, Upload>();
  const type = request.headers['content-type'] ?? '';
  if (body.length > 0) {
    if (/^multipart\/form-data/i.test(type)) readMultipart(body, type, values, files);
    else if (/^application\/json/i.test(type)) readJson(utf8(body), values);
    else for (const [name, value] of new URLSearchParams(utf8(body))) values.set(name, value);
  }
  return new Params(values, files);
}

export async function readBody(request: IncomingMessage, max = MAX_BODY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and thrown away, so that the sender hears the answer instead of a broken pipe.
    if (size <= max) chunks.push(chunk);
  }
  if (size > max) throw new Refusal(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

function readJson(text: string, values: Map<string, string>): void {
  const object = tryJson(text);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw badRequest("can't parse JSON object");
  }
  for (const [name, value] of Object.entries(object)) {
    if (value !== null) values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function readMultipart(
  body: Buffer,
  type: string,
  values: Map<string, string>,
  files: Map<string, Upload>,
): void {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  if (!boundary) throw badRequest('boundary field not found in the multipart content type');
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  let at = body.indexOf(mark);
  while (at !== -1) {
    const head = at + mark.length;
    if (body.subarray(head, head + 2).toString('latin1') === '--') return;
    const next = body.indexOf(mark, head);
    const bodyStart = body.indexOf('\r\n\r\n', head);
    if (next === -1 || bodyStart === -1 || bodyStart > next) break;
    const headers = body.subarray(head, bodyStart).toString('utf8');
    const content = body.subarray(bodyStart + 4, next - 2);
    const name = headerField(headers, 'name');
    if (name === null) throw badRequest("can't parse multipart/form-data: a part has no name");
    const file = headerField(headers, 'filename');
    if (file === null) values.set(name, utf8(content));
    else files.set(name, { name: file, bytes: content });
    at = next;
  }
  throw badRequest("can't parse multipart/form-data: the last boundary is missing");
}

/** `name="x"`, and also the bare `filename=x` that grammY sends. */
function headerField(headers: string, field: string): string | null {
  const found = new RegExp(`;\\s*${field}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(headers);
  return found ? (found[1] ?? found[2] ?? '') : null;
}

/** "All queries … must be made using UTF-8" (#making-requests). */
function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badRequest('strings must be encoded in UTF-8');
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
