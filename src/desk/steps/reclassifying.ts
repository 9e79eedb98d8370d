/** 改类: the dispatcher says what kind of ticket it is, in words or by one tap. */
import { nextDue } from '../../dialogue/lists.ts';
import { press } from '../../dialogue/understand.ts';
import { type Buttons, kindName } from '../../dialogue/view.ts';
import type { FlowId } from '../../domain/flow.ts';
import type { Command } from '../../domain/lifecycle.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { ask, stay } from './asking.ts';
import { answer, change, heardInWords } from './change.ts';
import type { Wish } from './wish.ts';

/** A report is none of them: what everybody has read cannot be kept secret. */
const TO: readonly FlowId[] = ['complaint', 'urgent', 'consult', 'arrears'];

/** How people name a kind. */
const NAMES: readonly (readonly [RegExp, FlowId])[] = [
  [/^(?:(?:一般|普通|不急|不紧急)(?:的|诉求|困难)?|诉求|困难)件?$/u, 'complaint'],
  [/^(?:紧急|加急|险情|急)(?:的|诉求)?件?$/u, 'urgent'],
  [/^咨询(?:的|类)?件?$/u, 'consult'],
  [/^(?:拖欠|欠款|清欠|欠账|拖欠账款)(?:的|类)?件?$/u, 'arrears'],
  [/^(?:举报|保密|信访)(?:的|类)?件?$/u, 'report'],
];

export function reclassify(on: Case, { ticket, words, choice }: Wish, parts: DeskParts): Outcome {
  const { view, office } = on;
  const { number } = ticket;
  const kind = choice === '' ? kindIn(words) : (TO.find((one) => one === choice) ?? null);
  if (kind === 'report') return answer(on, view.say('changeKind.report', { number }));
  const current = kindName(ticket, view.say);
  if (kind === null) {
    if (words !== '') return stay(on, answer(on, view.say('changeKind.unknown', { number })));
    const other = TO.find((one) => !ticket.flow.startsWith(`${one}@`)) ?? 'consult';
    const question = view.say('changeKind.which', { number, kind: current });
    return ask(on, ticket, commandFor(other), question, parts, { buttons: kindButtons() });
  }
  if (ticket.flow.startsWith(`${kind}@`))
    return answer(on, view.say('changeKind.same', { number, kind: current }));
  return change(on, ticket, commandFor(kind), parts, (after) =>
    answer(
      on,
      view.say('changeKind.told', {
        number,
        kind: view.say(`kind.${kind}`),
        due: nextDue(after, view),
        heard: heardInWords(on, after, parts),
      }),
      number,
    ),
  );

  function commandFor(to: FlowId): Extract<Command, { type: 'reclassify' }> {
    const name = parts.flowVersions[to];
    const flow = office.flowsOnRecord[name];
    if (!flow) throw new Error(`flow ${name} is not on record`);
    return { type: 'reclassify', kind: to, name, flow };
  }

  function kindButtons(): Buttons {
    return TO.filter((one) => !ticket.flow.startsWith(`${one}@`)).map((one) => [
      { label: view.say(`kind.${one}`), data: press('reclassify', number, ticket.cycle, one) },
    ]);
  }
}

/** Null: the words name no kind. */
function kindIn(words: string): FlowId | null {
  const name = words.normalize('NFKC').replace(/^(?:成|为|到)\s*|[\s。.!！]+$/gu, '');
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
