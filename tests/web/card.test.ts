/** However a card is laid out, its words stay as they are: for ears, for search, for copying. */
import { test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { cardBody, isCard } from '../../src/web/views/card.ts';
import { anyText } from '../support/any-text.ts';

const { roster } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const CARD = [
  '有新的诉求件，请办理。',
  '【诉求件 12 · 紧急】待签收',
  '星火样例煤焦有限公司：厂区停电 <b>两天</b> & "没有人"来',
  '责任部门：供电公司　专人：余文岭',
  '签收：11月24日（周二）内',
  '已超期',
  '',
  '办结率　3/4',
  '可点按钮；也可直接回复本条，文字即为反馈。',
].join('\n');

const BRIEF = [
  '【周报】至11月20日（周五）',
  '在办 6（待企业评价 1）',
  '',
  '超期件',
  '24　财政局 汤文岭　超 10 天',
  '考核口径（到期件为分母）',
  '到期办结率　87.5%（7/8）',
  '　剔除前　77.8%（7/9）',
  '企业评价',
].join('\n');

/** What a listener hears: the text without the tags. */
function heard(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\n$/, '');
}

/** Two values of one line are laid out one below the other. */
function apart(text: string): string {
  return text.replace(/^([^：，。；\s]{1,6}：[^　\n]+)　(?=[^：，。；\s]{1,6}：[^　\n]+$)/gmu, '$1\n');
}

describe('a card', () => {
  it('keeps every word, in order', () => {
    expect(isCard(CARD)).toBe(true);
    expect(heard(String(cardBody(CARD, roster)))).toBe(apart(CARD));
  });

  it('shows its state, its labels, what is late, and whose turn it is', () => {
    const html = String(cardBody(CARD, roster));
    expect(html).toContain('<span class="chip todo">待签收</span>');
    expect(html).toContain('<p class="late">已超期</p>');
    expect(html).toMatch(/<span class="label">专人.*<a class="turn" href="\/as\/power-a"/);
    expect(html).toContain('星火样例煤焦有限公司：厂区停电 &lt;b&gt;');
  });

  it('of a brief has sections, and figures that explain the one above them', () => {
    const html = String(cardBody(BRIEF, roster));
    expect(heard(html)).toBe(apart(BRIEF));
    expect(html).toContain('<p class="section">超期件</p>');
    expect(html).toContain('<p class="section">考核口径（到期件为分母）</p>');
    expect(html).toMatch(/<p class="figure inner">.*剔除前.*77\.8%（7\/9）/);
    expect(html, 'nothing stands below it').toContain('<p class="line">企业评价</p>');
  });

  it('of a ticket has none: what an enterprise said stays as it is', () => {
    expect(String(cardBody('【诉求件 1】待签收\n厂门口\n路坏了', roster))).not.toContain('section');
  });

  it('is only what begins with 【…】', () => {
    expect(isCard('好的')).toBe(false);
    expect(isCard('请看【附件】')).toBe(false);
    expect(isCard('【提醒】诉求件 1 还没签收')).toBe(true);
  });

  property.prop([anyText(200)])('holds nothing but text, whatever the text', (text) => {
    const html = String(cardBody(`【诉求件 1】${text}\n${text}`, roster));
    const allowed = /<\/?(?:p|span|strong|a|small)(?: [a-z]+="[^"<>]*")*>/g;
    expect(html.replace(allowed, '')).not.toMatch(/[<>]/);
  });
});
