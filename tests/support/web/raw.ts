/** Requests as no honest browser sends them, and the line on which a page hears what happens. */
import { request } from 'node:http';
import { wait } from '../program.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request with exactly these headers; `host` is taken as given. */
export function ask(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export interface LiveEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Line {
  readonly events: readonly LiveEvent[];
  /** Waits until an event fits. Rejects in words when none comes. */
  until(fits: (event: LiveEvent) => boolean, withinMs?: number): Promise<LiveEvent>;
  close(): void;
}

/** Listens as a page does. */
export async function listen(url: string, headers: Record<string, string> = {}): Promise<Line> {
  const gone = new AbortController();
  const answer = await fetch(url, { headers, signal: gone.signal });
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  const events: LiveEvent[] = [];
  const reading = (async () => {
    let rest = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(
          block.split('\n').map((line) => {
            const colon = line.indexOf(': ');
            return [line.slice(0, colon), line.slice(colon + 2)] as const;
          }),
        );
        const [event, data] = [fields.get('event'), fields.get('data')];
        if (event === undefined || data === undefined) continue;
        events.push({ event, id: fields.get('id') ?? '', data: JSON.parse(data) });
      }
    }
  })();
  reading.catch(() => {});
  return {
    events,
    async until(fits, withinMs = 5000) {
      for (const end = Date.now() + withinMs; Date.now() < end; await wait(20)) {
        const found = events.find(fits);
        if (found) return found;
      }
      const seen = events.map(({ event, data }) => `${event} ${JSON.stringify(data).slice(0, 200)}`);
      throw new Error(`the event did not come; there were:\n${seen.slice(-6).join('\n')}`);
    },
    close: () => gone.abort(),
  };
}
