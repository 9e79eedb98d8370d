/**
 * What 27 enterprises and 28 departments do with a day: how many difficulties come, who answers which, in what words.
 * Everything is drawn from the seed; what fits is chosen by how the tickets stand.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Incoming } from '../../src/channels/port.ts';
import type { Command } from '../../src/domain/commands.ts';
import type { Roster } from '../../src/domain/roster.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Chance } from '../crash/chance.ts';
import { type Days, dayAt, dayText, hourOf } from '../domain/model/days.ts';
import type { Kind, Model } from '../domain/model/ticket.ts';
import { CHANNEL, GROUP } from './channel.ts';
import { type Intent, markerOf } from './intents.ts';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;

/** One thing somebody says or presses, and what is meant by it. */
export interface Said {
  readonly message: Incoming;
  readonly intent: Intent;
}

/** At a time of the day, decided only then. */
export interface Doing {
  readonly at: Instant;
  readonly who: 'enterprise' | 'office' | 'slip' | 'edit' | 'leave' | 'report' | 'talk' | 'odd';
}

interface Step {
  readonly who?: string;
  readonly group?: string;
  readonly private?: string;
  readonly as?: string;
}

/** Commands of the county's arrangements, and a report. */
const OTHERWISE = /^(?:开始帮办|要办|请来一趟)|保密|想请人来/u;

/** Difficulties of a month that was written for people to read (data/demo/month.yaml), and some of other kinds. */
const DIFFICULTIES: readonly string[] = [
  ...(parse(readFileSync('data/demo/month.yaml', 'utf8')) as { steps: readonly Step[] }).steps
    .filter(({ as }) => as !== undefined)
    .map((step) => step.group ?? step.private ?? '')
    .filter((text) => text !== '' && !OTHERWISE.test(text)),
  '县里一个项目欠我们工程款八十万，账期过了一年还没给，请帮忙催一催',
  '厂区旁边的燃气管道有泄漏，味道很大，怕出事，快来人',
  '想咨询一下，小微企业社保补贴怎么申请，需要什么材料',
  '有件难处想请县里帮着协调一下，事情比较复杂',
];
const SLANDER = [
  '王股长来厂里暗示要红包，不给就不办',
  '有人收了我们两条烟才给盖章，我要举报他吃拿卡要',
] as const;
const TALK = [
  '大家早上好',
  '收到，谢谢',
  '今天天气不错',
  '进度',
  '待办',
  '帮助',
  '口径',
  '超期',
  '我的请假',
  '期限 1',
] as const;
/** What spreadsheets, pages and logs stumble over. */
const HOSTILE = ['<b>&"\'', '=1+1', '{号}', '$&', '\u202E', '\n[{"level":60}]', '😀', '〖7-3〗x'] as const;

export interface TicketSeen {
  readonly number: number;
  readonly model: Model;
  readonly enterprise: string;
  readonly member: string;
}

export class People {
  #keys = 0;
  #markers = 0;
  readonly #secretMarkers = new Set<string>();
  /** Said in the last days, to be edited. */
  readonly #lately: { readonly said: Said; readonly text: string }[] = [];

  constructor(
    readonly roster: Roster,
    readonly chance: Chance,
  ) {}

