/** A refusal in a sentence: for a script as JSON, for a browser as a page. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { troublePage } from './views/trouble.ts';

/** For what is our own fault. */
export const FAILED = '刚才这一步没有办成，请再试一次。';

/** `error` is a sentence for people: what is wrong and what to do. */
export async function refuse(
  context: Context,
  status: ContentfulStatusCode,
  error: string,
): Promise<Response> {
  return wantsPage(context) ? context.html(troublePage(error), status) : context.json({ error }, status);
}

/** Whether a person without scripts waits for a page; scripts ask for JSON. */
export function wantsPage(context: Context): boolean {
  return (context.req.header('accept') ?? '').includes('text/html');
}
