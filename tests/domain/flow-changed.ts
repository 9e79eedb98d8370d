/** The shipped 一般诉求 with one setting changed, and what is wrong with it then. */
import { flowSchema } from '../../src/domain/flow-rules.ts';
import { flow } from '../support/builders.ts';

type Loose = { [key: string]: Loose } & { [key: string]: unknown };
/** The shipped flow with one setting changed. */
export function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(flow) as unknown as Loose;
  const keys = path.split('.');
  let place = copy;
  for (const key of keys.slice(0, -1)) place = place[key] as Loose;
  if (value === undefined) delete place[keys.at(-1)!];
  else (place as Record<string, unknown>)[keys.at(-1)!] = value;
  return copy;
}
/** `path: words` of each fault. */
export const faultsOf = (value: unknown) =>
  (flowSchema.safeParse(value).error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${'keys' in issue ? issue.keys : issue.message}`,
  );
