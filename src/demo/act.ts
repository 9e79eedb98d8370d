/** One step of the month: the person says or presses it, the desk works, and what came of it is looked at. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WEB, type WebChannel } from '../channels/web/index.ts';
import { type ChatMessage, GROUP } from '../channels/web/message.ts';
import { type Press, readPress } from '../dialogue/understand.ts';
import type { Program } from '../program.ts';
import type { Store } from '../store/port.ts';
import { DATE, type Month, NUMBER, NUMBER_OF, type Step } from './month-file.ts';
import type { Hand, Progress } from './progress.ts';

type Labels = Progress['labels'];

/** Both throw `SettingsError` naming the line. Steps count from 0. */
export interface Actor {
  /** Looks how things stand before a step, and for the button that it presses. Changes nothing. */
  prepare(index: number, labels: Labels): Promise<Hand>;
  /**
   * Does the step, once however often it is asked to, and gives the labels known after it. `again`: another process
   * may have begun it; what that one was told has been worked on.
   */
  perform(index: number, labels: Labels, hand: Hand, again: boolean): Promise<Labels>;
}

/** Phones give their pictures no better name. */
const PHOTO_NAME = '照片.jpg';
/** A press that is known already is never answered; one that is not is, long before this. */
const ANSWERED_WITHIN_MS = 500;

