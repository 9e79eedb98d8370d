/** 请企业补充, 延期, 退单, 挂账 in words: who is told what, when the clock stands, and every refusal. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

/** A Tuesday: to be resolved by Tuesday the 1st of December. */
const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const LIAISON = 'housing-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const POTHOLE = '门口道路塌陷，货车进不来，请住建局来修';
const PLAN = '挂账 1 12月20日完成招标，3月31日完工 整条路列入改造';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, POTHOLE, 'group');
  await bench.says(HUB, '分办 1 住建');
});

const heard = (person: string, words: string): string =>
  bench.told(person).findLast((text) => text.includes(words)) ?? `nothing with ${words}`;
const card = (): string => bench.told(GROUP).findLast((text) => text.startsWith('【诉求件 1】')) ?? '';

describe('请企业补充', () => {
  test('the clock stands, the enterprise is asked in private, the card says so', async () => {
    expect(await bench.answers(LIAISON, '请企业补充 1 请发道路权属证明')).toContain(
      '已请企业补充，诉求件 1 停表；企业应在 12月1日（周二）内补充，之后恢复计时。',
    );
    expect(bench.newest(OWNER)).toBe(
      '诉求件 1：住房和城乡建设局 倪文泉请您补充——请发道路权属证明\n请直接在这里回复，文字、照片都可以，12月1日（周二）内。等待期间不计时。',
    );
    expect(card()).toContain('待企业补充材料');
    expect(card()).toContain('请企业补充：请发道路权属证明（12月1日（周二）内补充，期间停表）');
    expect(card()).toContain('办结：停表中');
  });

  test('one question when the words are missing, and 取消 gives it up', async () => {
    expect(await bench.answers(LIAISON, '请企业补充 1')).toContain('请写明要诉求件 1 的企业补充什么');
    expect(await bench.answers(LIAISON, '取消')).toBe('好的，已取消。');
    await bench.answers(LIAISON, '请企业补充');
    await bench.answers(LIAISON, '请发道路权属证明');
    expect((await bench.ticket()).state).toBe('waiting');
  });

  test.each(['在这里，附上合同', '补充 1 附上合同', '补充　１　附上合同', '补充 一 附上合同'])(
    '%s: the enterprise just answers, and the clock goes on without the days it stood',
    async (answer) => {
      await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
      await bench.goesTo(at('2026-11-26', '10:00'));
      expect(await bench.answers(OWNER, answer)).toBe(
        '已补充到诉求件 1，住房和城乡建设局接着办理，应在 12月3日（周四）内办结。',
      );
      expect((await bench.ticket()).state).toBe('working');
      expect(heard(LIAISON, '企业已补充')).toBe(
        '诉求件 1 企业已补充（惠民桥样例商贸有限公司 乐丽轩），恢复计时，应在 12月3日（周四）内办结。',
      );
      expect(heard(LIAISON, '附上合同')).toContain('乐丽轩补充：');
      expect(await bench.answers(OWNER, '进度 1')).toContain('企业已补充，恢复计时');
    },
  );

  test.each(['大家早上好', '您好！', '谢谢'])(
    '%s, in private, gives nothing of what was asked',
    async (words) => {
      await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
      await bench.says(OWNER, words);
      expect((await bench.ticket()).state).toBe('waiting');
      await bench.says(OWNER, '早上好，合同在这里');
      expect((await bench.ticket()).state).toBe('working');
    },
  );

  test('words in the group are a new difficulty, not the answer', async () => {
    await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
    await bench.answers(OWNER, '厂区电压不稳，请供电公司来看', 'group');
    expect((await bench.ticket()).state).toBe('waiting');
    expect(await bench.store.ticket(2)).toBeDefined();
  });

  test('two tickets that wait cost one question', async () => {
    bench.clock.advanceTo(bench.clock.now() + 5 * MINUTE);
    await bench.says(OWNER, POTHOLE, 'group');
    await bench.says(HUB, '分办 2 住建');
    await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
    await bench.answers(LIAISON, '请企业补充 2 请发现场照片');
    expect(await bench.answers(OWNER, '合同在这里')).toContain('您说的是哪一件？');
    expect(await bench.store.ticket(3), 'no new ticket').toBeUndefined();
  });

  test('who does not answer is reminded once of what is missing; then the clock goes on and both are told', async () => {
    await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
    await bench.goesTo(at('2026-11-27', '10:00'));
    expect(bench.newest(OWNER)).toBe(
      '【提醒】诉求件 1 正等您补充：请发施工合同\n请在 12月1日（周二）内直接回复本条，文字、照片都可以；到期未补充，部门按现有情况办理。',
    );
    await bench.goesTo(at('2026-12-02', '08:00'));
    expect((await bench.ticket()).state).toBe('working');
    const due = '12月9日（周三）内';
    expect(heard(LIAISON, '没有补充')).toBe(`诉求件 1 企业到期没有补充，恢复计时，应在 ${due}办结。`);
    expect(heard(OWNER, '没有等到')).toBe(
      `诉求件 1 没有等到您的补充，部门先按现有情况办，应在 ${due}办结。您随时可以再补充。`,
    );
  });

  test('恢复计时: the department does not wait any longer, and the enterprise hears it', async () => {
    await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
    expect(await bench.answers(LIAISON, '恢复计时 1')).toContain(
      '诉求件 1 恢复计时，应在 12月1日（周二）内办结。',
    );
    expect(bench.newest(OWNER)).toContain('诉求件 1 不用再补充，住房和城乡建设局继续办理');
  });

  test('while it waits: urging tells the enterprise what is missing, feedback keeps the clock standing', async () => {
    await bench.answers(LIAISON, '请企业补充 1 请发施工合同');
    expect(await bench.answers(OWNER, '催办 1')).toContain(
      '诉求件 1 正等您补充：请发施工合同（12月1日（周二）内）。',
    );
    expect(await bench.answers(LIAISON, '反馈 1 图纸已先看')).toContain(
      '诉求件 1 的反馈已告知企业，仍在停表等企业补充。',
    );
  });

  test('refused: a third time, twice at once, by the enterprise, on a finished ticket', async () => {
    await bench.answers(LIAISON, '请企业补充 1 甲');
    expect(await bench.answers(LIAISON, '请企业补充 1 乙')).toBe(
      '诉求件 1 正等企业补充，不用再请。要说明情况，请用“反馈 1 内容”。',
    );
    await bench.answers(OWNER, '补充 1 甲');
    await bench.answers(LIAISON, '请企业补充 1 乙');
    await bench.answers(OWNER, '补充 1 乙');
    expect(await bench.answers(LIAISON, '请企业补充 1 丙')).toBe(
      '诉求件 1 已请企业补充过 2 次，不能再停表。需要企业配合的，请用“反馈 1 内容”说明。',
    );
    expect(await bench.answers('land-a', '请企业补充 1 丁')).toBe(
      '没有找到您的诉求件 1。请核对编号，或发“进度”查看。',
    );
    await bench.answers(LIAISON, '办结 1 修好了，已通车');
    expect(await bench.answers(LIAISON, '请企业补充 1')).toBe(
      '诉求件 1 现在是“已办结，待企业评价”，不能请企业补充。',
    );
    expect(await bench.answers(LIAISON, '恢复计时 1')).toBe(
      '诉求件 1 现在是“已办结，待企业评价”，不能恢复计时。',
    );
  });

  test('10,000 characters are cut in what others read', async () => {
    await bench.answers(LIAISON, `请企业补充 1 ${'合同'.repeat(5000)}`);
    expect(card().length).toBeLessThan(600);
    expect(bench.newest(OWNER).length).toBeLessThan(1700);
  });
});

