/** 走访: the three questions afterwards, one after the other – 到得及时吗 · 说的办了吗 · 服务周到吗. */
import type { Ticket } from '../../domain/ticket.ts';
import type { Rating } from '../../domain/ticket-parts.ts';
import { press } from '../understand.ts';
import type { Buttons } from '../view.ts';
import type { Say } from '../wording.ts';

/** A question, and the buttons that answer it. */
export interface Question {
  readonly question: string;
  readonly buttons: Buttons;
}

/** What a button of theirs says, as it stands behind `visit-`. */
export const ON_TIME = { onTime: true, tooSlow: false } as const;
export const KEPT = { kept: true, notKept: false } as const;
export const ATTENTIVE: Readonly<Record<'attentive' | 'middling' | 'careless', Rating>> = {
  attentive: 'satisfied',
  middling: 'basic',
  careless: 'dissatisfied',
};

export function askedAfterVisit({ number, cycle }: Ticket, say: Say): Question {
  return { question: say('visit.askOnTime', { number }), buttons: [row(number, cycle, ON_TIME, say)] };
}

export function askedKept({ number, cycle }: Ticket, say: Say): Question {
  return { question: say('visit.askKept', { number }), buttons: [row(number, cycle, KEPT, say)] };
}

export function askedAttentive({ number, cycle }: Ticket, say: Say): Question {
  return { question: say('visit.askAttentive', { number }), buttons: [row(number, cycle, ATTENTIVE, say)] };
}

type Choice = keyof typeof ON_TIME | keyof typeof KEPT | keyof typeof ATTENTIVE;

function row(
  number: number,
  cycle: number,
  choices: Partial<Record<Choice, unknown>>,
  say: Say,
): Buttons[number] {
  return (Object.keys(choices) as Choice[]).map((one) => ({
    label: say(`visit.${one}`),
    data: press('arrange', number, cycle, `visit-${one}`),
  }));
}
