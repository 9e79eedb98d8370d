/** Whom to call: the enterprise's people for those who work on it, the liaison for the enterprise; never in a group. */
import { describe, expect, test } from 'vitest';
import { createRoster, type Roster } from '../../src/domain/roster.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const NOW = at('2026-11-24', '10:00');
const OWNER = 'xinghuo-2';
const LIAISON = 'power-a';
const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
const FIRM = '企业联系人：赵凤禹（办公室主任） 000-00001086；袁春霖（总经理） 000-00001085';
const OURS = '联系专人：余文岭（服务专员） 000-00001037';

let bench: Bench;

describe('as it ships', () => {
  useBench(NOW, (opened) => {
    bench = opened;
  });

  test('the task has the enterprise’s people, whoever raised it first', async () => {
    await bench.says(OWNER, POWER);
    expect(bench.newest(LIAISON)).toContain(`\n${FIRM}\n`);
  });

  test('so has what else staff read of it: 进度, 协办', async () => {
    await bench.says(OWNER, POWER);
    expect(await bench.answers('leader-1', '进度 1')).toContain(FIRM);
    await bench.says(LIAISON, '协办 1 水利 请看地下管线');
    expect(bench.newest('water-a')).toContain(FIRM);
  });

  test('an owner reads the liaison’s number on the card in private and in 进度', async () => {
    await bench.says(OWNER, POWER);
    expect(bench.told(OWNER).find((text) => text.startsWith('【诉求件 1】'))).toContain(OURS);
    expect(await bench.answers(OWNER, '进度 1')).toContain(OURS);
  });

  test('a group reads nobody’s number', async () => {
    await bench.says(OWNER, POWER, 'group');
    await bench.says(OWNER, '进度 1', 'group');
    await bench.says('leader-1', '进度 1', 'group');
    expect(bench.told(GROUP).join('\n')).toContain('【诉求件 1】');
    expect(bench.told(GROUP).join('\n')).not.toMatch(/000-\d|联系专人|企业联系人/u);
  });

  test('of a report nobody reads a number', async () => {
    await bench.says(OWNER, '我要举报供电公司的王科长收了我们的钱才给装表');
    await bench.says(OWNER, '进度');
    const all = [OWNER, 'discipline-1'].flatMap((person) => bench.told(person)).join('\n');
    expect(all).not.toMatch(/企业联系人|联系专人/u);
  });
});

describe('where the county does not want it', () => {
  const silent = ({ group, townships, establishment, ...rest }: Roster): Roster => {
    const lists = {
      ...rest,
      departments: [...rest.departments],
      enterprises: [...rest.enterprises],
      banks: [...rest.banks],
    };
    return createRoster({
      ...lists,
      group: { ...group, liaisonPhone: false },
      townships: [...townships],
      ...(establishment && { establishment }),
      dispatchers: [...rest.dispatchers],
      leaders: [...rest.leaders],
      discipline: [...rest.discipline],
      disciplineAbove: [...rest.disciplineAbove],
      operators: [...rest.operators],
    });
  };
  useBench(
    NOW,
    (opened) => {
      bench = opened;
    },
    { change: (county) => ({ ...county, roster: silent(county.roster) }) },
  );

  test('the owner reads no number of the liaison, and the liaison still the enterprise’s', async () => {
    await bench.says(OWNER, POWER);
    expect(bench.told(OWNER).join('\n')).not.toContain('000-00001037');
    expect(bench.newest(LIAISON)).toContain(FIRM);
  });
});
