/**
 * One script for every channel: a difficulty is said in the group, comes to its liaison, is signed, answered, resolved,
 * rated, and stands in the brief. Against the program that `npm start` starts.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

export const OWNER = 'xinghuo-1';
export const LIAISON = 'power-a';
export const HUB = 'dispatcher-1';
export const PEOPLE = [OWNER, LIAISON, HUB];

/** A channel with people on it. */
export interface Town {
  /** Something said in the group; to the bot, where it hears nothing else. */
  says(person: string, text: string): Promise<void>;
  /** Something said to the bot in private. */
  tells(person: string, text: string): Promise<void>;
  /** Presses the newest button with that label, or sends its number. */
  chooses(person: string, label: string): Promise<void>;
  /** What the bot has said in the group or to a person, oldest first, as it reads now. */
  heard(place: string): Promise<readonly string[]>;
  end(): Promise<void>;
}

export const GROUP = 'group';

export function journeyOn(channel: string, open: () => Promise<Town>): void {
  describe(`from the difficulty to the brief, on ${channel}`, () => {
    let town: Town;
    beforeAll(async () => {
      town = await open();
    }, 240_000);
    afterAll(() => town?.end());

    const hears = async (place: string, words: RegExp): Promise<string> =>
      vi.waitFor(
        async () => {
          const heard = await town.heard(place);
          const found = heard.findLast((text) => words.test(text));
          if (found === undefined) throw new Error(`${words} not among ${JSON.stringify(heard.slice(-4))}`);
          return found;
        },
        { timeout: 90_000, interval: 50 },
      );

    test('said in the group: the group hears who is responsible and by when, the liaison has it in private', async () => {
      await town.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看');
      const card = await hears(GROUP, /【诉求件 1[\s\S]*责任部门/);
      expect(card).toMatch(/责任部门：供电公司　专人：余文岭/);
      expect(card).toMatch(/签收：\d+月\d+日（周.）内/);
      expect(card).toMatch(/办结：\d+月\d+日（周.）内/);
      await hears(LIAISON, /有新的诉求件，请办理/);
    }, 60_000);

    test('signed with one tap or one number', async () => {
      await town.chooses(LIAISON, '签收');
      await hears(LIAISON, /诉求件 1[\s\S]*(?:已签收|办理中)/);
    }, 60_000);

    test('the first feedback reaches the owner in private', async () => {
      await town.tells(LIAISON, '反馈 1 今天下午派人到厂里测电压');
      await hears(OWNER, /今天下午派人到厂里测电压/);
    }, 60_000);

    test('resolved: the group reads the result, the owner is asked', async () => {
      await town.tells(LIAISON, '办结 1 换了变压器，电压已正常');
      expect(await hears(GROUP, /已办结，待企业评价[\s\S]*办理结果/)).toContain('换了变压器，电压已正常');
      await hears(OWNER, /换了变压器，电压已正常[\s\S]*评价|解决得怎么样/);
    }, 60_000);

    test('rated: struck off, and the liaison knows', async () => {
      await town.chooses(OWNER, '满意');
      await hears(OWNER, /已销号/);
      await hears(LIAISON, /诉求件 1 企业评价：满意/);
    }, 60_000);

    test('the brief counts it', async () => {
      await town.tells(HUB, '简报');
      const brief = await hears(HUB, /【简报】/);
      expect(brief).toMatch(/新收 1/);
      expect(brief).toMatch(/销号 1/);
    }, 60_000);
  });
}

/** The number that stands before a label in the newest message that offers it: `3 签收`. */
export function numberOf(heard: readonly string[], label: string): string {
  const offer = new RegExp(`(\\d{1,2})\\u00a0${label}(?=　|$)`, 'mu');
  const message = heard.findLast((text) => offer.test(text));
  const number = message === undefined ? undefined : offer.exec(message)?.[1];
  if (number === undefined) throw new Error(`nobody offers “${label}”: ${JSON.stringify(heard.slice(-2))}`);
  return number;
}
