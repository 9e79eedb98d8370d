/** The program in this process, with the web chat for a channel and a clock that is walked by hand. */
import { join } from 'node:path';
import { Chat } from '../../src/channels/web/chat.ts';
import { createWebChannel, WEB, type WebChannel } from '../../src/channels/web/index.ts';
import { type ChatMessage, GROUP } from '../../src/channels/web/message.ts';
import { RehearsalClock } from '../../src/clock.ts';
import { type County, loadCounty } from '../../src/county.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { everybodyOn } from '../../src/domain/everybody-on.ts';
import { createLog } from '../../src/log.ts';
import { createProgram, type Program } from '../../src/program.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';

export interface InProcess {
  readonly clock: RehearsalClock;
  readonly store: EmbeddedStore;
  readonly county: County;
  readonly channel: WebChannel;
  readonly program: Program;
  /** Says something and has it worked and answered. */
  says(as: string, text: string, chat?: 'group' | 'private'): Promise<ChatMessage>;
  /** What the bot has said in the group, or to a person, oldest first. */
  heard(where: 'group' | { readonly person: string }): readonly ChatMessage[];
  end(): Promise<void>;
}

/** Opens everything on a folder; `start` is ISO. Faults of the program are thrown by `end`. */
export async function startInProcess(dir: string, start: string): Promise<InProcess> {
  const clock = new RehearsalClock(Date.parse(start));
  const given = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
  const county = { ...given, roster: everybodyOn(given.roster, WEB, GROUP) };
  const log = createLog('error');
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const store = await openStore({ dir, clock, log, onFault });
  await recordSettings(store, county, 'rehearsal', clock.now());
  const chat = Chat.open(join(dir, 'web'), clock);
  const channel = createWebChannel({ chat, groupName: county.roster.group.name, clock, log });
  const program = createProgram({
    store,
    county,
    clock,
    log,
    channels: new Map([[channel.id, channel]]),
    filesDir: join(dir, 'files'),
    pacingOff: true,
    followUpMs: 0,
    onFault,
  });
  await program.work();
  await channel.start((batch) => program.receive(batch), onFault);
  let keys = 0;
  return {
    clock,
    store,
    county,
    channel,
    program,
    async says(as, text, chat = 'group') {
      const key = `key-${Date.now()}-${++keys}`;
      const where = chat === 'group' ? GROUP : as;
      const message = await channel.say({ key, as, chat: where, text, files: [], replyTo: null });
      await program.work();
      await program.delivery.run();
      return message;
    },
    heard(where) {
      const messages = chat.messages(where === 'group' ? GROUP : where.person);
      return messages.filter(({ from }) => from === null);
    },
    async end() {
      await channel.stop();
      await program.work();
      await program.delivery.stop();
      await store.close();
      await chat.close();
      if (faults.length > 0) throw faults[0];
    },
  };
}
