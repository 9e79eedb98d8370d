/** Whether a transaction still fits the state: what it was made from has not changed, and none of its messages is known. */
import type { LineBody } from './line.ts';
import { type State, versionIn } from './state.ts';

/** The stream or outbox id on which a transaction and the present state disagree; null when they agree. */
export function conflictIn(
  state: State,
  expect: Readonly<Record<string, number>>,
  body: LineBody,
): string | null {
  for (const [stream, version] of Object.entries(expect)) {
    if (versionIn(state, stream) !== version) return stream;
  }
  const ids = (body.outbox ?? []).map((message) => message.id);
  const used = ids.find(
    (id, place) => state.used.has(id) || state.outbox.get(id) || ids.indexOf(id) !== place,
  );
  return used === undefined ? null : `outbox/${used}`;
}