describe('延期', () => {
  test.each([
    '延期 1 3天 设备未到',
    '延期 １ ３天 设备未到',
    '延期 1 三个工作日，设备未到',
    '延期 1 设备未到，需延期3天',
    '延期 3天 设备未到',
  ])('%s: the dispatchers are asked, the first deadline stands until they grant it', async (words) => {
    expect(await bench.answers(LIAISON, words)).toContain(
      '已提交：诉求件 1 延期 3 个工作日，11月25日（周三）内审批。审批前按原期限办。',
    );
    for (const hub of [HUB, 'dispatcher-2']) {
      expect(bench.newest(hub)).toBe(
        [
          '【诉求件 1】惠民桥样例商贸有限公司：住房和城乡建设局 倪文泉申请延期 3 个工作日。',
          '理由：设备未到',
          `诉求：${POTHOLE}（办结时限 12月1日（周二）内）`,
          '请在 11月25日（周三）内审批；过时未批，按原期限办。',
        ].join('\n'),
      );
    }
    expect(await bench.answers(HUB, '我的待办')).toContain('请您审批：延期 3 个工作日，11月25日（周三）内');
    expect(card()).not.toContain('延期');
  });

  test('granted: the enterprise hears the new date and the reason, the card shows both dates', async () => {
    await bench.answers(LIAISON, '延期 1 3天 设备未到');
    expect(await bench.answers(HUB, '同意')).toContain('已同意诉求件 1 延期 3 个工作日，已告知有关方面。');
    expect(bench.newest(OWNER)).toBe(
      '诉求件 1 经专班调度员 毕志辰批准延期 3 个工作日，改为 12月4日（周五）内办结。原因：设备未到',
    );
    expect(heard(LIAISON, '延期已由专班调度员 毕志辰批准')).toContain('改为 12月4日（周五）内办结');
    expect(card()).toContain('办结：12月4日（周五）内');
    expect(card()).toContain('已延期 3 个工作日，原为 12月1日（周二）内');
    expect(bench.newest('dispatcher-2'), 'the other dispatcher need not look at it').toBe(
      '【诉求件 1】延期 3 个工作日：已同意（专班调度员 毕志辰）',
    );
    const story = await bench.answers(OWNER, '进度 1');
    expect(story).toContain('申请延期：设备未到');
    expect(story).toContain('批准延期');
    expect(await bench.answers(HUB, '同意 1')).toBe('诉求件 1 没有待审批的申请。');
    expect(await bench.answers(LIAISON, '延期 1 2天 又没到')).toBe(
      '诉求件 1 已经延过一次，不能再延。确需长期办理的，可申请挂账。',
    );
  });

  test('denied with a reason, which the department hears and the enterprise does not', async () => {
    await bench.answers(LIAISON, '延期 1 3天 设备未到');
    const before = bench.told(OWNER).length;
    expect(await bench.answers(HUB, '不同意 1')).toBe('请说明不同意诉求件 1 这项申请的理由。');
    expect(await bench.answers(HUB, '可先垫砂石通车')).toContain(
      '已记录：不同意诉求件 1 延期 3 个工作日，已告知部门。',
    );
    expect(heard(LIAISON, '未批准')).toBe(
      '诉求件 1 经专班调度员 毕志辰审批，延期 3 个工作日未批准：可先垫砂石通车。按原期限办理，应在 12月1日（周二）内办结。',
    );
    expect(bench.told(OWNER).length).toBe(before);
  });

  test('nobody settles it: the dispatchers are reminded, then it is refused by itself, and all are told', async () => {
    await bench.answers(LIAISON, '延期 1 3天 设备未到');
    await bench.goesTo(at('2026-11-25', '09:00'));
    expect(bench.newest(HUB)).toContain(
      `【提醒】诉求件 1 延期 3 个工作日（倪文泉）等您审批，11月25日（周三）内。\n诉求：${POTHOLE}　企业联系人：`,
    );
    await bench.goesTo(at('2026-11-26', '08:00'));
    expect((await bench.ticket()).request).toBeNull();
    expect(heard(LIAISON, '没有审批')).toBe(
      '诉求件 1 延期 3 个工作日到时没有审批，按原期限办理，应在 12月1日（周二）内办结。',
    );
    expect(heard(HUB, '到时未批')).toBe('【诉求件 1】延期 3 个工作日：到时未批，按原期限办');
    expect(await bench.answers(LIAISON, '进度 1')).toContain('未批准延期：到时未批');
  });

  test('asked the day before, it is settled or refused half a day before the deadline; nobody is asked for yesterday', async () => {
    await bench.goesTo(at('2026-11-30', '10:00'));
    expect(await bench.answers(LIAISON, '延期 1 3天 设备未到')).toContain('12月1日（周二）11:30 前审批');
    await bench.goesTo(at('2026-12-01', '11:30'));
    expect(heard(LIAISON, '没有审批')).toContain('应在 12月1日（周二）内办结');
  });

  test('refused when the ticket is late already, it is to be done now, not by a day that is over', async () => {
    await bench.goesTo(at('2026-12-03', '10:00'));
    await bench.answers(LIAISON, PLAN);
    await bench.goesTo(at('2026-12-09', '07:59'));
    expect(heard(LIAISON, '没有审批'), 'not by night').toContain('nothing with');
    await bench.goesTo(at('2026-12-09', '08:00'));
    expect(heard(LIAISON, '没有审批')).toContain(
      '按原期限办理，应在 12月1日（周二）内办结，已经过了，请尽快办结。',
    );
  });

  test('one question when words are missing; an answer that lacks something keeps it open', async () => {
    expect(await bench.answers(LIAISON, '延期 1')).toContain('诉求件 1 延几个工作日、什么原因？');
    expect(await bench.answers(LIAISON, '设备未到')).toContain(
      '请写明延几个工作日和原因，例如“延期 1 3个工作日 设备未到货”。',
    );
    expect(await bench.answers(LIAISON, '3天')).toContain('请写明延几个工作日和原因');
    expect(await bench.answers(LIAISON, '延期 3天 设备未到')).toContain('已提交：诉求件 1 延期 3 个工作日');
  });

  test('refused: too long, a second at once, by others, too late', async () => {
    expect(await bench.answers(LIAISON, '延期 1 30天 设备未到')).toBe(
      '诉求件 1 最多延 10 个工作日，请改短一些。',
    );
    await bench.answers(LIAISON, '延期 1 3天 设备未到');
    expect(await bench.answers(LIAISON, '延期 1 2天 设备未到')).toBe(
      '诉求件 1 有一项申请正在审批，请等审批后再提。',
    );
    expect(await bench.answers('land-a', '同意 1'), 'another department').toContain('没有找到');
    expect(await bench.answers(LEADER, '同意 1')).toBe('诉求件 1 延期 3 个工作日由调度员审批，您不用处理。');
    await bench.answers(HUB, '不同意 1 可先通车');
    await bench.goesTo(at('2026-12-01', '09:00'));
    expect(await bench.answers(LIAISON, '延期 1 3天 设备未到')).toBe(
      '诉求件 1 不能延期：要在到期前至少 1 个工作日申请，现时限为 12月1日（周二）内。请抓紧办结；确需长期办理的，可申请挂账。',
    );
  });

  test('a reason asked for an earlier request does not refuse a later one', async () => {
    await bench.answers(LIAISON, '延期 1 3天 设备未到');
    await bench.answers('dispatcher-2', '不同意 1');
    await bench.answers(HUB, '不同意 1 可先通车');
    bench.clock.advanceTo(TUESDAY + 1000);
    await bench.answers(LIAISON, '延期 1 2天 雨天');
    expect(await bench.answers('dispatcher-2', '不合适')).toContain('已经过时');
    expect((await bench.ticket()).request).not.toBeNull();
  });
});

