/**
 * All that reads what comes from outside: good examples of it, and the reader. A reader may refuse by its own kind of
 * error, in a sentence; anything else that it throws is a fault.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Update } from 'grammy/types';
import { parse } from 'yaml';
import { z } from 'zod';
import { sendableName } from '../../src/channels/file-name.ts';
import { isSound } from '../../src/channels/sound.ts';
import { toIncoming as fromTelegram } from '../../src/channels/telegram/update.ts';
import { readXml } from '../../src/channels/wechat/xml.ts';
import { type Body, toIncoming as fromWecom } from '../../src/channels/wecom/incoming.ts';
import { loadCalendar } from '../../src/county/calendar-file.ts';
import { loadInspections } from '../../src/county/inspections-file.ts';
import { readRosterText, rosterFrom } from '../../src/county/roster-book.ts';
import { parseRoster } from '../../src/county/roster-file.ts';
import { loadSnippets } from '../../src/county/snippets-file.ts';
import { parseYaml, SettingsError } from '../../src/county/yaml-file.ts';
import { loadCounty } from '../../src/county.ts';
import { askedAfter } from '../../src/dialogue/asked-after.ts';
import { readDays } from '../../src/dialogue/days.ts';
import { readExtension } from '../../src/dialogue/extension.ts';
import { readPlan } from '../../src/dialogue/milestones.ts';
import { readChat } from '../../src/dialogue/pasted.ts';
import { readPress, understand } from '../../src/dialogue/understand.ts';
import type { RosterData } from '../../src/domain/roster.ts';
import { BookFault, LEDGER, readBook, readBookOrCsv } from '../../src/papers/book/read.ts';
import { pastIn } from '../../src/papers/past/read.ts';
import { rosterBook } from '../../src/papers/roster/write.ts';
import { loadDanger } from '../../src/routing/danger.ts';
import { mattersIn } from '../../src/routing/matters.ts';
import { openStore } from '../../src/store/embedded.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { periodAsked } from '../../src/web/site/figures.ts';
import { listAsked } from '../../src/web/site/lists.ts';
import type { Chance } from '../crash/chance.ts';
import { registering, T0 } from '../store/builders.ts';
import { mutatedBytes, mutatedText, mutatedValue } from './mutate.ts';

export interface Target {
  readonly name: string;
  /** In the suite; LONG has so many times as much (`fuzz.test.ts`). */
  readonly runs: number;
  /** One bad input, read. Gives the input, for whoever has to see it again. Throws what is a fault. */
  run(chance: Chance): Promise<unknown>;
}

/** `refusals`: the errors by which a reader says no. */
function reading<Input>(
  name: string,
  runs: number,
  make: (chance: Chance) => Input,
  read: (input: Input) => unknown,
  ...refusals: readonly (abstract new (
    ...args: never[]
  ) => Error)[]
): Target {
  return {
    name,
    runs,
    async run(chance) {
      const input = make(chance);
      try {
        await read(input);
      } catch (error) {
        const isRefusal = refusals.some((kind) => error instanceof kind);
        if (!isRefusal) throw Object.assign(new Error(`${name} fell over`, { cause: error }), { input });
        if (!/[一-龥]{2}/.test((error as Error).message)) {
          throw Object.assign(new Error(`${name} refused without a sentence`, { cause: error }), { input });
        }
      }
      return input;
    },
  };
}

/** One after the other, of a sequence drawn once. */
const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const { roster, router } = county;
const ME = { id: 4711, username: 'lianxin_bot' };

const COMMANDS: readonly string[] = [
  '签收 1',
  '反馈 1 明天去',
  '办结 1 部分解决 先装了稳压器',
  '转办 3 住建 属小区配电设施',
  '退单 2 住建 属小区',
  '延期 １ 三天 变压器未到',
  '挂账 2 12月20日完成招标，明年3月31日完工 新建一条专线',
  '协办 1 水利 请看厂区排水沟',
  '督办 1 请本周内给企业答复',
  '请假 11月30日-12月2日',
  '不予受理 6 诉讼 已在法院起诉',
  '并单 4 并入 1',
  '查 住建 超期',
  '11月月报',
  '活动 3 记',
  '走访 星火 下周三上午',
  '撤销',
  '进度',
  '满意 1',
  '重印 11月27日周报',
  '改类 3 咨询',
  '代录\n张总 09:31\n路坏了\n李经理 09:32\n停电了',
  '绑定本群',
  'LX7K-9QPM',
  '回访 1',
  '我的请假',
];
interface Step {
  readonly group?: string;
  readonly private?: string;
}
const SAID: readonly string[] = [
  ...COMMANDS,
  ...(parse(readFileSync('data/demo/month.yaml', 'utf8')) as { steps: readonly Step[] }).steps
    .map((step) => step.group ?? step.private ?? '')
    .filter((text) => text !== ''),
];
const said = (chance: Chance): string => mutatedText(chance.one(SAID), chance, SAID);

