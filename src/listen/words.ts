/** What became of a chat, as a page of text: line by line, then what a leader wants to know. */
import type { Roster } from '../domain/roster.ts';
import type { ChatLine } from './chat-file.ts';
import type { Heard } from './listen.ts';

const WORDS_SHOWN = 40;
const ASKED: Readonly<Record<NonNullable<Heard['asked']>, string>> = {
  confidential: '私下问了要不要按保密件办',
  register: '私下问了要不要登记',
  which: '问了是哪一件',
  parts: '问了要不要分成两件',
};

export function lineInWords(heard: Heard, { text, chat, at }: ChatLine, roster: Roster): string {
  const where = `${at ?? ''}${chat === 'private' ? ' 私聊' : ''}`.trim();
  const words = [...text.replace(/\s+/g, ' ')];
  const shown = words.length > WORDS_SHOWN ? `${words.slice(0, WORDS_SHOWN).join('')}…` : words.join('');
  const why = heard.why.length > 0 ? `（${heard.why.join('；')}）` : '';
  return `${heard.id}　${where}　${shown}\n　→ ${doneInWords(heard, roster)}${why}`;
}

function doneInWords(heard: Heard, roster: Roster): string {
  const done: string[] = heard.fresh.map(({ n, confidential, dept, flow }) => {
    if (confidential) return '收为保密件，群里不说，部门不知道';
    const whose = dept === null ? '请调度员分办' : `派${roster.department(dept)?.name ?? dept}`;
    return `登记 ${n} 号${flow === 'urgent' ? '（紧急）' : ''}，${whose}`;
  });
  if (heard.changed.length > 0) done.push(`记到 ${heard.changed.join('、')} 号`);
  if (heard.asked !== null) done.push(ASKED[heard.asked]);
  if (done.length === 0 && heard.shown) done.push('在群里回了话');
  if (done.length === 0 && heard.private) done.push('私下回了话');
  return done.length === 0 ? '不出声' : done.join('；');
}

export function summaryInWords(all: readonly Heard[]): string {
  const count = (is: (heard: Heard) => boolean): number => all.filter(is).length;
  const fresh = all.flatMap((heard) => heard.fresh);
  const open = fresh.filter(({ confidential }) => !confidential);
  const quiet = count(
    (one) => !one.shown && !one.private && one.fresh.length === 0 && one.changed.length === 0,
  );
  return [
    `一共 ${all.length} 句话：`,
    `　不出声 ${quiet} 句`,
    `　登记 ${open.length} 件（紧急 ${open.filter(({ flow }) => flow === 'urgent').length} 件，直接派到部门 ${open.filter(({ dept }) => dept !== null).length} 件，请调度员分办 ${open.filter(({ dept }) => dept === null).length} 件）`,
    `　按保密件收下 ${fresh.length - open.length} 件`,
    `　记到已有的件上 ${count(({ changed, fresh: own }) => changed.length > 0 && own.length === 0)} 句`,
    `　私下问了一句 ${count(({ asked }) => asked !== null)} 次`,
    `　在群里说了话 ${count(({ shown }) => shown)} 次`,
  ].join('\n');
}
