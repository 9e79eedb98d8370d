/** Pages and files that whoever works for the county has opened are put on record (`access-log.ts`). */
import type { MiddlewareHandler } from 'hono';
import type { AccessLog } from '../../access-log.ts';
import type { Signed } from './session.ts';
import { BASE } from './site.ts';

/** Asked again every few seconds by a page that stands open; tells nothing that the page does not. */
const LIVE = '/live';
/** Where the pages are mounted below `BASE`, lines are as short without it. */
const MOUNTED = new RegExp(`^${BASE}(?=/|$)`);

/**
 * What an owner opens is of their own firm alone, and nobody's business: a record of it would say when a firm read what it
 * thinks of an inspection, or of a report.
 */
export function viewed(access: AccessLog): MiddlewareHandler<Signed> {
  return async (context, next) => {
    await next();
    const { person, roles } = context.get('reader');
    const { method, url } = context.req;
    const path = context.req.path.replace(MOUNTED, '') || '/';
    if (method !== 'GET' || context.res.status !== 200 || path === LIVE) return;
    if ([...roles].every((role) => role === 'member')) return;
    access.note(person.id, path + decoded(new URL(url).search));
  };
}

/** As people wrote it; what does not decode stays as it came. */
function decoded(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}
