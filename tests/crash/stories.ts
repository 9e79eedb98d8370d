/**
 * What people do all day, told as stories: each is one difficulty from the first word to the end. Told by several
 * owners at once and without regard to whether the program is alive; every step waits for what a person would see.
 */
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import type { Said } from '../support/telegram/people.ts';
import type { Chance } from './chance.ts';
import type { Expected, Happenings } from './expected.ts';
import type { Scene } from './scene.ts';

/** One owner and the liaison who answers them: nobody else talks to these two, so their dialogues do not mix. */
export interface Pair {
  readonly owner: string;
  readonly liaison: string;
  readonly department: string;
  /** Words that are plainly this department's. */
  readonly difficulty: string;
}

export const PAIRS: readonly Pair[] = [
  {
    owner: 'xinghuo-1',
    liaison: 'power-a',
    department: '供电',
    difficulty: '厂区门口供电线路三天两头跳闸，请供电公司检修',
  },
  {
    owner: 'xinghuo-2',
    liaison: 'transport-a',
    department: '交通',
    difficulty: '厂门口的县道坑多，大货车过不去，请交通局修',
  },
  {
    owner: 'qingyun-1',
    liaison: 'tax-a',
    department: '税务',
    difficulty: '税务局办税服务厅增值税退税一直没到账',
  },
  {
    owner: 'taotang-1',
    liaison: 'hr-a',
    department: '人社',
    difficulty: '招工难，想请人社局帮忙组织招聘会',
  },
];
const DISPATCHERS = ['dispatcher-1', 'dispatcher-2'];
/** Everybody who is spoken to. */
export const CAST = [...PAIRS.flatMap(({ owner, liaison }) => [owner, liaison]), ...DISPATCHERS];
const UNCLEAR = '有件难处想请县里帮着协调一下，事情比较复杂';

/** The people of one story and its marker, a text found in no other story. */
interface Cast {
  readonly scene: Scene;
  readonly pair: Pair;
  readonly marker: string;
  readonly chance: Chance;
  readonly owner: FakeUser;
  readonly liaison: FakeUser;
  /** The updates of this story so far. */
  readonly updates: number[];
}

interface Story {
  readonly happenings: Happenings;
  tell(cast: Cast): Promise<void>;
}

