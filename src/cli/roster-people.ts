/**
 * `npm run roster -- correct PERSON [NAME]` and `replace PERSON [NAME]`: another name stands in the roster file under an id that is
 * on record as somebody's, or is to be put there. The same person, whose name was wrong or has changed – or another person, who gets
 * an id of their own.
 */
import type { Config } from '../config.ts';
import { type RosterText, readRosterText, replaceRoster } from '../county/roster-book.ts';
import { parseRoster } from '../county/roster-file.ts';
import { idAfter, withName, withOtherId } from '../county/roster-ids.ts';
import type { PeopleAnswer } from '../desk/operation/control-people.ts';
import type { Roster } from '../domain/roster.ts';
import { dayOf } from '../domain/time.ts';
import { keysOf } from '../store/keys.ts';
import { readOffice } from '../store/reading.ts';
import { askOrWorkAlone } from './ask-program.ts';

/** `name` null: as the roster file has it. Exit code 0; 1 with the reason. Twice is as good as once. */
export async function changePerson(
  how: 'correct' | 'replace',
  id: string,
  name: string | null,
  config: Config,
): Promise<number> {
  const now = readRosterText(config.rosterFile);
  const roster = parseRoster(now.file, now.text);
  const person = roster.person(id);
  if (person) return await CHANGES[how](id, name ?? person.name, now, config);
  const done = how === 'replace' ? await replacedBefore(id, roster, config) : null;
  if (done !== null) return tell({ ok: true, text: done });
  const advice =
    how === 'replace'
      ? '接手的人已经有自己的编号，就不用再换：重启前运行 npm run check-county -- --hand-over'
      : '用 npm run roster -- list 查看编号。';
  return tell({ ok: false, text: `名册里没有编号为“${id}”的人。${advice}` });
}

type Change = (id: string, name: string, now: RosterText, config: Config) => Promise<number>;
const CHANGES: Readonly<Record<'correct' | 'replace', Change>> = { correct, replace };

async function correct(id: string, name: string, now: RosterText, config: Config): Promise<number> {
  const text = withName(now.text, id, name);
  parseRoster(now.file, text);
  const answer = await askOrWorkAlone(config, { do: 'correct', person: id, name });
  if (!answer.ok || text === now.text) return tell(answer);
  return write(now, text, '姓名', answer);
}

async function replace(id: string, name: string, now: RosterText, config: Config): Promise<number> {
  const taken = new Set(parseRoster(now.file, now.text).people.map((one) => one.id));
  const textWith = (successor: string): string => {
    const text = withOtherId(now.text, id, successor, name);
    parseRoster(now.file, text);
    return text;
  };
  // The record first: cut off before the file is written, the account has stopped, and the command is asked for once more.
  let answer: PeopleAnswer;
  do {
    const successor = idAfter(id, taken, dayOf(Date.now()));
    textWith(successor);
    answer = await askOrWorkAlone(config, { do: 'replace', person: id, name, successor });
    taken.add(successor);
  } while (answer.isTaken);
  if (!answer.ok || answer.successor === undefined) return tell(answer);
  return write(now, textWith(answer.successor), '编号', answer);
}

/** What is on record now stands in the file too, or is put there by the command said once more. */
function write(now: RosterText, text: string, what: string, answer: PeopleAnswer): number {
  if (!replaceRoster(now, text)) {
    return tell({
      ok: false,
      text: `已经记录在案，但 ${now.file} 刚刚被别人改过，${what}没有写进去。请再运行一次。`,
    });
  }
  process.stdout.write(`${now.file} 已写上新的${what}，原来的留在 ${now.file}.bak。\n`);
  return tell(answer);
}

/** Their post has somebody of an id of their own already; null where it has not. */
async function replacedBefore(
  id: string,
  roster: Roster,
  { dataDir, reportKey }: Config,
): Promise<string | null> {
  const { people = {}, left = {} } = (await readOffice(dataDir, keysOf(reportKey)))?.register ?? {};
  const successor = Object.hasOwn(left, id) ? left[id]?.successor : undefined;
  const person = successor === undefined ? undefined : roster.person(successor);
  return person ? `${people[id] ?? id}的账号已停用，由${person.name}（${person.id}）接手，没有变动。` : null;
}

function tell({ ok, text }: { readonly ok: boolean; readonly text: string }): number {
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  return ok ? 0 : 1;
}
