/**
 * `npm run roster -- correct PERSON` and `replace PERSON`: another name stands in the roster file under an id that is on record as
 * somebody's. The same person, whose name was wrong or has changed – or another person, who gets an id of their own.
 */
import type { Config } from '../config.ts';
import { readRosterText, replaceRoster } from '../county/roster-book.ts';
import { parseRoster } from '../county/roster-file.ts';
import { idAfter, withOtherId } from '../county/roster-ids.ts';
import type { PeopleAnswer } from '../desk/operation/control-people.ts';
import { dayOf } from '../domain/time.ts';
import { askOrWorkAlone } from './ask-program.ts';

/** Exit code 0; 1 with the reason. Twice is as good as once. */
export async function changePerson(how: 'correct' | 'replace', id: string, config: Config): Promise<number> {
  const now = readRosterText(config.rosterFile);
  const roster = parseRoster(now.file, now.text);
  const person = roster.person(id);
  if (!person) {
    process.stderr.write(
      `名册里没有编号为“${id}”的人。${how === 'replace' ? '接手的人已经有自己的编号，就不用再换：重启前运行 npm run check-county -- --hand-over' : '用 npm run roster -- list 查看编号。'}\n`,
    );
    return 1;
  }
  if (how === 'correct')
    return tell(await askOrWorkAlone(config, { do: 'correct', person: id, name: person.name }));
  const taken = new Set(roster.people.map((one) => one.id));
  // The record first: cut off before the file is written, the account has stopped, and the command is asked for once more.
  let answer: PeopleAnswer;
  do {
    const successor = idAfter(id, taken, dayOf(Date.now()));
    answer = await askOrWorkAlone(config, { do: 'replace', person: id, name: person.name, successor });
    taken.add(successor);
  } while (answer.isTaken);
  if (!answer.ok || answer.successor === undefined) return tell(answer);
  const text = withOtherId(now.text, id, answer.successor);
  parseRoster(now.file, text);
  if (!replaceRoster(now, text)) {
    process.stderr.write(
      `账号已停用，但 ${now.file} 刚刚被别人改过，编号没有写进去。请再运行一次 npm run roster -- replace ${id}\n`,
    );
    return 1;
  }
  process.stdout.write(`${now.file} 已写上新的编号，原来的留在 ${now.file}.bak。\n`);
  return tell(answer);
}

function tell({ ok, text }: { readonly ok: boolean; readonly text: string }): number {
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  return ok ? 0 : 1;
}