const STORIES: Readonly<Record<string, Story>> = {
  /** Said in the group; the liaison uses nothing but buttons. */
  buttons: {
    happenings: { registered: 1, assigned: 1, signed: 1, fedBack: 1, resolved: 1, confirmed: 1 },
    async tell(cast) {
      const { owner, liaison, marker } = cast;
      await sayInGroup(cast, cast.pair.difficulty);
      const number = await signs(cast);
      await press(cast, liaison, '首次反馈');
      await sees(cast, liaison, `请发送诉求件 ${number} 的反馈内容`);
      await tells(cast, liaison, `已联系企业，明天到现场（${marker}甲）`);
      await sees(cast, owner, `${marker}甲`);
      await press(cast, liaison, '办结');
      await sees(cast, liaison, `请发送诉求件 ${number} 的办理结果`);
      await tells(cast, liaison, `已经修好（${marker}乙）`);
      await press(cast, owner, '满意', `${marker}乙`);
      await sees(cast, liaison, `诉求件 ${number} 企业评价：满意`);
    },
  },

  /** A photo with words; the liaison types commands. */
  photo: {
    happenings: {
      registered: 1,
      assigned: 1,
      signed: 1,
      fedBack: 1,
      resolved: 1,
      confirmed: 1,
      fileStored: 1,
    },
    async tell(cast) {
      const { scene, owner, liaison, marker, pair } = cast;
      const caption = `${pair.difficulty}（${marker}）`;
      await did(cast, 'photo', await owner.sendsPhoto(scene.group, photo(marker), { caption }));
      const number = numberIn(await sees(cast, liaison, marker));
      await tells(cast, liaison, `签收 ${number}`);
      await sees(cast, liaison, `诉求件 ${number} 已签收`);
      await tells(cast, liaison, `反馈 ${number} 正在安排（${marker}甲）`);
      await sees(cast, owner, `${marker}甲`);
      await tells(cast, liaison, `办结 ${number} 办好了（${marker}乙）`);
      await sees(cast, owner, `${marker}乙`);
      await tells(cast, owner, `基本满意 ${number}`);
      await sees(cast, liaison, `诉求件 ${number} 企业评价：基本满意`);
    },
  },

  /** The owner edits the words, urges, and is not content with the first result. */
  rework: {
    happenings: {
      registered: 1,
      assigned: 1,
      signed: 1,
      supplemented: 1,
      urged: 1,
      resolved: 2,
      reworked: 1,
      confirmed: 1,
    },
    async tell(cast) {
      const { scene, owner, liaison, marker } = cast;
      await sayAndEdit(cast);
      await press(cast, owner, '催办', marker, scene.group.id);
      const number = await signs(cast);
      await sees(cast, owner, `已补充到诉求件 ${number}。`, scene.group.id);
      await press(cast, liaison, '办结');
      await sees(cast, liaison, `请发送诉求件 ${number} 的办理结果`);
      await tells(cast, liaison, `已经处理（${marker}乙）`);
      await press(cast, owner, '没解决', `${marker}乙`);
      await sees(cast, owner, `诉求件 ${number} 还有什么没解决`);
      await tells(cast, owner, `还是老样子（${marker}丙）`);
      await sees(cast, liaison, `${marker}丙`);
      await tells(cast, liaison, `办结 ${number} 重新处理好了（${marker}丁）`);
      await press(cast, owner, '满意', `${marker}丁`);
      await sees(cast, liaison, `诉求件 ${number} 企业评价：满意`);
    },
  },

  /** Nobody can tell whose it is: a dispatcher says so. */
  dispatch: {
    happenings: { registered: 1, queued: 1, assigned: 1, signed: 1, resolved: 1, confirmed: 1 },
    async tell(cast) {
      const { scene, liaison, owner, marker, pair, chance } = cast;
      await sayInGroup(cast, UNCLEAR);
      const dispatcher = scene.person(chance.one(DISPATCHERS));
      const number = numberIn(await sees(cast, dispatcher, marker));
      await tells(cast, dispatcher, `分办 ${number} ${pair.department}`);
      await signs(cast);
      await tells(cast, liaison, `办结 ${number} 协调好了（${marker}乙）`);
      // After 不满意 the next words of the owner would be asked about: are they why?
      await press(cast, owner, '基本满意', `${marker}乙`);
      await sees(cast, liaison, `诉求件 ${number} 企业评价：基本满意`);
    },
  },

  /** Said in private, added to, and taken back. */
  withdrawn: {
    happenings: { registered: 1, assigned: 1, supplemented: 1, withdrawn: 1 },
    async tell(cast) {
      const { owner, liaison, marker, pair } = cast;
      await tells(cast, owner, `${pair.difficulty}（${marker}）`);
      const number = numberIn(await sees(cast, owner, marker));
      await tells(cast, owner, `补充 ${number} 周末也是这样（${marker}甲）`);
      await sees(cast, liaison, `${marker}甲`);
      // In answer to what speaks of it: of several that are open, a typed number alone is asked about first.
      await tells(cast, owner, `撤回 ${number}`, await sees(cast, owner, marker));
      await sees(cast, liaison, `诉求件 ${number} 企业已撤回`);
    },
  },
};
export const KINDS: readonly string[] = Object.keys(STORIES);

/** Tells one story of this pair to its end. `marker` is used for no other. */
export async function tellStory(
  scene: Scene,
  pair: Pair,
  kind: string,
  marker: string,
  chance: Chance,
): Promise<void> {
  const story = STORIES[kind]!;
  const expected: Expected = { happenings: story.happenings, finished: false };
  scene.expected.set(marker, expected);
  const [owner, liaison] = [scene.person(pair.owner), scene.person(pair.liaison)];
  try {
    await story.tell({ scene, pair, marker, chance, owner, liaison, updates: [] });
  } catch (error) {
    throw new Error(`story “${kind}” ${marker}: ${(error as Error).message}`, { cause: error });
  }
  expected.finished = true;
}

