/** How a command ends: what somebody can mend is said in a sentence, anything else with its stack, for the developer. */
import { systemSentence } from '../store/errno.ts';

/** Faults whose message is such a sentence. */
type Mendable = abstract new (...words: never[]) => Error;

/** Sets the exit code: what `main` gives, or 1 when it throws. */
export async function runCommand(
  main: () => number | Promise<number>,
  ...mendable: readonly Mendable[]
): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${inSentence(error, mendable)}\n`);
    process.exitCode = 1;
  }
}

function inSentence(error: unknown, mendable: readonly Mendable[]): string {
  if (error instanceof Error && mendable.some((kind) => error instanceof kind)) return error.message;
  return systemSentence(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}
