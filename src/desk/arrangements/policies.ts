/** 惠企政策: sent to whom they seem to fit, answered with one tap, asked about in plain words. */
import { policyNumber } from '../../domain/arrangements/policies.ts';
import type { Case, Outcome } from '../case.ts';
import type { Arrangement } from './arrangement.ts';
import { onAnsweredQuestion, onChosen, onFact, onSwitch, onWanted } from './policies/answers.ts';
import { bringPolicies, nextOfPolicies } from './policies/due.ts';
import { asked, listed, searched } from './policies/library.ts';
import { onNow, onPreviewed, onPush } from './policies/push.ts';
import { policySection } from './policies/section.ts';

const PUSHERS = ['dispatcher', 'liaison', 'backup', 'head'] as const;

/** What the button under a preview says, in words. */
const WEEKLY = /^(?:放进|放到|排进|加入)?(?:本周|这周)(?:的)?(?:合并)?推送[。!]?$/u;

export const policies: Arrangement<'policy'> = {
  of: 'policy',

  async asked(on, wish, parts) {
    switch (wish.what) {
      case 'push':
        return hinted(on, onPush(on, wish.words, parts));
      case 'now':
        return onNow(on, parts);
      case 'list':
        return hinted(on, listed(on, parts));
      case 'search':
      case 'about':
        return hinted(on, await searched(on, wish.what, wish.words, parts));
      case 'want':
        return hinted(on, await onWanted(on, wish.words, parts));
      case 'off':
      case 'on':
        return hinted(on, onSwitch(on, wish.what, wish.words, parts));
      default:
        return wish satisfies never;
    }
  },

  async pressed(on, what, number, parts) {
    const policy = parts.policies.policies.find(({ id }) => policyNumber(id) === number);
    return what === 'want' || what === 'pass'
      ? onAnsweredQuestion(on, what, policy, parts)
      : onPreviewed(on, what, policy, parts);
  },

  async answered(on, held, text, parts) {
    if (held.of !== 'policy') return null;
    if (held.what === 'fact') return onFact(on, held, text, parts);
    if (held.what !== 'send' || !WEEKLY.test(text)) return null;
    const shown = parts.policies.policies.find(({ id }) => id === held.policy);
    return onPreviewed(on, 'weekly', shown, parts);
  },

  heard: async (on, text, parts) => asked(on, text, parts),
  chosen: onChosen,
  nextAt: nextOfPolicies,
  bring: bringPolicies,
  section: policySection,

  help(roles, { say }) {
    const isOffice = PUSHERS.some((role) => roles.has(role));
    return [
      ...(isOffice ? [say('policy.help')] : []),
      ...(roles.has('member') ? [say('policy.helpMember')] : []),
    ];
  },
};

/** What is answered in private is pointed at in the group. */
function hinted({ message, view }: Case, outcome: Outcome | null): Outcome | null {
  const told = outcome?.replies ?? [];
  if (!outcome || message.chat.kind !== 'group' || told.length === 0 || !told.every((one) => one.privately))
    return outcome;
  return { ...outcome, replies: [...told, { text: view.say('told.privately') }] };
}