  /** The doings of a day, in order of time. `load`: against an ordinary day. */
  day(day: number, days: Days): readonly Doing[] {
    const { chance } = this;
    const worked = days.isWorked(day);
    const burst = worked && chance.between(1, 45) === 1;
    const raised = burst ? 27 : worked ? chance.between(1, 6) : chance.between(1, 3) === 1 ? 1 : 0;
    const of = (count: number, who: Doing['who'], from: number, to: number): Doing[] =>
      Array.from({ length: count }, () => ({ at: this.#time(day, from, to), who }));
    const all = [
      // In a burst all of them speak within minutes.
      ...(burst ? of(raised, 'enterprise', 9, 9.2) : of(raised, 'enterprise', 7.5, 20)),
      ...of(worked ? chance.between(14, 26) : chance.between(0, 4), 'office', 8, 19),
      ...of(worked ? chance.between(0, 2) : 0, 'slip', 8, 18),
      ...of(chance.between(0, 1), 'edit', 8, 20),
      ...of(chance.between(0, 2), 'talk', 7, 23),
      ...of(worked ? chance.between(0, 2) : 0, 'odd', 8, 20),
      ...of(chance.between(1, 12) === 1 ? 1 : 0, 'report', 7, 23),
      ...of(worked && chance.between(1, 6) === 1 ? 1 : 0, 'leave', 8, 18),
    ];
    return all.sort((a, b) => a.at - b.at);
  }

  #time(day: number, from: number, to: number): Instant {
    return Math.floor(hourOf(day, from) + (this.chance.between(0, 9_999) / 10_000) * (to - from) * 3_600_000);
  }

  /** What is said now; null where nobody has anything to say. */
  says({ who }: Doing, now: Instant, tickets: readonly TicketSeen[]): Said | null {
    switch (who) {
      case 'enterprise':
        return this.#raises(now);
      case 'report':
        return this.#reports(now);
      case 'edit':
        return this.#edits(now);
      case 'talk':
        return this.#talks(now);
      case 'leave':
        return this.#leaves(now);
      case 'slip':
        return this.#takesBack(now, tickets);
      case 'odd':
        return this.#odd(now, tickets);
      case 'office':
        return this.#acts(now, tickets);
      default:
        return who satisfies never;
    }
  }

  /** Somebody who had closed the chat opens it again. */
  opens(person: string, now: Instant): Said {
    return {
      message: this.#message(person, '', now, { what: 'start', message: null }),
      intent: { what: 'nothing' },
    };
  }

  #message(person: string, text: string, now: Instant, over: Partial<Incoming> = {}): Incoming {
    const key = `${CHANNEL}:${++this.#keys}`;
    return {
      key,
      channel: CHANNEL,
      chat: { id: person, kind: 'private', title: '' },
      sender: { id: person, name: person, anonymous: false },
      at: now,
      what: 'text',
      message: `said-${this.#keys}`,
      replyTo: null,
      addressed: true,
      text,
      files: [],
      button: null,
      buttonToken: null,
      ...over,
    };
  }

  #inGroup(): Partial<Incoming> {
    return { chat: { id: GROUP, kind: 'group', title: '连心桥' }, addressed: false };
  }

  #raises(now: Instant): Said {
    const { chance } = this;
    const member = chance.one(chance.one(this.roster.enterprises).members);
    const marker = markerOf(++this.#markers);
    const mark = chance.between(1, 5) === 1 ? chance.one(HOSTILE) : '';
    const text = `${chance.one(DIFFICULTIES)}（单号${marker}），请帮忙看看${mark}`;
    const place = chance.between(1, 3) > 1 ? this.#inGroup() : {};
    const files =
      chance.between(1, 15) === 1
        ? [{ ref: `ref-${marker}`, kind: 'document' as const, name: '说明.pdf', size: 900 }]
        : [];
    const message = this.#message(member.id, text, now, { ...place, files });
    const said: Said = { message, intent: { what: 'raise', marker, secret: false } };
    this.#lately.push({ said, text });
    if (this.#lately.length > 20) this.#lately.shift();
    return said;
  }

  #reports(now: Instant): Said {
    const { chance } = this;
    const member = chance.one(chance.one(this.roster.enterprises).members);
    const marker = markerOf(++this.#markers);
    this.#secretMarkers.add(marker);
    const message = this.#message(member.id, `${chance.one(SLANDER)}（单号${marker}）`, now);
    return { message, intent: { what: 'raise', marker, secret: true } };
  }

  #edits(now: Instant): Said | null {
    if (this.#lately.length === 0) return null;
    const { said, text } = this.chance.one(this.#lately);
    const { message } = said;
    return {
      message: {
        ...message,
        key: `${CHANNEL}:${++this.#keys}`,
        what: 'edit',
        at: now,
        text: `${text}，补一句：上周就这样了`,
        files: [],
      },
      intent: { what: 'edit', of: message.key },
    };
  }

  #talks(now: Instant): Said {
    const { chance, roster } = this;
    const person = chance.one(roster.people);
    return {
      message: this.#message(
        person.id,
        chance.one(TALK),
        now,
        chance.between(1, 3) === 1 ? this.#inGroup() : {},
      ),
      intent: { what: 'nothing' },
    };
  }

  #leaves(now: Instant): Said {
    const { chance, roster } = this;
    const department = chance.one(roster.departments);
    const people = [
      department.primary,
      department.backup,
      department.head,
      ...roster.dispatchers.slice(0, 1),
    ];
    const person = chance.one(people).id;
    const from = dayAt(now) + chance.between(0, 8);
    const to = from + chance.between(0, 6);
    const text = `请假 ${spoken(from)}-${spoken(to)}`;
    return { message: this.#message(person, text, now), intent: { what: 'leave', person } };
  }