describe('退单', () => {
  const RETURN = '退单 1 交通 这段路是县道，归交通管';

  test('the dispatchers settle it; the proposed department gets it with the basis, and it is final', async () => {
    expect(await bench.answers(LIAISON, RETURN)).toContain('已提交：诉求件 1 退单，建议转交通运输局');
    expect(bench.newest(HUB)).toContain('理由：这段路是县道，归交通管');
    expect(bench.newest(HUB)).toContain('过时未裁，仍由原部门办。转其他部门请回复“分办 1 部门名”。');
    expect((await bench.ticket()).department, 'responsible meanwhile').toBe('housing');
    expect(await bench.answers(HUB, '同意 1')).toContain('已同意诉求件 1 退单，建议转交通运输局');
    expect(await bench.ticket()).toMatchObject({ state: 'assigned', department: 'transport', locked: true });
    expect(heard(LIAISON, '退单已由专班调度员 毕志辰同意')).toContain('转交通运输局办理，您不用再处理');
    expect(heard('transport-a', '交办。理由')).toContain(
      '专班调度员 毕志辰交办。理由：这段路是县道，归交通管',
    );
    expect(heard('dispatcher-2', '退单')).toBe(
      '【诉求件 1】退单，建议转交通运输局：已转交通运输局（专班调度员 毕志辰）',
    );
    expect(await bench.answers('transport-a', '退单 1 住建 不归我们')).toBe(
      '诉求件 1 的责任部门已由调度员裁定，不能再退、再转。有困难请联系调度员。',
    );
  });

  test('to a third department by 分办', async () => {
    await bench.answers(LIAISON, RETURN);
    await bench.answers(HUB, '分办 1 水利');
    expect(await bench.ticket()).toMatchObject({ department: 'water', locked: true, request: null });
    expect(heard('dispatcher-2', '退单')).toBe(
      '【诉求件 1】退单，建议转交通运输局：已转水利局（专班调度员 毕志辰）',
    );
    expect(heard(LIAISON, '退单已由专班调度员 毕志辰同意')).toContain('转水利局办理');
  });

  test('kept: the department hears why, and may neither return nor pass it on', async () => {
    await bench.answers(LIAISON, RETURN);
    await bench.answers(HUB, '不同意 1 厂门口这一段归住建');
    expect(heard(LIAISON, '裁定')).toBe(
      '诉求件 1 经专班调度员 毕志辰裁定仍由贵部门办理：厂门口这一段归住建。不再退单、转办，应在 12月1日（周二）内办结。',
    );
    for (const words of [RETURN, '转办 1 交通 归交通']) {
      expect(await bench.answers(LIAISON, words)).toContain('责任部门已由调度员裁定');
    }
  });

  test('until it is settled the liaison cannot pass it on either', async () => {
    await bench.answers(LIAISON, RETURN);
    expect(await bench.answers(LIAISON, '转办 1 交通 这段路是县道')).toBe(
      '诉求件 1 有一项申请正在审批，请等审批后再提。',
    );
    expect((await bench.ticket()).department).toBe('housing');
  });

  test('nobody settles it: it stays, said in words that fit', async () => {
    await bench.answers(LIAISON, RETURN);
    await bench.goesTo(at('2026-11-26', '08:00'));
    expect(heard(LIAISON, '没有裁定')).toContain('退单到时没有裁定，仍由贵部门办理');
    expect(heard(HUB, '仍由原部门办')).toBe('【诉求件 1】退单，建议转交通运输局：仍由原部门办（到时未裁）');
  });

  test('refused: no basis, no such department, the same one, after its day', async () => {
    expect(await bench.answers(LIAISON, '退单 1')).toContain('诉求件 1 属哪个部门、依据是什么？');
    expect(await bench.answers(LIAISON, '交通')).toBe(
      '请写明属哪个部门和依据，例如“退单 1 住建 属施工许可事项”。',
    );
    expect(await bench.answers(LIAISON, '退单 1 路政总局 归他们')).toContain('没有找到部门“路政总局”');
    expect(await bench.answers(LIAISON, '退单 1 住建 归我们')).toBe('诉求件 1 已经在这个部门了。');
    await bench.goesTo(at('2026-11-26', '09:00'));
    expect(await bench.answers(LIAISON, RETURN)).toBe(
      '诉求件 1 不能退单：应在交办后 11月25日（周三）内提出。请继续办理；有困难请联系调度员。',
    );
  });
});

