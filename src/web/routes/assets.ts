/** Styles, scripts and pictures of the pages, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Hono } from 'hono';
import { refuse } from '../refuse.ts';

const FOLDER = new URL('../assets/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export function assetRoutes(): Hono {
  const assets = new Map(
    readdirSync(FOLDER)
      .filter((name) => extname(name) in TYPES)
      .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
  );
  const app = new Hono();
  app.get('/assets/:name', async (context) => {
    const name = context.req.param('name');
    const text = assets.get(name);
    if (text === undefined) return await refuse(context, 404, '没有这个文件。');
    context.header('Content-Type', TYPES[extname(name)]);
    return context.body(text);
  });
  app.get('/favicon.ico', (context) => context.redirect('/assets/mark.svg', 301));
  return app;
}
