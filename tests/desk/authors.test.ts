/** Whoever did something is named with it: a head is not the liaison, a dispatcher not the enterprise. */
import { beforeEach, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const B = 'housing-b';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.has(TUESDAY, signed);
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);

test.each([
  [
    HEAD,
    '反馈 1 明天进场',
    OWNER,
    '住房和城乡建设局 鲁学松反馈——明天进场',
    '反馈：明天进场（住房和城乡建设局 鲁学松）',
  ],
  [
    A,
    '反馈 1 明天进场',
    OWNER,
    '住房和城乡建设局 倪文泉反馈——明天进场',
    '反馈：明天进场（住房和城乡建设局 倪文泉）',
  ],
  [
    HEAD,
    '办结 1 路已修好',
    OWNER,
    '住房和城乡建设局 鲁学松报告已办结——路已修好',
    '办结：路已修好（住房和城乡建设局 鲁学松）',
  ],
  [
    HEAD,
    '请补充 1 请发合同',
    OWNER,
    '住房和城乡建设局 鲁学松请您补充——请发合同',
    '请企业补充：请发合同（住房和城乡建设局 鲁学松）',
  ],
  [
    HUB,
    '补充 1 企业来电，东门也塌了',
    A,
    '诉求件 1 专班调度员 毕志辰补充：',
    '补充：企业来电，东门也塌了（专班调度员 毕志辰）',
  ],
  [
    B,
    '补充 1 现场已看过',
    A,
    '诉求件 1 住房和城乡建设局 吴承松补充：',
    '补充：现场已看过（住房和城乡建设局 吴承松）',
  ],
  [
    OWNER,
    '补充 1 东门也塌了',
    A,
    '诉求件 1 惠民桥样例商贸有限公司 乐丽轩补充：东门也塌了',
    '补充：东门也塌了',
  ],
  [
    HUB,
    '协办 1 水利 请看管线',
    'water-a',
    '专班调度员 毕志辰请贵部门协办',
    '协办 水利局：请看管线（专班调度员 毕志辰）',
  ],
  [
    'leader-1',
    '协办 1 水利 请看管线',
    'water-a',
    '双组长 谢学岚请贵部门协办',
    '协办 水利局：请看管线（双组长 谢学岚）',
  ],
  [
    A,
    '协办 1 水利 请看管线',
    'water-a',
    '住房和城乡建设局 倪文泉请贵部门协办',
    '协办 水利局：请看管线（住房和城乡建设局 倪文泉）',
  ],
])('%s: %s', async (person, words, hearer, told, line) => {
  await bench.answers(person, words);
  expect(bench.told(hearer).join('\n')).toContain(told);
  expect(await bench.answers(HUB, '进度 1')).toContain(line);
});

test('挂账 is approved by whoever tapped, and by nobody else', async () => {
  await bench.answers(A, '挂账 1 12月20日完成招标 整条路列入改造');
  await bench.answers('leader-2', '同意 1');
  expect(bench.told(OWNER).join('\n')).toContain('诉求件 1 经双组长 陶永舟批准挂账');
  expect(bench.told(OWNER).join('\n')).not.toContain('双组长批准');
});

test('the story says who approved, and who of the company rated, with the grade', async () => {
  await bench.answers(A, '延期 1 3天 沥青要等三天');
  await bench.answers(HUB, '同意 1');
  await bench.answers(A, '办结 1 路已修好');
  await bench.answers(OWNER, '基本满意 1');
  const story = await bench.answers(HUB, '进度 1');
  expect(story).toContain('申请延期：沥青要等三天（住房和城乡建设局 倪文泉）');
  expect(story).toContain('批准延期（专班调度员 毕志辰）');
  expect(story).toContain('企业评价：基本满意（惠民桥样例商贸有限公司 乐丽轩）');
});

test('of a report nobody who works on it is named in its story', async () => {
  await bench.says(OWNER, '住建局的人上门索要红包才肯修');
  await bench.answers('discipline-1', '反馈 2 已收到材料');
  expect(await bench.answers(OWNER, '进度 2')).not.toContain('吕秀松');
});

test.each(['2', '2。', '23号'])(
  '办结 asked for and answered by %s is asked for again, and nobody reads it',
  async (words) => {
    await bench.answers(A, '办结 1');
    expect(await bench.answers(A, words)).toContain('请发送诉求件 1 的办理结果');
    expect((await bench.ticket()).state).toBe('working');
    expect(bench.told(OWNER).join('\n')).not.toContain('报告已办结');
    await bench.answers(A, '路面已修好');
    expect((await bench.ticket()).facts.result).toBe('路面已修好');
  },
);

test('who handed it out, who let it run longer, and that a rating was heard on the telephone', async () => {
  await bench.answers(A, '延期 1 3天 沥青要等三天');
  await bench.answers('dispatcher-2', '同意 1');
  expect(bench.told(OWNER).join('\n')).toContain('经专班调度员 常德岚批准延期 3 个工作日');
  expect(bench.told(A).join('\n')).toContain('延期已由专班调度员 常德岚批准');
  await bench.answers(HUB, '转办 1 水利 是水管漏');
  await bench.answers('water-a', '退单 1 住建 是路');
  await bench.answers('leader-1', '分办 1 住建 按路办');
  expect(bench.told(A).join('\n')).toMatch(/组长 谢学岚交办。/u);
  await bench.answers(A, '办结 1 路已修好');
  await bench.answers(HUB, '回访 1 已解决 已答复 已对接 满意');
  const story = await bench.answers(HUB, '进度 1');
  expect(story).toContain('企业电话评价：满意（专班调度员 毕志辰）');
  expect(story).not.toContain('企业评价：满意（专班');
});

test('nobody takes a head’s place: 我的请假 says where what is overdue goes', async () => {
  await bench.answers(HEAD, '请假 明天');
  expect(await bench.answers(HUB, '我的请假')).toBe(
    '鲁学松已请假：11月25日（周三），届时超期提醒改发调度员。',
  );
  await bench.goesTo(at('2026-11-25', '08:30'));
  expect(await bench.answers(HUB, '我的请假')).toBe('鲁学松休假：11月25日（周三），超期提醒改发调度员。');
});