describe('挂账', () => {
  test('a leader approves; the enterprise hears plan, milestones and when it hears more; the card shows them', async () => {
    expect(await bench.answers(LIAISON, PLAN)).toContain(
      '已提交：诉求件 1 挂账（12月20日（周日） 完成招标；2027年3月31日（周三） 完工），11月27日（周五）内审批。',
    );
    expect(bench.newest('leader-2')).toContain('理由：整条路列入改造');
    expect(await bench.answers(LEADER, '我的待办')).toContain('请您审批：挂账（12月20日');
    expect(await bench.answers(HUB, '同意 1')).toContain('由领导审批，您不用处理。');
    expect(await bench.answers(LEADER, '同意')).toContain('已同意诉求件 1 挂账');
    expect(bench.newest(OWNER)).toBe(
      '诉求件 1 经双组长 谢学岚批准挂账，由住房和城乡建设局长期推进。方案：整条路列入改造\n节点：12月20日（周日） 完成招标；2027年3月31日（周三） 完工\n住房和城乡建设局将在 12月24日（周四）内向您反馈一次进展，期满恢复办理。',
    );
    expect(heard('housing-head', '挂账已批准')).toContain('12月24日');
    expect(card()).toContain('挂账至 2027年3月31日（周三），节点：12月20日（周日） 完成招标');
    expect(card()).toContain('进展反馈：12月24日（周四）内');
  });

  test('feedback starts the cycle again; late feedback rings; at the end it is worked on again and all are told', async () => {
    await bench.answers(LIAISON, PLAN);
    await bench.answers(LEADER, '同意 1');
    expect(await bench.answers(OWNER, '催办 1')).toBe(
      '已转告倪文泉。诉求件 1 在挂账推进，12月24日（周四）内会向您反馈一次进展。',
    );
    expect(heard(LIAISON, '【催办】')).toContain('挂账）。请尽快反馈进展，时限 12月24日（周四）内。');
    await bench.goesTo(at('2026-12-10', '10:00'));
    expect(await bench.answers(LIAISON, '反馈 1 招标文件已备案')).toContain(
      '诉求件 1 的进展已告知企业。请在 2027年1月11日（周一）内（暂定）再反馈一次。',
    );
    await bench.goesTo(at('2027-01-12', '09:00'));
    expect(bench.newest(LIAISON)).toContain('应在 1月11日（周一）内（暂定）反馈进展，请 倪文泉 立即反馈。');
    await bench.goesTo(at('2027-01-12', '09:05'));
    expect(bench.newest('housing-head')).toContain('【超期】诉求件 1');
    await bench.goesTo(at('2027-03-24', '09:00'));
    expect(heard(LIAISON, '期满')).toContain('的挂账在 3月31日（周三）内（暂定）期满');
    await bench.goesTo(at('2027-04-01', '08:00'));
    expect((await bench.ticket()).state).toBe('working');
    for (const person of [OWNER, LIAISON])
      expect(heard(person, '挂账期满，恢复办理，应在')).toContain('诉求件 1');
    expect(card()).toContain('办理中');
  });

  test('恢复办理 before its end, and 办结 straight from it', async () => {
    await bench.answers(LIAISON, PLAN);
    await bench.answers(LEADER, '批准 1');
    await bench.answers(LIAISON, '恢复办理 1');
    expect((await bench.ticket()).state).toBe('working');
    expect(heard(OWNER, '恢复办理，应在')).toContain('诉求件 1 恢复办理，应在 12月1日');
  });

  test('refused: no date, a date that is past or out of order, longer than a year, no leader', async () => {
    expect(await bench.answers(LIAISON, '挂账 1')).toContain('请写诉求件 1 的节点和方案');
    expect(await bench.answers(LIAISON, '尽快修')).toContain('请写明日期和方案，日期要晚于今天、按先后写');
    expect(await bench.answers(LIAISON, '挂账 1 11月20日完工 修路')).toContain(
      '日期不对：要晚于今天，并按先后写。',
    );
    expect(await bench.answers(LIAISON, '挂账 1 12月20日招标，12月10日完工 修路')).toContain('日期不对');
    expect(await bench.answers(LIAISON, '挂账 1 2028年3月1日完工 修路')).toBe(
      '诉求件 1 的挂账要在 2027年11月24日（周三）内（暂定）结束，请把最后的节点提前。',
    );
    await bench.answers(LIAISON, PLAN);
    expect(await bench.answers(LEADER, '不同意 1 先垫砂石通车')).toContain('不同意诉求件 1 挂账');
    expect(heard(LIAISON, '未批准')).toContain('先垫砂石通车');
  });
});

