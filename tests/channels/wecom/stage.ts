/** A WeCom channel on the fake server, with everything it logged. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createWecomChannel, type WecomOptions } from '../../../src/channels/wecom/index.ts';
import { FakeWecom, type FakeWecomOptions } from '../../support/wecom/fake-wecom.ts';

export const NOW = 1_795_500_000_000;

export async function wecomStage(options: FakeWecomOptions = {}) {
  const wecom = await FakeWecom.start(options);
  const clock = { instant: NOW, now: () => clock.instant };
  const gaps: [number, number][] = [];
  let lines = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines += String(chunk);
      done();
    },
  });
  const channel = (over: Partial<WecomOptions> = {}) =>
    createWecomChannel({
      botId: wecom.botId,
      secret: wecom.secret,
      wsUrl: wecom.url,
      clock,
      log: pino({ level: 'trace' }, sink),
      onGap: (from, to) => gaps.push([from, to]),
      reconnectMs: 50,
      heartbeatMs: 200,
      ...over,
    });
  return { wecom, clock, gaps, channel, logged: () => lines };
}

export type WecomStage = Awaited<ReturnType<typeof wecomStage>>;