  /** 撤销 of the last step, soon enough. */
  #takesBack(now: Instant, tickets: readonly TicketSeen[]): Said | null {
    const slips = tickets.filter(({ model: { last } }) => last !== null && now - last.at <= HALF_AN_HOUR);
    if (slips.length === 0) return null;
    const { number, model } = this.chance.one(slips);
    return this.#command(number, model.last?.by ?? '', { type: 'undo' }, `撤销 ${number}`, now);
  }

  /** Anybody says anything of any ticket: mostly it is refused. */
  #odd(now: Instant, tickets: readonly TicketSeen[]): Said | null {
    if (tickets.length === 0) return null;
    const { chance, roster } = this;
    const seen = chance.one(tickets);
    const person = chance.one(roster.people).id;
    const said = this.#words(chance.one(ODD), seen, now);
    return said && this.#command(seen.number, person, said.command, said.text, now);
  }

  #acts(now: Instant, tickets: readonly TicketSeen[]): Said | null {
    const { chance } = this;
    const live = tickets.filter(({ model }) => CHOICES[model.state] !== undefined);
    if (live.length === 0) return null;
    const seen = chance.one(live);
    const { model } = seen;
    const settling = model.request !== null && chance.between(1, 2) === 1;
    const kind = settling
      ? chance.one<Kind>(['grant', 'grant', 'deny'])
      : chance.one(CHOICES[model.state] ?? []);
    const said = this.#words(kind, seen, now);
    const person = said && this.#whoDoes(kind, seen);
    return said && person ? this.#command(seen.number, person, said.command, said.text, now) : null;
  }

  #command(ticket: number, person: string, command: Command, text: string, now: Instant): Said {
    const press = text.startsWith('v1|');
    const over: Partial<Incoming> = press
      ? { what: 'button', button: text, buttonToken: 'token', message: null }
      : {};
    return {
      message: this.#message(person, press ? '' : text, now, over),
      intent: { what: 'command', ticket, person, command },
    };
  }

  /** Whoever does that in daily life. */
  #whoDoes(kind: Kind, { model, enterprise }: TicketSeen): string | null {
    const { chance, roster } = this;
    const hub = chance.one(roster.dispatchers).id;
    const leader = chance.one(roster.leaders).id;
    const member = () => chance.one(roster.enterprises.find(({ id }) => id === enterprise)?.members ?? []).id;
    switch (kind) {
      case 'grant':
      case 'deny':
        return model.request?.kind === 'suspend' ? leader : hub;
      case 'assign':
      case 'reject':
      case 'escalate':
      case 'reclassify':
        return hub;
      case 'instruct':
      case 'supervise':
        return leader;
      case 'urge':
      case 'supplement':
      case 'confirm':
      case 'rework':
      case 'reopen':
      case 'withdraw':
        return member();
      default:
        return model.holder ?? hub;
    }
  }

  /** The command, and how it is said. */
  #words(kind: Kind, { number, model }: TicketSeen, now: Instant): { command: Command; text: string } | null {
    const { chance, roster } = this;
    const why = `情况${chance.between(1, 999)}`;
    const other = chance.one(roster.departments.filter(({ id }) => id !== model.department));
    const n = number;
    switch (kind) {
      case 'assign':
        return { command: { type: kind, department: other.id }, text: `分办 ${n} ${other.name}` };
      case 'sign':
        return { command: { type: kind }, text: `签收 ${n}` };
      case 'feedback':
        return { command: { type: kind, text: why, files: [] }, text: `反馈 ${n} 已联系企业，${why}` };
      case 'resolve':
        return { command: { type: kind, text: why, files: [] }, text: `办结 ${n} 已经办好，${why}` };
      case 'transfer':
        return {
          command: { type: kind, department: other.id, text: why },
          text: `转办 ${n} ${other.name} ${why}`,
        };
      case 'return':
        return {
          command: { type: kind, department: other.id, text: why },
          text: `退单 ${n} ${other.name} ${why}`,
        };
      case 'ask':
        return { command: { type: kind, text: why }, text: `请补充 ${n} 请补合同复印件，${why}` };
      case 'extend': {
        const workdays = chance.between(1, 6);
        return { command: { type: kind, workdays, text: why }, text: `延期 ${n} ${workdays}天 ${why}` };
      }
      case 'suspend': {
        const day = dayAt(now) + chance.between(20, 120);
        const milestones = [{ day: dayText(day) as never, text: '完工' }];
        return {
          command: { type: kind, text: why, milestones },
          text: `挂账 ${n} ${spoken(day)}完工 列入计划，${why}`,
        };
      }
      case 'grant':
        return { command: { type: kind }, text: `同意 ${n}` };
      case 'deny':
        return { command: { type: kind, text: why }, text: `不同意 ${n} ${why}` };
      case 'assist':
        return {
          command: { type: kind, department: other.id, text: why },
          text: `协办 ${n} ${other.name} 请一起看看，${why}`,
        };
      case 'supervise':
        return { command: { type: kind, text: why }, text: `督办 ${n} 请说明进展，${why}` };
      case 'instruct':
        return { command: { type: kind, text: why }, text: `批示 ${n} 请到现场看看，${why}` };
      case 'escalate':
        return { command: { type: kind, text: why }, text: `顶格 ${n} 两家说法不一，${why}` };
      case 'resume':
        return { command: { type: kind }, text: `恢复办理 ${n}` };
      case 'reject':
        return {
          command: { type: kind, code: 'judicial', text: why },
          text: `不予受理 ${n} 诉讼 已起诉，${why}`,
        };
      case 'urge':
        return { command: { type: kind }, text: `催办 ${n}` };
      case 'supplement':
        return {
          command: { type: kind, text: why, files: [], edit: false },
          text: `补充 ${n} 还有一点，${why}`,
        };
      case 'confirm': {
        const rating = chance.one(['satisfied', 'satisfied', 'basic'] as const);
        return { command: { type: kind, rating }, text: `${rating === 'basic' ? '基本满意' : '满意'} ${n}` };
      }
      case 'rework':
        return { command: { type: kind, text: why }, text: `没解决 ${n} 还是老样子，${why}` };
      case 'reopen':
        return { command: { type: kind, text: why }, text: `重开 ${n} 又坏了，${why}` };
      case 'withdraw':
        // Typed, it is asked about first.
        return { command: { type: kind }, text: `v1|withdraw|${n}|${cycleOf(model)}` };
      default:
        return null;
    }
  }
}

