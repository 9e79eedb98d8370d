/** 有没有改观: what a firm is asked of a 专项整改 that one of its tickets led to, as buttons on that ticket's page. */
import { answerButton } from '../../desk/arrangements/notices.ts';
import { rectificationsIn } from '../../desk/arrangements/rectifications/facts.ts';
import type { Buttons, View } from '../../dialogue/view.ts';
import { isOpen } from '../../domain/arrangements/notices.ts';
import { BETTER, NOT_BETTER } from '../../domain/arrangements/rectification-figures.ts';
import type { Office } from '../../domain/office.ts';

export interface ThemeQuestion {
  readonly title: string;
  /** What was done, a line each. */
  readonly done: readonly string[];
  /** What the firm has said, as its button; null: nothing yet. */
  readonly said: string | null;
  readonly buttons: Buttons;
}

/** What the person is asked of the ticket of that number; null: nothing. */
export function themeQuestionFor(
  person: string,
  number: number,
  office: Pick<Office, 'arrangements'>,
  { say, now }: View,
): ThemeQuestion | null {
  const theme = rectificationsIn(office).findLast(
    ({ accepted, tickets }) => accepted !== undefined && tickets.includes(number),
  );
  const notice = office.arrangements?.notices?.[theme?.accepted?.notice ?? 0];
  const to = notice?.to.find(({ people }) => people.includes(person));
  if (!theme || !notice || !to || !isOpen(notice, now)) return null;
  const choices = [
    { label: say('theme.better'), code: BETTER },
    { label: say('theme.notBetter'), code: NOT_BETTER },
  ];
  const left = choices.filter(({ code }) => code !== to.answer?.choice);
  return {
    title: theme.title,
    done: theme.measures.map(({ text, done }) => done?.text ?? text),
    said: choices.find(({ code }) => code === to.answer?.choice)?.label ?? null,
    buttons: [left.map((one) => answerButton('theme', notice.id, one))],
  };
}
