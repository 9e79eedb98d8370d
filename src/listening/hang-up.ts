/** Ends a connection so that what was written last arrives. */
import type { Socket } from 'node:net';

const LINGER_MS = 3000;

/**
 * Closes our side and goes on reading for a while: a connection that is closed with bytes unread is reset, and a reset
 * takes with it what the other side has not read yet.
 */
export function hangUp(socket: Socket): void {
  if (socket.destroyed) return;
  socket.end();
  socket.resume();
  const impatience = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(impatience));
}
