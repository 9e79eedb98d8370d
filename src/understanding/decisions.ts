/** How sure the learnt models must be before the program acts on them: `flows/understanding.yaml`, for a county to set. */
import { z } from 'zod';

const chance = z.number('应为 0 到 1 之间的数').min(0, '不能小于 0').max(1, '不能大于 1');

export const decisionsSchema = z
  .strictObject({
    report: z.strictObject({
      /** From here on words may be about an official: nothing is shown, the speaker is asked in private. */
      hold: chance,
    }),
    urgent: chance,
    /** What the county's words call a danger is none where the models see less of one than this. 0: the words decide. */
    dangerWords: chance.default(0),
    arrears: chance,
    talk: z.strictObject({
      /** From here on it is talk, and the program keeps quiet. */
      quiet: chance,
      /** What would pass for talk is asked about from here on, as it may be a danger. */
      danger: chance,
      /** From here on it may be talk: in the group the speaker is asked in private before it is registered. */
      ask: chance,
    }),
    matter: z.strictObject({
      /**
       * From here on words speak of a matter that the speaker has raised: how likely they do, beside how likely they tell
       * of a new one.
       */
      own: chance,
      /** So plainly that they do though they sound like another department's. */
      sure: chance,
      /** So plainly a danger that it is sounded though it comes as a word on a matter that is none. */
      alarm: chance,
      /** From here on the speaker has the trouble of another firm too. */
      other: chance,
      /** From here on they ask about the program, or for somebody. */
      bot: chance,
    }),
    department: z.strictObject({
      /** From here on a department gets it without the dispatcher. */
      assign: chance,
      /** How much the county's own terms weigh beside the models: 0 not at all, 3 decisively. */
      terms: z.number('应为 0 到 3 之间的数').min(0, '不能小于 0').max(3, '不能大于 3'),
    }),
  })
  .refine(({ talk }) => talk.ask <= talk.quiet, { path: ['talk', 'ask'], message: '不能大于 quiet' });

export type Decisions = Readonly<z.output<typeof decisionsSchema>>;
