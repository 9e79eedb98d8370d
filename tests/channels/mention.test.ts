/** The bot's own name is taken out of what people say, and nothing else is. */
import { describe, expect, it } from 'vitest';
import { onlyName, withoutMention } from '../../src/channels/mention.ts';

const OURS = ['连心桥', '小桥(工信局)'];

describe('a name of ours', () => {
  it.each([
    ['at the beginning, with a space', '@连心桥 停电了', '停电了'],
    ['with a full-width sign', '＠连心桥 进度 1', '进度 1'],
    ['with a colon', '@连心桥：厂里停电了，请供电公司来', '厂里停电了，请供电公司来'],
    ['with a narrow colon', '@连心桥:厂里停电了', '厂里停电了'],
    ['with a comma', '@连心桥，厂里停电了', '厂里停电了'],
    ['with a narrow comma', '@连心桥,厂里停电了', '厂里停电了'],
    ['with a space no line breaks at', '@连心桥\u00a0停电了', '停电了'],
    ['with the space of a choice', '@连心桥\u2005停电了', '停电了'],
    ['with a space and a colon', '@连心桥 ： 停电了', '停电了'],
    ['with a sign of no width', '@连心桥\u200b停电了', '停电了'],
    ['in the middle', '请看 @连心桥 电机烧了', '请看 电机烧了'],
    ['in the middle, without spaces', '停电了@连心桥，快来', '停电了快来'],
    ['at the end', '厂里停电了 @连心桥', '厂里停电了'],
    ['before a question mark', '有人吗@连心桥？', '有人吗？'],
    ['on a line of its own', '停电了\n@连心桥', '停电了'],
    ['twice', '@连心桥 停电了 @连心桥', '停电了'],
    ['under both names', '@小桥(工信局)\u2005@连心桥 停电了', '停电了'],
    ['beside somebody else’s', '@连心桥 转办 2 @张三', '转办 2 @张三'],
    ['alone', '@连心桥', ''],
    ['alone with its space', '@连心桥\u2005', ''],
  ])('%s', (_how, text, words) => {
    expect(withoutMention(text, OURS, false)).toEqual({ words, mentioned: true });
    expect(withoutMention(text, OURS, true)).toEqual({ words, mentioned: true });
  });

  it.each([
    ['somebody whose name begins so', '@连心桥小王 你来一下'],
    ['and goes on behind a dash', '@连心桥-王工 你来一下'],
    ['or a bracket', '@连心桥（值班） 在吗'],
    ['an address', '发到 a@连心桥小王.com'],
    ['the name without its sign', '连心桥好用'],
    ['somebody else', '@张三 停电了'],
  ])('is not %s', (_who, text) => {
    expect(withoutMention(text, OURS, false)).toEqual({ words: text, mentioned: false });
  });

  it('beside somebody whose name begins so is the one that goes', () => {
    expect(withoutMention('@连心桥小王 看一下 @连心桥 停电了', OURS, true).words).toBe(
      '@连心桥小王 看一下 停电了',
    );
  });
});

describe('a name that is not known yet, where the platform says that the bot is meant', () => {
  it.each([
    ['with a space', '@工信局助手 停电了', '停电了'],
    ['with a colon', '@工信局助手：停电了，请来', '停电了，请来'],
    ['with a comma', '@工信局助手，厂里停电了', '厂里停电了'],
    ['at the end', '停电了 @工信局助手', '停电了'],
    ['chosen, beside one that was typed', '@张三 看 @政府机器人\u2005路坏了', '@张三 看 路坏了'],
    ['our own, the words right behind it', '@连心桥厂里停电了', '厂里停电了'],
    [
      'our own, the words right behind it up to a comma',
      '@连心桥厂里停电了，请供电公司来',
      '厂里停电了，请供电公司来',
    ],
  ])('%s', (_how, text, words) => {
    expect(withoutMention(text, OURS, true)).toEqual({ words, mentioned: true });
  });

  it.each([
    ['a sentence in place of a name', '@工信局助手我们厂里从早上起就停电了，请来人'],
    ['nothing else', '@工信局助手停电了'],
    ['no name at all', '停电了'],
  ])('loses no words: %s', (_how, text) => {
    expect(withoutMention(text, OURS, true).words).toBe(text.replace('@', ''));
  });
});

it('the only name in a text is told where it ends as a name does', () => {
  expect(onlyName('@工信局助手 停电了')).toBe('工信局助手');
  expect(onlyName('停电了 @工信局助手：在吗')).toBe('工信局助手');
  expect(onlyName('@工信局助手，停电了')).toBeNull();
  expect(onlyName('@张三 @李四 停电了')).toBeNull();
  expect(onlyName('停电了')).toBeNull();
});

it('a text of many signs is read in no time', () => {
  const text = '@'.repeat(100_000) + '连心桥：'.repeat(20_000);
  expect(withoutMention(text, OURS, true).mentioned).toBe(true);
});
