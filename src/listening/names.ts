/** The names of this machine itself: what a listener on 127.0.0.1 may be called by. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Values of the Host header under which a listener on 127.0.0.1 and this port answers, in lower case. */
export function ownHosts(port: number | undefined): readonly string[] {
  const full = LOOPBACK.map((name) => `${name}:${port}`);
  return port === 80 ? [...full, ...LOOPBACK] : full;
}
