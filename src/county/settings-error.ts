/** What is wrong with a settings file, a line per fault, ready to be shown to the operator. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(faults.map((fault) => `${file}:${fault}`).join('\n'));
  }
}
