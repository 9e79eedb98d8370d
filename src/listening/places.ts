/**
 * The connections of a listener, up to so many. Whoever only holds one open never keeps a caller out: when all places
 * are taken, the connection that has been quiet for longest gives way.
 */
import type { Socket } from 'node:net';

export class Places {
  /** Quiet for longest first. */
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly most: number,
    /** Whether a request that came whole is being answered there. Such a connection is never given up. */
    private readonly isAtWork: (socket: Socket) => boolean,
  ) {}

  /** False when every connection is at work. Else the newcomer has a place until it closes. */
  take(socket: Socket): boolean {
    if (this.#sockets.size >= this.most) {
      const quiet = [...this.#sockets].find((one) => !this.isAtWork(one));
      if (!quiet) return false;
      this.#sockets.delete(quiet);
      quiet.destroy();
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return true;
  }

  /** Something was answered there just now. */
  stirred(socket: Socket): void {
    if (this.#sockets.delete(socket)) this.#sockets.add(socket);
  }
}
