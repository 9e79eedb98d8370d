/** The journey of all channels, on Telegram and on the web page. */
import type { Match, Onlooker, Player, Seen } from '../support/stage.ts';
import { startWebWorld } from '../support/web-world.ts';
import { startWorld } from '../support/world.ts';
import { GROUP, journeyOn, PEOPLE, type Town } from './everywhere.ts';
import { heard } from './helpers.ts';

const START = '2026-11-23T09:00:00+08:00';

interface World<Place, M extends Seen, P extends Player<Place, M>> {
  readonly tg: Onlooker<Place, M>;
  readonly group: Place;
  person(id: string): Promise<P & Place>;
  end(): Promise<void>;
}

async function townOf<Place, M extends Seen, P extends Player<Place, M>>(
  world: World<Place, M, P>,
): Promise<Town> {
  for (const id of PEOPLE) await world.person(id);
  return {
    says: async (person, text) => void (await (await world.person(person)).says(world.group, text)),
    tells: async (person, text) => void (await (await world.person(person)).tells(text)),
    async chooses(id, label) {
      const person = await world.person(id);
      const offers: Match<M> = ({ buttons }) => buttons.flat().some(({ text }) => text === label);
      await person.press(await world.tg.waitForMessage(person, offers), label);
    },
    heard: async (place) => {
      const chat = place === GROUP ? world.group : await world.person(place);
      return (await heard(world, chat)).map(({ text }) => text);
    },
    end: () => world.end(),
  };
}

journeyOn('Telegram', async () => townOf(await startWorld({ clock: { start: START, speed: 1 } })));
journeyOn('the web page', async () => townOf(await startWebWorld({ clock: { start: START } })));
