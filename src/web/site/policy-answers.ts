/** What a firm may answer to a policy that it was sent, as buttons. */
import { answerButton } from '../../desk/arrangements/notices.ts';
import { OFF, UNFIT } from '../../desk/arrangements/policies/push.ts';
import type { Buttons, View } from '../../dialogue/view.ts';
import type { Policy } from '../../domain/arrangements/policies.ts';
import { WANT } from '../../domain/arrangements/policy-figures.ts';

export function answersOf({ mode }: Policy, notice: number, { say }: View): Buttons {
  return [
    [
      answerButton('policy', notice, {
        label: say(mode === '免申' ? 'policy.confirm' : 'policy.want'),
        code: WANT,
      }),
      answerButton('policy', notice, { label: say('policy.unfit'), code: UNFIT }),
      answerButton('policy', notice, { label: say('policy.off'), code: OFF }),
    ],
  ];
}
