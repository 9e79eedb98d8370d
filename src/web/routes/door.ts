/** The door: who do you want to be? */
import { Hono } from 'hono';
import type { Scene } from '../scene.ts';
import { doorPage } from '../views/door.ts';

const LONGEST_SEARCH = 100;

export function doorRoutes({ roster, board }: Scene): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const query = (context.req.query('q') ?? '').slice(0, LONGEST_SEARCH);
    return context.html(doorPage({ roster, query, clock: await board.state() }));
  });
  return app;
}
