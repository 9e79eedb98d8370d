/** Whose figures an address asks for. */
import type { Context } from 'hono';
import type { DeskParts } from '../../desk/desk.ts';
import type { Scope } from '../../desk/leaders/figures.ts';
import { maySee, ownScopes } from '../../desk/leaders/scope.ts';
import type { Signed } from './session.ts';
import { viewOf } from './tickets.ts';

/** One's own where nobody is named; null for what is not the reader's, or of nobody in the roster. */
export function scopeAsked(context: Context<Signed>, parts: DeskParts): Scope | null {
  const { person, roles } = context.get('reader');
  const asks = { person, roles, view: viewOf(parts) };
  const { d, e } = context.req.query();
  if (d === undefined && e === undefined) return ownScopes(asks)[0] ?? null;
  const { roster } = parts;
  const found = d === undefined ? roster.enterprise(e ?? '') : roster.department(d);
  if (!found) return null;
  const scope: Scope = { of: d === undefined ? 'enterprise' : 'department', id: found.id };
  return maySee(asks, scope) ? scope : null;
}