/** Notes an update. Now and then Telegram delivers one of this story's once more. */
async function did(cast: Cast, what: string, made: { readonly update: number | null }): Promise<void> {
  const { scene, marker, chance, updates } = cast;
  updates.push(scene.did(`${marker}: ${what}`, made));
  if (chance.between(1, 3) === 1) await scene.redeliver(chance.one(updates));
}

async function sayInGroup(cast: Cast, difficulty: string): Promise<Said> {
  const said = await cast.owner.says(cast.scene.group, `${difficulty}（${cast.marker}）`);
  await did(cast, 'said in the group', said);
  return said;
}

/** The edit comes after the ticket, together with the words, or even before them. */
async function sayAndEdit(cast: Cast): Promise<void> {
  const { scene, owner, liaison, marker, pair, chance } = cast;
  const order = chance.one(['after', 'together', 'before']);
  const both = async (): Promise<void> => {
    const said = await sayInGroup(cast, pair.difficulty);
    if (order === 'after') await sees(cast, liaison, marker);
    await did(cast, 'edited', await owner.edits(said, `${pair.difficulty}，夜里更严重（${marker}）`));
  };
  await (order === 'before' ? scene.reversed(both) : both());
}

/** The liaison signs by button; gives the ticket's number once the program has taken it. */
async function signs(cast: Cast): Promise<number> {
  const number = numberIn(await press(cast, cast.liaison, '签收'));
  await cast.scene.until(`${cast.marker}: signed`, () =>
    withButton(cast, cast.liaison.id, '首次反馈', cast.marker),
  );
  return number;
}

async function tells(cast: Cast, who: FakeUser, text: string, replyTo?: SeenMessage): Promise<void> {
  await did(cast, `${who.name} tells “${text}”`, await who.tells(text, replyTo ? { replyTo } : {}));
}

/** The newest message of the bot in the person's private chat (or `chat`) with these words. */
async function sees(
  { scene, marker }: Cast,
  who: FakeUser,
  words: string,
  chat = who.id,
): Promise<SeenMessage> {
  return scene.until(`${marker}: ${who.name} sees “${words}” in chat ${chat}`, async () =>
    (await scene.tg.messages(chat)).findLast(({ fromBot, text }) => fromBot && text.includes(words)),
  );
}

/** Waits for a message with these words (the marker) and this button, and presses it. */
async function press(
  cast: Cast,
  who: FakeUser,
  button: string,
  words = cast.marker,
  chat = who.id,
): Promise<SeenMessage> {
  const what = `${cast.marker}: ${who.name} can press “${button}” under “${words}”`;
  return cast.scene.until(what, async () => {
    const message = await withButton(cast, chat, button, words);
    if (!message) return undefined;
    try {
      await did(cast, `${who.name} presses ${button}`, await who.press(message, button));
      return message;
    } catch (error) {
      // The bot has changed the message in between: look again.
      if (String(error).includes('no button')) return undefined;
      throw error;
    }
  });
}

async function withButton(
  { scene }: Cast,
  chat: number,
  button: string,
  words: string,
): Promise<SeenMessage | undefined> {
  return (await scene.tg.messages(chat)).findLast(
    ({ fromBot, text, buttons }) =>
      fromBot && text.includes(words) && buttons.flat().some((one) => one.text === button),
  );
}

function numberIn({ text }: SeenMessage): number {
  const number = /【诉求件 (\d+)/.exec(text)?.[1];
  if (number === undefined) throw new Error(`there is no ticket number in “${text}”`);
  return Number(number);
}

/** A picture like no other: a JPEG header (800 × 600) with the marker behind it. */
function photo(marker: string): Buffer {
  const frame = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 2, 88, 3, 32, 1, 1, 0x11, 0, 0xff, 0xd9];
  return Buffer.concat([Buffer.from(frame), Buffer.from(marker)]);
}
