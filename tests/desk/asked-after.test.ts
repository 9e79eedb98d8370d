/** 什么时候能办好, 怎么还没人来, 算了: an owner's words after a ticket, without its number. */
import { describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const COLLEAGUE = 'shangchao-2';
const A = 'housing-a';

let bench: Bench;
useBench(START, (opened) => {
  bench = opened;
});

const whats = async (number: number) => (await bench.ticket(number)).entries.map(({ what }) => what);
const waiting = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, START), 'liaison', COMMANDS.ask, START);
const resolved = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, START), 'liaison', COMMANDS.resolve, START);
const hold = (minutes: number): void => bench.clock.advanceTo(START + minutes * MINUTE);

describe('when', () => {
  test.each(['private', 'group'] as const)(
    'is answered with the ticket and its deadline, in %s',
    async (where) => {
      await bench.has(START);
      const answers = (await bench.says(OWNER, '什么时候能修好？', where)).map(({ text }) => text).join('\n');
      expect(answers).toMatch(/【诉求件 1】[\s\S]*办结：12月1日（周二）内/);
      expect(await whats(1), 'nothing is added').not.toContain('supplemented');
    },
  );

  test('in the same breath as the difficulty, too', async () => {
    await bench.says(OWNER, '厂里变压器老跳闸，请供电公司来看看', 'group');
    await bench.says(OWNER, '这个得多久能弄好啊', 'group');
    expect(await whats(1)).not.toContain('supplemented');
  });

  test('while papers are awaited it is no answer to that, and the clock stands', async () => {
    await bench.has(START, waiting);
    expect(await bench.answers(OWNER, '什么时候能办好')).toContain('停表');
    expect((await bench.ticket()).state).toBe('waiting');
  });

  test('of several tickets, it is asked which', async () => {
    await bench.has(START);
    await bench.has(START);
    expect(await bench.answers(OWNER, '什么时候能办好')).toContain('您说的是哪一件？');
  });

  test('without a ticket it is a question like any other', async () => {
    expect(await bench.answers(OWNER, '什么时候能修好')).toContain('【诉求件 1');
  });
});

describe('why not yet', () => {
  test('urges, by whoever of the company says it', async () => {
    await bench.has(START);
    hold(60);
    expect(await bench.answers(COLLEAGUE, '怎么还没人联系我们')).toContain('已催');
    expect(bench.newest(A)).toContain('【催办】');
  });

  test('right behind the difficulty it tells more of it', async () => {
    await bench.says(OWNER, '厂里变压器老跳闸，请供电公司来看看');
    await bench.says(OWNER, '三天了，没人来');
    expect(await whats(1)).toContain('supplemented');
    expect(await whats(1)).not.toContain('urged');
  });

  test('of what is reported done it asks whether it is', async () => {
    await bench.has(START, resolved);
    const [said] = await bench.says(OWNER, '怎么还没解决');
    expect(said?.text).toContain('解决得怎么样');
    expect(await bench.ticket(2).catch(() => null), 'no second ticket').toBeFalsy();
  });

  test('from a department it is feedback as before', async () => {
    await bench.has(START);
    await bench.says(A, '怎么还没人联系我们');
    expect(await whats(1)).not.toContain('urged');
  });
});

describe('said of what is reported done', () => {
  test.each(['还是不行，今天又停了', '不行，还是老样子', '没修好，老样子'])(
    '%s: the same thing? One tap sends it back, with these words',
    async (words) => {
      await bench.has(START, resolved);
      expect(await bench.answers(OWNER, words)).toBe(
        '诉求件 1 已办结，待企业评价。您是说它没有解决，还是另一件事？',
      );
      await bench.presses(OWNER, '没解决');
      const { state, entries } = await bench.ticket();
      expect(state).toBe('working');
      expect(entries.at(-1)).toMatchObject({ what: 'reworked', text: words });
      expect(bench.newest(A)).toContain(`原因：${words}`);
    },
  );

  test('or another: it is registered as said', async () => {
    await bench.has(START, resolved);
    await bench.says(OWNER, '还是没有人来看厂里的树');
    await bench.presses(OWNER, '另一件，登记');
    expect((await bench.ticket()).state).toBe('resolved');
    expect((await bench.ticket(2)).text).toBe('还是没有人来看厂里的树');
  });

  test('another department’s matter is another, without a question; so is what is said in the group', async () => {
    await bench.has(START, resolved);
    await bench.says(OWNER, '税务局给的发票额度不够用');
    expect((await bench.ticket(2)).department).toBe('tax');
    await bench.says(OWNER, '厂门口的路灯坏了一排，晚上没法走', 'group');
    expect((await bench.ticket(3)).text).toContain('路灯');
  });

  test('a second tap, and one of an hour ago, change nothing', async () => {
    await bench.has(START, resolved);
    await bench.says(OWNER, '还是不行');
    hold(61);
    await bench.presses(OWNER, '没解决');
    expect((await bench.ticket()).state).toBe('resolved');
    await bench.says(OWNER, '还是不行');
    await bench.presses(OWNER, '没解决');
    await bench.presses(OWNER, '没解决');
    expect((await bench.ticket()).facts.reworks).toBe(1);
  });
});

