/** What each verb does: one line a verb, and a verb without one does not compile. */
import type { TicketVerb } from '../../dialogue/verbs.ts';
import { comeBack } from '../closing/again.ts';
import { callBack } from '../closing/call-back.ts';
import { reject, resolve, survey } from '../closing/endings.ts';
import { rate } from '../closing/rating.ts';
import { acknowledge, answerDuty, assist } from '../duties/duties.ts';
import { order, sendBack } from '../duties/orders.ts';
import { showDeadline, showProgress } from '../lists/enquiries.ts';
import { askForMore, extend, giveBack, more, resume, settle, suspend } from '../requests/requests.ts';
import { annul, attribute, undo } from './correcting.ts';
import { assign, claim, delegate, handOver, transfer } from './handing.ts';
import { merge, split } from './joining.ts';
import { note } from './noting.ts';
import { reclassify } from './reclassifying.ts';
import { snippet } from './snippets.ts';
import type { Turn } from './wish.ts';
import { feedback, sign, supplement, urge, withdraw } from './working.ts';

export const TURNS: Readonly<Record<TicketVerb, Turn>> = {
  progress: (on, { ticket }) => showProgress(on, ticket),
  deadline: (on, { ticket }) => showDeadline(on, ticket),

  urge,
  supplement,
  withdraw,
  confirm: rate,
  rework: (on, wish, parts) => comeBack(on, 'rework', wish, parts),
  reopen: (on, wish, parts) => comeBack(on, 'reopen', wish, parts),
  answer: survey,

  sign,
  feedback,
  resolve,
  transfer,
  delegate,
  handOver,
  more,

  return: giveBack,
  ask: askForMore,
  resume,
  extend,
  assist,
  suspend,
  answerDuty,
  acknowledge,

  claim,
  assign,
  grant: (on, wish, parts) => settle('grant', on, wish, parts),
  deny: (on, wish, parts) => settle('deny', on, wish, parts),
  callBack,
  supervise: (on, wish, parts) => order('supervise', on, wish, parts),
  instruct: (on, wish, parts) => order('instruct', on, wish, parts),
  sendBack,
  escalate: (on, wish, parts) => order('escalate', on, wish, parts),
  reclassify,
  reject,
  merge,
  split,

  snippet,
  note,
  undo,
  annul,
  attribute,
};