export function createActor(parts: {
  readonly month: Month;
  readonly channel: WebChannel;
  readonly program: Program;
  readonly store: Store;
  /** When a working day of the story is, as people write it. */
  readonly dateOf: (day: number) => string;
}): Actor {
  const { month, channel, program, store, dateOf } = parts;
  const { chat } = channel;

  async function settle(): Promise<void> {
    await program.work();
    await program.pulse.beat();
    await program.pulse.idle();
    await program.work();
    await program.delivery.run();
  }

  async function say(step: Step, key: string, place: string, text: string, replyTo: string | null) {
    const files =
      step.photo === undefined
        ? []
        : [await chat.keep(await readFile(join(month.pictures, step.photo)), PHOTO_NAME)];
    return channel.say({ key, as: step.who, chat: place, text, files, replyTo });
  }

  /** The button of that label on the newest message that has it, in private or in the group. */
  function buttonOf(step: Step, number: number): Hand['press'] {
    for (const place of [step.who, GROUP]) {
      for (const message of [...chat.messages(place)].reverse()) {
        const button = message.buttons
          .flat()
          .find(({ label, data }) => label === step.press && isMeant(readPress(data), step, number));
        if (button) return { message: message.id, data: button.data };
      }
    }
    return null;
  }

  /** The message that a step quotes; undefined when there is none. */
  async function quoted(step: Step, place: string, number: number): Promise<ChatMessage | undefined> {
    const origin = (await store.ticket(number))?.origin;
    for (const message of [...chat.messages(place)].reverse()) {
      const isMeant =
        step.quote === 'words'
          ? message.id === origin?.message && place === origin.chat
          : message.from === null && (await store.ticketOfMessage(WEB, place, message.id)) === number;
      if (isMeant) return message;
    }
    return undefined;
  }

  /** Presses, and answers the question that the button asks where it was pressed. Gives the passing word. */
  async function press(
    index: number,
    step: Step,
    number: number,
    { message: id, data }: NonNullable<Hand['press']>,
    again: boolean,
  ): Promise<string> {
    const message = chat.message(id);
    if (!message) throw month.fault(index, '按钮所在的消息不见了');
    const key = `${keyOf(index)}-press`;
    const answer = channel.press({ key, as: step.who, message, data });
    const toast = await (again ? Promise.race([answer, sleep(ANSWERED_WITHIN_MS, '')]) : answer);
    if (step.text !== undefined) {
      await settle();
      await say(step, keyOf(index), message.chat, withNumber(step.text, number), null);
    }
    return toast;
  }

  /** Says it; gives the number of the ticket that the words opened. */
  async function speak(
    index: number,
    step: Step,
    number: number,
    labels: Labels,
  ): Promise<number | undefined> {
    const place = step.private === undefined ? GROUP : step.who;
    const quote = step.quote === undefined ? undefined : await quoted(step, place, number);
    if (step.quote !== undefined && !quote) throw month.fault(index, '没有可以引用的消息');
    const text = withNumber(step.private ?? step.group ?? '', number)
      .replace(NUMBER_OF, (_, label: string) => String(labels[label] ?? 0))
      .replace(DATE, (_, day: string) => dateOf(Number(day)));
    const said = await say(step, keyOf(index), place, text, quote?.id ?? null);
    await settle();
    return step.as === undefined ? undefined : await store.ticketOfMessage(WEB, place, said.id);
  }

  /** What a step did other than it says; undefined when all is well. */
  async function faultOf(
    step: Step,
    number: number,
    opened: number | undefined,
    before: Hand,
  ): Promise<string | undefined> {
    if (step.as !== undefined) return opened === undefined ? `没有登记成诉求件“${step.as}”` : undefined;
    const [newest] = await store.tickets({ newest: 1 });
    if (step.opens !== undefined) {
      const count = (newest?.number ?? 0) - before.tickets;
      return count === step.opens.length
        ? undefined
        : `登记了 ${count} 件，opens 写了 ${step.opens.length} 件`;
    }
    const isTheirs = newest?.member === step.who;
    if (newest && newest.number !== before.tickets && isTheirs) return '登记成了新的诉求件，却没有写 as';
    const entries = (await store.ticket(number))?.entries ?? [];
    const did = entries.slice(before.entries).some(({ by }) => by === step.who);
    if (step.on !== undefined && !did) return `“${step.on}”没有变动，${step.who} 办不了这一步`;
    if (step.about !== undefined && did) return `“${step.about}”有变动，请把 about 改为 on`;
    return undefined;
  }

  return {
    async prepare(index, labels) {
      const step = stepAt(month, index);
      const number = numberOf(step, labels);
      const [newest] = await store.tickets({ newest: 1 });
      const found = step.press === undefined ? null : buttonOf(step, number);
      if (step.press !== undefined && !found) {
        throw month.fault(index, `${step.who} 没有${number === 0 ? '' : '这一件的'}“${step.press}”按钮`);
      }
      const entries = (await store.ticket(number))?.entries.length ?? 0;
      return { tickets: newest?.number ?? 0, entries, press: found };
    },
    async perform(index, labels, hand, again) {
      const step = stepAt(month, index);
      const number = numberOf(step, labels);
      let toast = '';
      let opened: number | undefined;
      if (hand.press) toast = await press(index, step, number, hand.press, again);
      else opened = await speak(index, step, number, labels);
      await settle();
      const fault = await faultOf(step, number, opened, hand);
      if (fault !== undefined) throw month.fault(index, `${fault}${toast === '' ? '' : `（${toast}）`}`);
      const first = hand.tickets + 1;
      const several = (step.opens ?? []).map((label, place) => [label, first + place] as const);
      const one = step.as === undefined || opened === undefined ? {} : { [step.as]: opened };
      return { ...labels, ...one, ...Object.fromEntries(several) };
    },
  };
}

/** A button of the ticket named; where none is, one of what the county arranges. */
function isMeant(pressed: Press | null, { on, about }: Step, number: number): boolean {
  if (pressed === null) return false;
  return (on ?? about) === undefined ? pressed.verb === 'arrange' : pressed.number === number;
}

function stepAt({ steps }: Month, index: number): Step {
  const step = steps[index];
  if (!step) throw new RangeError(`no step ${index}`);
  return step;
}

/** The ticket that a step names; 0, which no ticket has, when it names none. */
function numberOf({ on, about }: Step, labels: Labels): number {
  const label = on ?? about;
  return label === undefined ? 0 : (labels[label] ?? 0);
}

function withNumber(text: string, number: number): string {
  return text.replaceAll(NUMBER, String(number));
}

/** `demo-0012`: the same step always has the same key. */
function keyOf(index: number): string {
  return `demo-${String(index + 1).padStart(4, '0')}`;
}
