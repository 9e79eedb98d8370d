/** Whose figures an address asks for. */
import type { Context } from 'hono';
import type { DeskParts } from '../../desk/desk.ts';
import type { Scope } from '../../desk/leaders/figures.ts';
import { maySee, ownScopes } from '../../desk/leaders/scope.ts';
import type { Signed } from './session.ts';
import { viewOf } from './tickets.ts';

/** One's own where nobody is named; null for what is not the reader's. */
export function scopeAsked(context: Context<Signed>, parts: DeskParts): Scope | null {
  const { person, roles } = context.get('reader');
  const asks = { person, roles, view: viewOf(parts) };
  const { d, e } = context.req.query();
  if (d === undefined && e === undefined) return ownScopes(asks)[0] ?? null;
  const scope: Scope = d === undefined ? { of: 'enterprise', id: e ?? '' } : { of: 'department', id: d };
  return maySee(asks, scope) ? scope : null;
}