const YAMLS: readonly string[] = [
  ...readdirSync('flows')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('flows', name)),
  ...['calendar', 'danger', 'snippets', 'inspections', 'elsewhere', 'responsibilities'].map(
    (name) => `data/${name}.yaml`,
  ),
].flatMap((path) => {
  try {
    return [readFileSync(path, 'utf8').slice(0, 1500)];
  } catch {
    return [];
  }
});

const user = { id: 10_001, is_bot: false, first_name: '王五' };
const chat = { id: -100, type: 'supergroup', title: '群' };
const said1 = { message_id: 7, from: user, chat, date: 1_795_500_000 };
const UPDATES: readonly object[] = [
  {
    update_id: 1,
    message: {
      ...said1,
      text: '@lianxin_bot 进度 1',
      entities: [{ type: 'mention', offset: 0, length: 12 }],
    },
  },
  { update_id: 2, edited_message: { ...said1, edit_date: 1_795_500_001, text: '路坏了' } },
  {
    update_id: 3,
    callback_query: { id: 'q', from: user, chat_instance: 'c', data: 'v1|sign|1|1', message: said1 },
  },
  {
    update_id: 4,
    my_chat_member: {
      chat,
      from: user,
      date: 1,
      old_chat_member: { user, status: 'left' },
      new_chat_member: { user, status: 'member' },
    },
  },
  {
    update_id: 10,
    message_reaction: {
      chat,
      message_id: 7,
      user,
      date: 1_795_500_000,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    },
  },
  {
    update_id: 5,
    message: {
      ...said1,
      photo: [{ file_id: 'p', file_unique_id: 'p', width: 9, height: 9, file_size: 9 }],
      caption: '坑',
      media_group_id: 'a',
    },
  },
  {
    update_id: 6,
    message: {
      ...said1,
      document: { file_id: 'd', file_unique_id: 'd', file_name: '合同.pdf', file_size: 9 },
    },
  },
  {
    update_id: 7,
    message: {
      ...said1,
      text: '签收',
      reply_to_message: { ...said1, text: '【诉求件 1】' },
      quote: { text: '诉', position: 0 },
    },
  },
  { update_id: 8, message: { ...said1, migrate_to_chat_id: -100777 } },
  {
    update_id: 9,
    message: {
      ...said1,
      forward_origin: { type: 'user', date: 1, sender_user: user },
      text: '转发',
      message_thread_id: 5,
      is_topic_message: true,
    },
  },
];
const FRAMES: readonly Body[] = [
  {
    msgid: 'm1',
    chatid: 'c',
    chattype: 'group',
    from: { userid: 'wang' },
    msgtype: 'text',
    text: { content: '@连心桥 进度 1' },
  },
  {
    msgid: 'm2',
    chattype: 'single',
    from: { userid: 'wang' },
    msgtype: 'mixed',
    mixed: {
      msg_item: [
        { msgtype: 'text', text: { content: '看图' } },
        { msgtype: 'image', image: { url: 'https://x/y', aeskey: 'k' } },
      ],
    },
  } as Body,
  {
    msgid: 'm3',
    chattype: 'single',
    from: { userid: 'wang' },
    msgtype: 'event',
    create_time: 1,
    event: {
      eventtype: 'template_card_event',
      template_card_event: { event_key: 'v1|sign|1|1', task_id: 't' },
    },
  },
  {
    msgid: 'm4',
    chattype: 'group',
    chatid: 'c',
    from: { userid: 'wang' },
    msgtype: 'text',
    text: { content: '满意' },
    quote: { msgtype: 'text', text: { content: '【诉求件 1】〖1-5〗' } },
  },
];
const XMLS: readonly string[] = [
  '<?xml version="1.0"?><msg><appmsg appid="" sdkver="0"><title>签收</title><type>57</type><refermsg><type>1</type><svrid>7</svrid><content>【诉求件 1】〖1-5〗</content><displayname>连心桥</displayname></refermsg></appmsg></msg>',
  '<msg><img aeskey="1" length="9"/><![CDATA[内容]]></msg>',
  '<sysmsg type="revokemsg"><revokemsg><session>x</session><newmsgid>7</newmsgid><replacemsg><![CDATA["王" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>',
];

