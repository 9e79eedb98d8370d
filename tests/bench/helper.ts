/** The other end of `startHelper`: says that it is ready and answers questions, until its parent is gone. */

/** `answer` gives a value that survives JSON. `cpu`, in milliseconds since the start, is answered by every helper. */
export function beHelper(answer: (question: string) => unknown): void {
  process.on('message', (question) => {
    Promise.resolve()
      .then(() => (question === 'cpu' ? cpuMs() : answer(String(question))))
      .then((value) => process.send?.(value ?? null), fail);
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
