/** The pages that people sign in to, beside a bench: who visits them, and what they get. */
import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import { checkCounty } from '../../../src/checkup/checkup.ts';
import type { Instant } from '../../../src/domain/time.ts';
import { createEntrance, type SiteEntrance } from '../../../src/web/site/entrance.ts';
import { type Bench, type BenchOptions, useBench } from '../../desk/bench.ts';

export const URL_OF_PAGES = 'http://127.0.0.1:8700';

export interface Visit {
  readonly bench: Bench;
  /** Every address there is, in the form of its parameters: `/t/:number`. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** The secret of a link that the bot sends to somebody in private. */
  link(person: string): Promise<string>;
  /** Signs somebody in; gives their cookie. */
  enter(person: string): Promise<string>;
  /** The whole line by which somebody's cookie is set as they sign in. */
  cookieSet(person: string): Promise<string>;
  /** What somebody gets at an address below `/w`; `as` a cookie, or nobody. */
  get(path: string, as?: string): Promise<Got>;
  /** A file that somebody takes from there. Throws unless it is given. */
  bytes(path: string, as: string): Promise<Uint8Array>;
  /** Sends a form with files, each by name and bytes. */
  sends(
    path: string,
    fields: Readonly<Record<string, string>>,
    files: readonly (readonly [string, Buffer])[],
    as?: string,
  ): Promise<Got>;
  /** Sends a form. */
  post(path: string, fields: FormFields, as?: string): Promise<Got>;
  /** Sends a form with one file, in the field `file`. */
  upload(
    path: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    as?: string,
  ): Promise<Got>;
}

/** In pairs where a field comes several times. */
export type FormFields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

export interface Got {
  readonly status: number;
  /** Empty where nothing is said of it. */
  readonly type: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly location: string | null;
  /** As it is to be sent back; null when none was set. */
  readonly cookie: string | null;
}

/** Meanwhile the desk works, and what it says is sent: pages wait for their answers. */
async function answered(asking: Response | Promise<Response>, { program }: Bench): Promise<Response> {
  let answer: Response | null = null;
  const asked = Promise.resolve(asking).then((one) => {
    answer = one;
  });
  for (let idle = 0; answer === null; idle++) {
    await program.work();
    await program.delivery.run();
    // What waits for more than the desk – a thread, say – is not hurried by asking again and again.
    await Promise.race([asked, sleep(Math.min(idle, 10))]);
  }
  return answer;
}

/** `origin`: where a proxy shows the pages; without it they open on this machine only. */
export function useVisit(
  start: Instant,
  take: (visit: Visit) => void,
  { origin = null, ...options }: { readonly origin?: string | null } & BenchOptions = {},
): void {
  let entrance: SiteEntrance;
  let app: Hono;
  useBench(
    start,
    (bench) => {
      app = entrance.show(bench.program);
      const opened = entrance.opened(URL_OF_PAGES);
      const ask = async (path: string, init: RequestInit, as?: string): Promise<Got> => {
        await opened;
        const asking = app.request(path, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), ...(as ? { cookie: as } : {}) },
        });
        const answer = await answered(asking, bench);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return {
          status: answer.status,
          type: answer.headers.get('content-type')?.split(';')[0] ?? '',
          text: new TextDecoder().decode(bytes),
          bytes,
          location: answer.headers.get('location'),
          cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? null,
        };
      };
      const visit: Visit = {
        bench,
        routes: app.routes.filter(({ method }) => method === 'GET' || method === 'POST'),
        async link(person) {
          // Until then nobody is sent one.
          await opened;
          const [, secret = ''] = /\/w\/in\/([\w-]+)/.exec(await bench.answers(person, '网页')) ?? [];
          if (secret === '') throw new Error(`${person} was sent no link`);
          return secret;
        },
        async enter(person) {
          const { cookie } = await ask(`/in/${await visit.link(person)}`, { method: 'POST' });
          if (cookie === null) throw new Error(`${person} was not let in`);
          return cookie;
        },
        async cookieSet(person) {
          const path = `/in/${await visit.link(person)}`;
          const answer = await answered(app.request(path, { method: 'POST' }), bench);
          return answer.headers.get('set-cookie') ?? '';
        },
        get: (path, as) => ask(path, {}, as),
        async bytes(path, as) {
          await opened;
          const answer = await app.request(path, { headers: { cookie: as } });
          if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
          return new Uint8Array(await answer.arrayBuffer());
        },
        sends(path, fields, files, as) {
          const body = new FormData();
          for (const [name, value] of Object.entries({ key: randomUUID(), ...fields })) body.set(name, value);
          for (const [name, bytes] of files) body.append('files', new File([new Uint8Array(bytes)], name));
          return ask(path, { method: 'POST', body }, as);
        },
        post(path, fields, as) {
          const body = new URLSearchParams({ key: randomUUID() });
          const pairs = Array.isArray(fields) ? (fields as [string, string][]) : Object.entries(fields);
          for (const [name, value] of pairs)
            name === 'key' ? body.set(name, value) : body.append(name, value);
          return ask(path, { method: 'POST', body }, as);
        },
        upload(path, { name, bytes }, as) {
          const body = new FormData();
          body.set('file', new File([new Uint8Array(bytes)], name));
          return ask(path, { method: 'POST', body }, as);
        },
      };
      take(visit);
    },
    {
      ...options,
      site: (clock, dir) => {
        const rosterFile = join(dir, 'roster.yaml');
        const policiesFile = join(dir, 'policies.yaml');
        copyFileSync('data/roster.yaml', rosterFile);
        copyFileSync('data/policies.yaml', policiesFile);
        entrance = createEntrance({
          dataDir: dir,
          rosterFile,
          policiesFile: { own: policiesFile, shipped: 'data/policies.yaml' },
          origin,
          filing: '晋ICP备00000000号',
          clock,
          rehearsal: false,
          checkup: (now) =>
            checkCounty({ DATA_DIR: dir, ROSTER_FILE: rosterFile, UNDERSTANDING: 'rules' }, now),
        });
        return entrance;
      },
    },
  );
}