describe('a liaison’s words in answer to nothing', () => {
  test('are feedback once it is said of what, also when there is only one', async () => {
    await bench.has(START);
    expect(await bench.answers(A, '已安排人下午去看')).toContain('这是哪一件的反馈？');
    expect((await bench.ticket()).facts.fedBackAt, 'the enterprise reads nothing by mistake').toBeNull();
    await bench.presses(A, '1 门口道路塌陷，货车进不来');
    expect(bench.newest(OWNER)).toContain('反馈——已安排人下午去看');
  });

  test.each(['收到，下午过去', '好的，我问一下变电所', '明白 明天上午到厂里'])(
    '%s says more than that one has it',
    async (words) => {
      await bench.has(START);
      expect(await bench.answers(A, words)).toContain('这是哪一件的反馈？');
      await bench.presses(A, '1 门口道路塌陷，货车进不来');
      expect(bench.newest(OWNER)).toContain(`反馈——${words}`);
    },
  );

  test.each(['收到，马上处理', '好的收到', '没问题'])(
    '%s signs the task that has just come',
    async (words) => {
      await bench.says(OWNER, '厂里变压器老跳闸，请供电公司来看看');
      await bench.says('power-a', words);
      expect((await bench.ticket()).state).toBe('working');
    },
  );

  test.each([
    ['你好', '发“我的待办”看手上的件'],
    ['谢谢', '发“我的待办”看手上的件'],
    ['晚上打球去不去', '没听懂您的意思'],
  ])('%s is answered in few words', async (words, answer) => {
    const told = await bench.answers(A, words);
    expect(told).toContain(answer);
    expect(told.split('\n').length).toBeLessThan(5);
  });

  test('with the number before them it is that ticket', async () => {
    for (const _ of [1, 2, 3]) await bench.has(START);
    const asked = await bench.answers(A, '2号，已安排人下午去看');
    expect(asked.match(/待签收/g)).toHaveLength(1);
    await bench.presses(A, '2 门口道路塌陷，货车进不来');
    expect((await bench.ticket(2)).facts.fedBackAt).not.toBeNull();
    expect(bench.newest(OWNER)).toContain('反馈——已安排人下午去看');
  });

  test('a number that counts something is no ticket’s', async () => {
    for (const _ of [1, 2]) await bench.has(START);
    await bench.answers(A, '2 个人已到现场');
    await bench.presses(A, '1 门口道路塌陷，货车进不来');
    expect(bench.newest(OWNER)).toContain('反馈——2 个人已到现场');
  });

  test('that it is done asks for what was done', async () => {
    await bench.has(START);
    expect(await bench.answers(A, '修好了')).toContain('是哪一件办好了？');
    await bench.presses(A, '1 门口道路塌陷，货车进不来');
    expect(bench.newest(A)).toContain('请发送诉求件 1 的办理结果');
  });

  test('are a reply where one is asked to assist, and nothing else is in hand', async () => {
    await bench.has(START);
    await bench.answers(A, '协办 1 水利 请看地下管线');
    expect(await bench.answers('water-a', '明天上午到现场')).toContain('这是回复哪一件的？');
    await bench.presses('water-a', '1 门口道路塌陷，货车进不来');
    expect(bench.told(A).join('\n')).toContain('回复：明天上午到现场');
  });

  test('who assists hears what the enterprise adds, until they have answered', async () => {
    await bench.has(START);
    await bench.answers(A, '协办 1 水利 请看地下管线');
    await bench.says(OWNER, '补充 1 管线在东门外');
    for (const one of [A, 'water-a']) expect(bench.newest(one)).toContain('管线在东门外');
    await bench.says('water-a', '回复 1 已看过，不是供水管');
    await bench.says(OWNER, '补充 1 西门也塌了');
    expect(bench.newest(A)).toContain('西门也塌了');
    expect(bench.told('water-a').join()).not.toContain('西门也塌了');
  });

  test('of a head, however short', async () => {
    await bench.has(START);
    await bench.answers('dispatcher-1', '督办 1 请今天联系企业');
    expect(await bench.answers('housing-head', '已经安排')).toContain('这是回复哪一件的？');
  });

  test.each(['辛苦了', '好的，谢谢领导'])('%s is talk', async (words) => {
    await bench.has(START);
    expect(await bench.answers(A, words)).not.toContain('反馈？');
  });

  test('with nothing in hand they learn how it is done', async () => {
    expect(await bench.answers(A, '已安排人下午去看')).toContain('签收 23');
  });
});

