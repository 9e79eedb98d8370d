/**
 * Whether what a channel heard is what it should be. A server, or somebody who speaks in its name, may send any value in
 * any field; what is none would be kept on disk and stop the program wherever it is read.
 */
import type { Incoming, IncomingFile } from './port.ts';

export function isSound(heard: Incoming): boolean {
  const { key, channel, chat, sender, at, what, message, replyTo, text, files, button, buttonToken, album } =
    heard;
  return (
    [key, channel, chat.id].every((one) => isText(one) && one !== '') &&
    // A line of a ledger is said by nobody.
    isText(sender.id) &&
    (sender.id !== '' || what === 'recorded') &&
    [chat.title, sender.name, text].every(isText) &&
    [message, button, buttonToken, replyTo?.message, replyTo?.text, album].every(isTextOrNone) &&
    isInstant(at) &&
    Array.isArray(files) &&
    files.every(isFile)
  );
}

function isFile(file: IncomingFile): boolean {
  return isText(file.ref) && isText(file.name) && (file.size === null || Number.isSafeInteger(file.size));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === null || value === undefined || isText(value);

/** Beyond these a date cannot be written any more. */
const LAST = Date.UTC(9999, 0);
function isInstant(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < LAST;
}
