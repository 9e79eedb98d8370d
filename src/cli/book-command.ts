/** A command over a list of the county's: alone it checks it; `export FILE` and `import FILE [--yes]` take it to a workbook and back. */
import { systemSentence } from '../store/errno.ts';

export interface BookCommand {
  readonly usage: string;
  check(): number | Promise<number>;
  exportBook(book: string): Promise<number>;
  importBook(book: string, isSure: boolean): Promise<number>;
}

/** Sets the exit code: 0; 1 when something will not do; 2 for a wrong command line. */
export function runBookCommand(command: BookCommand): void {
  answerTo(command, process.argv.slice(2))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      process.exitCode = fail(systemSentence(error) ?? said);
    });
}

async function answerTo(command: BookCommand, words: readonly string[]): Promise<number> {
  const [verb, book, ...more] = words;
  if (verb === undefined) return command.check();
  if (book !== undefined && verb === 'export' && more.length === 0) return command.exportBook(book);
  if (book !== undefined && verb === 'import' && more.every((one) => one === '--yes'))
    return command.importBook(book, more.length > 0);
  fail(command.usage);
  return 2;
}

export function tell(words: string): number {
  process.stdout.write(`${words}\n`);
  return 0;
}

export function fail(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}
