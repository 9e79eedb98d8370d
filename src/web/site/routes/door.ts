/** In by a link from the bot, and out again. */
import { type Context, Hono } from 'hono';
import { holderOf, redeem, signOut } from '../../../desk/people/links.ts';
import { begin, end, readerOf } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { deadLinkPage, enterPage, strangerPage } from '../views/door.ts';
import { privacyPage } from '../views/privacy.ts';

export function doorRoutes(site: Site): Hono {
  const { parts } = site;
  const app = new Hono();
  app.get('/in/:secret', async (context) => {
    const secret = context.req.param('secret');
    const person = holderOf(secret, await parts.store.office(), parts);
    if (person) return context.html(enterPage(person, secret, site, boardAsked(context)));
    // Whoever is in already, and goes back in their browser, is shown in again.
    if (await readerOf(context, site)) return context.redirect(insideOf(context), 303);
    return context.html(deadLinkPage(site), 410);
  });
  app.post('/in/:secret', async (context) => {
    const person = await redeem(context.req.param('secret'), parts);
    if (!person) {
      if (await readerOf(context, site)) return context.redirect(insideOf(context), 303);
      return context.html(deadLinkPage(site), 410);
    }
    await begin(context, person.id, site);
    // A leader comes for the figures, everybody else for what waits for them.
    const isLeader = parts.roster.rolesOf(person.id).some(({ role }) => role === 'leader');
    const board = boardAsked(context);
    if (board !== '') return context.redirect(`${BASE}/board${board}`, 303);
    return context.redirect(isLeader ? `${BASE}/board` : BASE, 303);
  });
  // Whoever is asked for their words may read what becomes of them, signed in or not.
  app.get('/privacy', (context) => context.html(privacyPage(site)));
  app.post('/out', async (context) => {
    const reader = await readerOf(context, site);
    if (reader) await signOut(reader.person.id, reader.person.id, parts);
    end(context);
    return context.html(strangerPage(site));
  });
  return app;
}

/** The board that a link under a brief leads to, as the end of an address; empty for any other link. */
function boardAsked(context: Context): string {
  const { p, d, e } = context.req.query();
  if (p === undefined) return '';
  const query = new URLSearchParams({ p, ...(d ? { d } : {}), ...(e ? { e } : {}) });
  return `?${query}`;
}

function insideOf(context: Context): string {
  const board = boardAsked(context);
  return board === '' ? BASE : `${BASE}/board${board}`;
}
