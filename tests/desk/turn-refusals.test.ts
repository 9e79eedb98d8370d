/**
 * What each theme of turns (`request`, `duty`, `ending`, `leave` in flows/wording.yaml) says where it cannot do what
 * was asked, by its very words; beside the general ones of refusals.test.ts. The last test sees to it that a new
 * sentence is either here or plainly no refusal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { WORDS } from '../../src/dialogue/words.ts';
import { DAY } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, openBench } from './bench.ts';
import { A, HUB, LEADER, OWNER, REFUSED, resolved, signed, TUESDAY } from './turn-refusals-table.ts';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), TUESDAY);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

describe('said where a turn cannot be taken', () => {
  test.each(REFUSED)('%s', async (_key, life, before, who, text, words) => {
    if (life) await bench.has(TUESDAY, life);
    await before?.(bench);
    const stood = await bench.store.ticket(1);
    expect(await bench.answers(who, text)).toBe(words);
    expect((await bench.store.ticket(1))?.version, 'nothing has changed').toBe(stood?.version);
  });
});

/** Said on other ways. */
const ELSEWHERE: Readonly<Record<string, () => Promise<void>>> = {
  async 'request.moreNone'() {
    await bench.has(TUESDAY, resolved);
    expect(await bench.presented(A, 'v1|more|1|1')).toBe('诉求件 1 现在没有别的可办。');
  },
  async 'request.grantOver'() {
    await bench.has(TUESDAY, signed);
    await bench.says(A, '挂账 1 11月25日完工 今晚施工');
    await bench.goesTo(TUESDAY + DAY);
    expect(await bench.answers(LEADER, '同意 1')).toBe(
      '诉求件 1 的最后节点已经到了，不能批准。请选“不同意”，由部门重报。',
    );
  },
  async 'request.extendLongest'() {
    await bench.says(OWNER, '县城投公司拖欠我们工程款三百万，一直不给', 'group');
    const ticket = await bench.store.ticket(1);
    expect(ticket?.kind).toBe('arrears');
    const liaison = ticket?.liaison ?? '';
    await bench.goesTo(TUESDAY + 85 * DAY);
    await bench.says(liaison, '办结 1 已付一部分');
    await bench.says(OWNER, '没解决 1 还差一半');
    expect(await bench.answers(liaison, '延期 1 10天 等拨款')).toMatch(
      /^诉求件 1 延不了这么久：最迟要在 2月22日（周一）内（暂定）办结。请少延几天。$/u,
    );
  },
  async 'ending.callBackMissing'() {
    await bench.has(TUESDAY, resolved);
    await bench.says(HUB, '回访 1 未解决');
    const said = await bench.presses(HUB, '提交');
    expect(said.at(-1)?.text).toBe('诉求件 1 还有什么没解决？请写一句企业的原话，我马上退回重办。');
    expect((await bench.store.ticket(1))?.state).toBe('resolved');
  },
  async 'ending.alreadySplit'() {
    await bench.has(TUESDAY, signed);
    await bench.says(HUB, '分单 1 厂门口的路灯坏了半个月，晚上看不见');
    expect(await bench.answers(HUB, '分单 1 厂门口的路灯坏了半个月，晚上看不见')).toBe(
      '这个问题已经从诉求件 1 分出，就是诉求件 2：厂门口的路灯坏了半个月，晚上看不见。没有再立一件。要是另一个问题，请把不同的地方写明，再发一次。',
    );
    expect(await bench.store.tickets({})).toHaveLength(2);
  },
  async 'leave.privateOnly'() {
    const said = await bench.says(A, '请假 11月30日', 'group');
    expect(said.map(({ text }) => text)).toEqual(['请假请私聊发给我，例如“请假 12月1日-12月5日”。']);
  },
  async 'leave.twoNamed'() {
    await bench.end();
    const file = join(place.dir, 'roster.yaml');
    const shipped = readFileSync('data/roster.yaml', 'utf8');
    writeFileSync(file, shipped.replace('id: land-b, name: 马承桥', 'id: land-b, name: 尹志苒'));
    bench = await openBench(join(place.dir, 'other'), TUESDAY, {
      change: (county) => ({ ...county, roster: loadRoster(file) }),
    });
    expect(await bench.answers(HUB, '请假 尹志苒 11月30日')).toBe(
      '有不止一位尹志苒，请改用编号，例如“请假 land-a 12月1日-12月5日”。',
    );
  },
};

describe('said elsewhere', () => {
  for (const [key, work] of Object.entries(ELSEWHERE)) test(key, work);
});

/** Questions, answers to what has been done, news, lines and buttons: by how their names begin, or by name. */
const NO_REFUSAL: Readonly<Record<'request' | 'duty' | 'ending' | 'leave', RegExp>> = {
  request:
    /^(?:(?:told|news|remind|urged|outcome|to|yes|no|else)(?:[A-Z].*)?|ask|extend|return|suspend|deny|more|waiting|suspended|nextReport|standing|extended|pending|whatEntry|byLapse|supplied|unanswered|needless|lifted|expired|todo|question|because|about|aboutLate|settled|finish|finishLate)$/,
  duty: /^(?:(?:told|news|settle|answer)[A-Z].*|ask(?:Assist|Supervise|Instruct|Escalate|Answer|Stage)|.+(?:Line|Button)|assist|order|escalate|escalatedBy|about|inCharge|done|notice|mayExtend|settledByHub|replyBy|buttonOf|apart)$/,
  ending:
    /^(?:(?:told|news|dispatch|survey)(?:[A-Z].*)?|ask(?:Solved|Partly|Explained)|(?:solved|answered|contacted)-[yn]|callBack(?:|Remind|Solved|Answered|Contacted|Rating|Note|How|HowUnsolved)|accepted|result|rateExplained|notHeard|send|ratedByPhone|rejectWhich|rejectWhy|rejected|appeal|reopen|reopenOrNew|overSoNew|reworkOrNew|asNew|again|taskReopened|askIsSolved|partlySolved|saidSolved|unsolvedSoReopen|reasonOrNew|ratedLate|went|wentOn|merged|absorbed|mergeWhich|split|source|splitFrom|splitInto|splitReport)$/,
  leave:
    /^(?:taken|takenNone|takenHead|takenHub|begunHub|forHub|returnedHub|othersHead|headPlanned|changed|now|entered|cancelled|cancelledFor|endedFor|extended|mine|minePlanned|others|othersPlanned|actingChanged|begun|begunNone|handed|back|backNone|fresh|finished|returned|returnedNone|line|more|copyNew|copyReminder)$/,
};

test('no refusal of these themes is without its test', () => {
  const tested = new Set([...REFUSED.map(([key]) => key), ...Object.keys(ELSEWHERE)]);
  const untested = Object.entries(NO_REFUSAL).flatMap(([group, plain]) =>
    Object.keys(WORDS[group as keyof typeof NO_REFUSAL])
      .filter((key) => !plain.test(key))
      .map((key) => `${group}.${key}`)
      .filter((key) => !tested.has(key)),
  );
  expect(untested, 'add a row above, or name it in NO_REFUSAL').toEqual([]);
});
