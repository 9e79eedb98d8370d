/** What stands beside a report and must not share its secrecy is parted from it, with its own sentences only. */
import { describe, expect, it } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { partReport } from '../../src/routing/parting.ts';
import { loadResponsibilities } from '../../src/routing/responsibilities.ts';
import { createRouter } from '../../src/routing/router.ts';

const roster = loadRoster('data/roster.yaml');
const router = createRouter({
  responsibilities: loadResponsibilities('data/responsibilities.yaml', roster),
  roster,
});

describe('parted from a report', () => {
  it.each([
    ['王科长收红包。厂里着火了，有人被困！快来人！', '厂里着火了，有人被困！快来人！', [], '王科长收红包。'],
    ['厂里着火了，有人被困，环保局王科长收红包才管', '厂里着火了，有人被困', [], '环保局王科长收红包才管'],
    ['環保局王科長收紅包。廠裡著火了，有人被困！', '廠裡著火了，有人被困！', [], '環保局王科長收紅包。'],
    [
      '环保局王科长收红包。厂门口的路坑坑洼洼半年没人修，请交通局来修。',
      '',
      ['厂门口的路坑坑洼洼半年没人修，请交通局来修。'],
      '环保局王科长收红包。',
    ],
    // Of the office that is reported nothing is parted: it would know why.
    [
      '供电所的人索要好处费。变压器坏了，供电公司至今没人来修。',
      '',
      [],
      '供电所的人索要好处费。变压器坏了，供电公司至今没人来修。',
    ],
    ['住建局的人索要红包。他不给就不验收。', '', [], '住建局的人索要红包。他不给就不验收。'],
  ])('%s', (text, danger, matters, rest) => {
    expect(partReport(text, router)).toMatchObject({ danger, matters, rest, dangerWithin: false });
  });

  it('a danger that cannot be told without the report is only known to be there', () => {
    const parted = partReport('消防队长收红包才来救厂里着火了', router);
    expect(parted).toMatchObject({ danger: '', dangerWithin: true });
  });
});
