/**
 * Names of before that stand in journals, checkpoints and buttons, and what they are today: all of them are here. They
 * are read for ever, so nothing is ever taken out. What changed its shape, not its name alone: `store/upcast.ts`.
 */

/** Types of events, and the `what` of the entries they left. */
const EVENTS: Readonly<Record<string, string>> = { dutyReported: 'dutyAnswered' };

/** Verbs, on buttons and in questions of ours that waited for an answer. */
const VERBS: Readonly<Record<string, string>> = { report: 'answerDuty' };

/** Fields of rows (`store/row.ts`), by what they are of. */
const FIELDS = {
  duty: { report: 'answer' },
  office: { flows: 'flowsOnRecord' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export function eventOfToday(type: string): string {
  return nameIn(EVENTS, type);
}

export function verbOfToday(verb: string): string {
  return nameIn(VERBS, verb);
}

/** A value of a row, its fields by their names of today. */
export function fieldsOfToday(value: object, of: keyof typeof FIELDS): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).map(([field, held]) => [nameIn(FIELDS[of], field), held]));
}

function nameIn(names: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(names, name) && names[name]) || name;
}
