import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { simplified } from '../../src/domain/simplified.ts';
import { loadResponsibilities } from '../../src/routing/responsibilities.ts';
import { createRouter } from '../../src/routing/router.ts';

const roster = loadRoster('data/roster.yaml');
const { route } = createRouter({
  responsibilities: loadResponsibilities('data/responsibilities.yaml', roster),
  roster,
});

describe('traditional characters', () => {
  it.each([
    ['食品生產許可證到期了怎麼換', '食品生产许可证到期了怎么换'],
    ['環保局的王科長收紅包，不給就不驗收', '环保局的王科长收红包，不给就不验收'],
    ['廠裡著火了，有人被困', '厂里着火了，有人被困'],
    ['鎮政府拖欠我公司貨款三年', '镇政府拖欠我公司货款三年'],
    ['廠門口的路塌了，請交通局派人來修', '厂门口的路塌了，请交通局派人来修'],
  ])('%s is read as %s', (traditional, plain) => expect(route(traditional)).toEqual(route(plain)));

  it('are read one for one, and a simplified text is never changed', () => {
    expect(simplified('停電')).toBe('停电');
    const samples = readFileSync('tests/fixtures/routing.jsonl', 'utf8');
    expect(simplified(samples)).toBe(samples);
  });
});