describe('a dispatcher who names a department', () => {
  const UNCLEAR = '有些事情电话里说不清，想请人来厂里坐坐';

  test.each(['住建', '住建局', '给住建吧', '归住建局管', '1 住建', '1号，交给住建办理'])(
    '%s: has given the ticket that waits',
    async (words) => {
      await bench.says('tiebi-1', UNCLEAR);
      expect((await bench.ticket()).state).toBe('queued');
      await bench.answers('dispatcher-1', words);
      expect((await bench.ticket()).department).toBe('housing');
    },
  );

  test.each([
    ['交通吧', 'transport'],
    ['交给交通局办', 'transport'],
    ['城管', 'urban'],
    ['转城管吧', 'urban'],
    ['金融办负责', 'finance'],
  ])('%s: though the name begins or ends like the words around it', async (words, department) => {
    await bench.says('tiebi-1', UNCLEAR);
    await bench.answers('dispatcher-1', words);
    expect((await bench.ticket()).department).toBe(department);
  });

  test('of several, is asked which', async () => {
    await bench.says('tiebi-1', UNCLEAR);
    await bench.says('qingyun-1', UNCLEAR);
    expect(await bench.answers('dispatcher-1', '住建')).toContain('您说的是哪一件？');
    await bench.presses('dispatcher-1', '2 有些事情电话里说不清，想请人来…');
    expect((await bench.ticket(2)).department).toBe('housing');
    expect((await bench.ticket(1)).state).toBe('queued');
  });

  test.each(['住建的电话打不通', '1', '1 再等等', '月球局'])('%s gives nothing to anybody', async (words) => {
    await bench.says('tiebi-1', UNCLEAR);
    await bench.says('dispatcher-1', words);
    expect((await bench.ticket()).state).toBe('queued');
  });

  test('while nothing waits it is no command', async () => {
    await bench.has(START);
    await bench.says('dispatcher-1', '住建');
    expect((await bench.ticket()).assignedHow).toBe('auto');
  });

  test('我的待办 of one is asked with its departments', async () => {
    await bench.says('tiebi-1', UNCLEAR);
    await bench.says('dispatcher-1', '我的待办');
    await bench.presses('dispatcher-1', '工信局');
    expect((await bench.ticket()).department).toBe('industry');
  });
});

describe('giving up', () => {
  test('is asked back, and one tap withdraws', async () => {
    await bench.has(START);
    expect(await bench.answers(OWNER, '算了不用了')).toBe(
      '要撤回诉求件 1（门口道路塌陷，货车进不来）吗？不撤回的，不必理会，照常办理。',
    );
    expect((await bench.ticket()).state).toBe('assigned');
    await bench.presses(OWNER, '撤回');
    expect((await bench.ticket()).state).toBe('withdrawn');
  });

  test('of several, one is chosen', async () => {
    await bench.has(START);
    await bench.has(START);
    expect(await bench.answers(OWNER, '不用了，谢谢')).toContain('您说的是哪一件？');
    await bench.presses(OWNER, '2 门口道路塌陷，货车进不来');
    expect((await bench.ticket(2)).state).toBe('withdrawn');
    expect((await bench.ticket(1)).state).toBe('assigned');
  });

  test('in the group it may be said to anybody, and with nothing open it is talk', async () => {
    await bench.has(START);
    expect(await bench.says(OWNER, '算了不用了', 'group')).toEqual([]);
    expect((await bench.ticket()).state).toBe('assigned');
    expect(await bench.answers('zhiyuan-1', '算了')).not.toContain('撤回诉求件');
  });
});
