/** Who reads the demo: the county's rules while its story is told, which was written for them; afterwards whoever reads everywhere. */
import type { County } from '../county.ts';
import { type Reader, readerByRules } from '../understanding/reading.ts';

export interface StoryReader extends Reader {
  /** From now on words are read as they are everywhere. */
  endStory(): void;
}

export function createStoryReader({
  router,
  understanding,
}: Pick<County, 'router' | 'understanding'>): StoryReader {
  let reader: Reader = understanding === null ? router : readerByRules(understanding.rules);
  return {
    route: (text) => reader.route(text),
    read: (text, around) => reader.read(text, around),
    nearness: (text, other) => reader.nearness(text, other),
    suspects: (text) => reader.suspects(text),
    endStory() {
      reader = router;
    },
  };
}