const cycleOf = ({ reworks, reopens, undone }: Model): number => 1 + reworks + reopens + undone;

/** 11月27日 */
function spoken(day: number): string {
  const [, month = '', date = ''] = dayText(day).split('-');
  return `${Number(month)}月${Number(date)}日`;
}

const ODD: readonly Kind[] = [
  'sign',
  'resolve',
  'confirm',
  'transfer',
  'grant',
  'deny',
  'withdraw',
  'reopen',
  'resume',
  'reject',
  'supervise',
];

const times = (count: number, kind: Kind): readonly Kind[] => Array<Kind>(count).fill(kind);
/** What is done with a ticket in each state, as often as it stands here. */
const CHOICES: Readonly<Partial<Record<Model['state'], readonly Kind[]>>> = {
  queued: [...times(6, 'assign'), 'reject', 'urge', 'supplement', 'withdraw', 'instruct'],
  assigned: [
    ...times(16, 'sign'),
    ...times(2, 'feedback'),
    'resolve',
    ...times(2, 'transfer'),
    ...times(2, 'return'),
    'urge',
    'supplement',
    'withdraw',
    'ask',
    'reject',
    'extend',
  ],
  working: [
    ...times(6, 'feedback'),
    ...times(16, 'resolve'),
    ...times(2, 'extend'),
    'return',
    'transfer',
    ...times(2, 'suspend'),
    ...times(2, 'ask'),
    ...times(2, 'assist'),
    'supervise',
    'instruct',
    'escalate',
    'urge',
    'supplement',
    'withdraw',
  ],
  waiting: [...times(3, 'supplement'), 'resume', 'resolve', 'transfer', 'withdraw'],
  suspended: ['resume', ...times(3, 'feedback'), 'resolve', 'withdraw'],
  resolved: [...times(5, 'confirm'), ...times(2, 'rework'), 'withdraw'],
  closed: ['reopen', ...times(6, 'confirm')],
  rejected: ['reopen'],
};