describe('talk stays talk', () => {
  test.each(['同意', '不同意', '同意，明天来', '批准'])(
    '%s in the group is heard by nobody',
    async (words) => {
      await bench.answers(LIAISON, '延期 1 3天 设备未到');
      for (const person of [OWNER, HUB, LEADER])
        expect(await bench.answers(person, words, 'group'), person).toBe('');
      expect((await bench.ticket()).request).not.toBeNull();
    },
  );

  test('what an owner calls 退单 is their difficulty', async () => {
    await bench.says(OWNER, '退单 外贸订单被客户取消，想请商务局帮忙', 'group');
    expect(await bench.store.ticket(2)).toBeDefined();
  });
});

test('a confidential report: material may be asked for, nothing else of this, and nothing is said in the group', async () => {
  await bench.says(OWNER, '举报住建局的人收受红包');
  const [report] = await bench.store.tickets({ confidential: true });
  const { number = 0, liaison } = report ?? {};
  const contact = liaison ?? '';
  const before = bench.told(GROUP).length;
  for (const words of ['延期 N 3天 核查', '退单 N 住建 不归我们', '挂账 N 12月20日核查 方案'].map((one) =>
    one.replace('N', String(number)),
  )) {
    expect(await bench.answers(contact, words), words).toMatch(/没有找到|不由您办理/);
    expect(await bench.answers(LIAISON, words), words).toContain('没有找到');
  }
  await bench.answers(contact, `请企业补充 ${number} 请说明时间地点`);
  expect(bench.newest(OWNER)).toContain('请说明时间地点');
  await bench.answers(OWNER, '上周五在工地');
  expect((await bench.ticket(number)).state).toBe('working');
  expect(bench.told(GROUP).length).toBe(before);
});