/** A journal of thirty lines, made once. */
async function journal(): Promise<Uint8Array> {
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-fuzz-'));
  const store = await openStore({ dir, clock: { now: () => T0 } });
  for (let turn = 1; turn <= 30; turn++) await store.commit(registering({ text: `诉求 ${turn}` }));
  await store.close();
  const name = readdirSync(dir).find((one) => one.startsWith('journal-')) ?? '';
  const bytes = readFileSync(join(dir, name));
  rmSync(dir, { recursive: true });
  return bytes;
}

/** A changed byte is found, or what is read is a beginning of what was written: nothing else is ever taken for true. */
async function readJournal(bytes: Uint8Array, whole: readonly string[]): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-fuzz-'));
  try {
    writeFileSync(join(dir, 'journal-2026-11.jsonl'), bytes);
    const store = await openStore({ dir, clock: { now: () => T0 } });
    const texts = (await store.tickets({})).map(({ text }) => text);
    await store.close();
    await verifyStore(dir);
    if (texts.join() !== whole.slice(0, texts.length).join()) throw new Error(`it reads ${texts.join()}`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** One part of a workbook changed, and packed again, so that the reader comes to the part. */
function repacked(book: Uint8Array, chance: Chance): Uint8Array {
  const parts = unzipSync(book);
  const name = chance.one(Object.keys(parts));
  const xml = strFromU8(parts[name] ?? new Uint8Array());
  return zipSync({ ...parts, [name]: strToU8(mutatedText(xml, chance, [xml])) }, { level: 0 });
}

/** The sizes that a zip names of its parts are lies. */
function lying(book: Uint8Array, chance: Chance): Uint8Array {
  const bytes = Buffer.from(book);
  for (let at = 0; at < bytes.length - 30; at++) {
    const signature = bytes.readUInt32LE(at);
    const size = signature === 0x04034b50 ? at + 22 : signature === 0x02014b50 ? at + 24 : 0;
    if (size > 0 && chance.between(1, 2) === 1)
      bytes.writeUInt32LE(chance.one([0, 1, 0x7fffffff, 0xffffffff, 999]), size);
  }
  return bytes;
}

/** Through a file of its own, for readers that take a path. */
function throughFile(read: (path: string) => unknown): (text: string) => unknown {
  return (text) => {
    const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-fuzz-'));
    try {
      writeFileSync(join(dir, 'file.yaml'), text);
      return read(join(dir, 'file.yaml'));
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
}

export async function targets(): Promise<readonly Target[]> {
  const rosterText = readFileSync('data/roster.yaml', 'utf8');
  const rosterData = parse(rosterText) as RosterData;
  const book = new Uint8Array(await rosterBook(rosterData));
  const lines = await journal();
  const whole = Array.from({ length: 30 }, (_, at) => `诉求 ${at + 1}`);
  const csv =
    '序号,企业,诉求,受理日期,责任部门,办理结果\n1,星火煤焦,路坏了,2026-01-05,住建局,已修\n2,"a,b","c""d",2026/1/6,水利,\n';
  const now = readRosterText('data/roster.yaml');
  const texts = (of: readonly string[]) => (chance: Chance) => mutatedText(chance.one(of), chance, of);
  return [
    reading('what people type, as a command', 20_000, said, (text) => understand(text)),
    reading('what people type, as days, plans and spans', 10_000, said, (text) => {
      readDays(text, '2026-11-27');
      readPlan(text, '2026-11-27');
      readExtension(text);
      askedAfter(text);
    }),
    reading('a pasted chat', 3_000, said, (text) => readChat(text, () => true)),
    reading('what people type, routed', 1_500, said, (text) => {
      router.route(text);
      mattersIn(text, router);
    }),
    reading(
      'the data of a button',
      10_000,
      texts(['v1|sign|1|1', 'v1|confirm|1|1|satisfied', 'weekly_2026-11-23']),
      (text) => readPress(text),
    ),
    reading(
      'the name of a file',
      5_000,
      texts(['合同.pdf', '../../etc/passwd', 'CON.txt', 'a'.repeat(300)]),
      (text) => {
        const name = sendableName(text);
        if (/[/\\\0\r\n]/.test(name) || name === '' || name === '.' || name === '..')
          throw new Error(`it is sent as ${name}`);
      },
    ),
    reading(
      'the address of a page',
      5_000,
      texts(['2026-11', 'week', '2026-W47', 'late', '1', '住建 超期', '2026-11-23..2026-11-29']),
      (text) => {
        periodAsked(text, T0);
        listAsked(() => text);
      },
    ),
    reading(
      'a settings file',
      1_500,
      texts(YAMLS),
      (text) => parseYaml('x.yaml', text, z.unknown()),
      SettingsError,
    ),
    reading(
      'a roster',
      40,
      (chance) => mutatedText(rosterText.slice(0, 9000), chance, [rosterText]),
      (text) => parseRoster('roster.yaml', text),
      SettingsError,
    ),
    reading(
      'a calendar',
      200,
      texts([readFileSync('data/calendar.yaml', 'utf8')]),
      throughFile(loadCalendar),
      SettingsError,
    ),
    reading(
      'snippets',
      100,
      texts([readFileSync('data/snippets.yaml', 'utf8')]),
      throughFile((path) => loadSnippets(path, roster)),
      SettingsError,
    ),
    reading(
      'inspections',
      100,
      texts([readFileSync('data/inspections.yaml', 'utf8')]),
      throughFile((path) => loadInspections(path, roster)),
      SettingsError,
    ),
    reading(
      'words of danger',
      60,
      texts([readFileSync('data/danger.yaml', 'utf8')]),
      throughFile((path) => loadDanger(path, roster)),
      SettingsError,
    ),
    reading(
      'a workbook, byte by byte',
      150,
      (chance) => mutatedBytes(book, chance),
      (file) => readBook(file),
      BookFault,
    ),
    reading(
      'a workbook, part by part',
      50,
      (chance) => repacked(book, chance),
      async (file) => {
        const sheets = await readBook(file);
        rosterFrom(sheets, now, '2026-11-27', {});
      },
      BookFault,
    ),
    reading(
      'a workbook whose sizes are lies',
      60,
      (chance) => lying(book, chance),
      (file) => readBook(file),
      BookFault,
    ),
    reading(
      'a ledger as .csv',
      3_000,
      (chance) => Buffer.from(mutatedText(csv, chance, [csv])),
      async (file) => {
        pastIn(await readBookOrCsv(file, LEDGER), '2026-11-27');
      },
      BookFault,
    ),
    reading(
      'an update of Telegram',
      8_000,
      (chance) => mutatedValue(chance.one(UPDATES), chance, SAID) as Update,
      (update) => {
        // What cannot be understood at all is left out where it comes in; what is taken is whole.
        const heard = incomingOr(() => fromTelegram(update, ME, T0));
        if (heard) isSound(heard);
      },
    ),
    reading(
      'a frame of WeCom',
      8_000,
      (chance) => mutatedValue(chance.one(FRAMES), chance, SAID) as Body,
      (body) => {
        const heard = incomingOr(() =>
          fromWecom({ body, requestId: 'r', botId: 'b', names: ['连心桥'], now: T0 }),
        );
        if (heard) isSound(heard);
      },
    ),
    reading('XML of WeChat', 8_000, texts(XMLS), (text) => readXml(text)),
    reading(
      'a record, at the start',
      250,
      (chance) => mutatedBytes(lines, chance),
      (bytes) => readJournal(bytes, whole),
      StoreFault,
    ),
  ];
}

/** The channels leave out, with a line in the log, what makes their reading throw. */
function incomingOr<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ([TypeError, RangeError, URIError].some((kind) => error instanceof kind)) return null;
    throw error;
  }
}
