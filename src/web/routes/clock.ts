/** The clock: what it says, and 快进. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type ClockBoard, LEAPS, type Leap } from '../clock-board.ts';
import { refuse, wantsPage } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { fieldsOf, textOf } from './fields.ts';

const MOST = 10_000;

export function clockRoutes({ board, roster }: Scene): Hono {
  const app = new Hono();
  app.get('/clock', async (context) => context.json(await board.state()));
  app.post('/clock', bodyLimit({ maxSize: MOST }), async (context) => {
    const fields = await fieldsOf(context);
    const to = textOf(fields.to);
    const stop = fields.stop === true || textOf(fields.stop) === 'true';
    if (!stop && !isLeap(to))
      return refuse(context, 400, '快进只能是一小时、下个工作日、一天、一周或下一件到点的事。');
    const told = await move(board, stop ? null : (to as Leap));
    // A form without scripts says whose page it stands on.
    const back = textOf(fields.back);
    if (wantsPage(context)) return context.redirect(roster.person(back) ? `/as/${back}` : '/', 303);
    return context.json({ ...(await board.state()), toast: told });
  });
  return app;
}

async function move(board: ClockBoard, leap: Leap | null): Promise<string> {
  if (leap !== null) return await board.go(leap);
  await board.stop();
  return '已停下，时间照常走。';
}

function isLeap(text: string): text is Leap {
  return (LEAPS as readonly string[]).includes(text);
}
