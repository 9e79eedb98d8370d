/** What is wrong with a settings file, as it is told: each `line: field：what`; none when it can be read. */
import { SettingsError } from '../../src/county/yaml-file.ts';

export function faultsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}
