/**
 * Of a report, a danger, what is clear, what others have said: nothing of it is put to a language model. Through the real
 * desk, against a real server.
 */
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { HOUR } from '../../src/domain/time.ts';
import { ALONE } from '../../src/understanding/surroundings.ts';
import { advises } from '../support/language-model.ts';
import { CLEAR, DOUBTFUL, START, UNSURE, useModel } from './advising.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const { adviser, model, asked } = useModel();

let bench: Bench;
const take = (opened: Bench): void => {
  bench = opened;
};

describe('nobody is asked about', () => {
  useBench(START, take, { adviser });

  test.each<[string, string, string, ('private' | 'group')?]>([
    ['a matter that is clear', 'xinghuo-1', CLEAR],
    ['an emergency', 'xinghuo-1', '二号车间煤气泄漏，有人晕倒'],
    ['a report', 'xinghuo-1', '环保局王科长收红包，不给就不验收'],
    ['what may be one', 'xinghuo-1', `住建局的人要喝酒，${UNSURE}`],
    ['how to report', 'xinghuo-1', '我要举报'],
    ['a debt', 'xinghuo-1', '县医院欠我们公司货款三年了，一直不给'],
    ['talk', 'xinghuo-1', '大家早上好', 'group'],
    ['a command', 'xinghuo-1', '进度'],
    ['what is marked as secret', 'xinghuo-1', `机密★一年\n${UNSURE}`],
    ['a liaison', 'housing-a', UNSURE],
    ['a dispatcher', 'dispatcher-1', UNSURE],
    ['a leader in the group', 'leader-1', UNSURE, 'group'],
    ['a stranger', 'nobody-at-all', UNSURE],
    ['two matters, each of which is clear', 'xinghuo-1', `${CLEAR}。另外税务局给的发票额度不够用`],
  ])('%s', async (_, person, text, chat) => {
    await bench.says(person, text, chat);
    expect(asked()).toBe(0);
  });

  test('an edit, a button, a picture, what was said elsewhere, and words under a report’s shadow', async () => {
    await bench.says('qingyun-1', '环保局王科长收红包，不给就不验收');
    await bench.goesTo(START + HOUR);
    await bench.says('qingyun-1', UNSURE);
    await bench.hears('taotang-1', { what: 'edit', message: 'never-heard', text: UNSURE });
    await bench.sends('tiebi-1', [{ kind: 'photo', ref: 'p', name: 'p.jpg', size: 1 }]);
    await bench.says('dispatcher-1', `代录 星火煤焦：${UNSURE}`);
    const tickets = await bench.store.tickets({});
    expect(tickets.length, 'all of it was heard').toBeGreaterThan(2);
    expect(asked()).toBe(0);
  });

  test('what is marked as secret under a name alone, where nobody else looks for the mark', async () => {
    await bench.hears('', {
      chat: { id: GROUP, kind: 'group', title: '' },
      sender: { id: 'wxid-1', name: '袁春霖', anonymous: false, claims: 'xinghuo-1' },
      addressed: false,
      message: 'm1',
      text: `机密★一年\n${UNSURE}`,
    });
    expect(asked()).toBe(0);
  });

  test.each([
    ['', `住建局的人要喝酒，${UNSURE}`, []],
    [
      ', where only the name of a file said more',
      UNSURE,
      [{ kind: 'photo', ref: 'p', name: '住建局的人要喝酒.jpg', size: 1 }],
    ],
  ] as const)('what its speaker has said to be no report%s', async (_, text, files) => {
    await bench.hears('xinghuo-1', { message: 'm1', text, files });
    await bench.presses('xinghuo-1', bench.county.say('button.ordinary'));
    expect(await bench.ticket()).toMatchObject({ confidential: false });
    expect(asked()).toBe(0);
  });

  test('words on a ticket of the speaker’s', async () => {
    await bench.says('xinghuo-1', CLEAR);
    await bench.replies('xinghuo-1', UNSURE, '1');
    await bench.says('xinghuo-1', `补充 1 ${UNSURE}`);
    expect(asked()).toBe(0);
    expect(await bench.store.ticket(2)).toBeUndefined();
  });
});

describe('with the learnt models', () => {
  const weighed = loadCounty({
    rosterFile: 'data/roster.yaml',
    flowsDir: 'flows',
    weightsFile: 'data/understanding.weights',
  });
  useBench(START, take, { adviser, change: () => weighed });

  test('what only they suspect of being a report is asked about in private, and nobody else hears of it', async () => {
    const text = '大厅3号窗口那位，我问一句她怼三句';
    const reading = weighed.router.read(text, ALONE);
    expect(reading).toMatchObject({ suspected: true, urgent: false });
    await bench.says('xinghuo-1', text);
    expect(asked()).toBe(0);
    expect(await bench.store.ticket(1)).toBeUndefined();
  });

  test('an addition to the speaker’s own matter is put to it', async () => {
    await bench.says('xinghuo-1', '我们厂区停电了，两条线都停着，请供电公司来看看');
    await bench.goesTo(START + HOUR);
    await bench.says('xinghuo-1', '是三号变压器那一路，保险烧了', 'group');
    expect(asked()).toBe(0);
  });

  test('a chance that is spread is settled by a model that agrees', async () => {
    const [first, second] = weighed.router.read(DOUBTFUL, ALONE).departments;
    expect(weighed.router.read(DOUBTFUL, ALONE)).toMatchObject({ auto: false, suspected: false });
    model().answer = advises(second?.id ?? '');
    await bench.says('xinghuo-1', DOUBTFUL);
    expect(await bench.ticket()).toMatchObject({
      department: second?.id,
      candidates: [{ department: second?.id }, { department: first?.id }, {}],
    });
  });
});
