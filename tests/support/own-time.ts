/** How long something takes of this process itself: what a busy machine does meanwhile does not count. */

/** Milliseconds of CPU that `work` takes. */
export function ownTimeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
