/** 邀请码 to be printed: a card for each, its picture made here, and nothing of a name can become markup. */
import { expect, test } from 'vitest';
import { inviteSheet } from '../../../src/papers/invites/sheet.ts';

const AT = Date.parse('2026-12-01T09:00:00+08:00');
const card = (name: string, code: string) => ({ name, unit: '水利局', code, expiresAt: AT + 7 * 86_400_000 });
const CODE = 'LX-7K3M-9QTX-4HWB';

test('each has their code, how to say it and until when; the picture is drawn in the page', async () => {
  const page = await inviteSheet({
    title: '霍州政企连心桥',
    cards: [card('甲一', CODE), card('乙二', 'LX-2222-3333-4444')],
    bot: null,
    madeAt: AT,
  });
  expect(page.match(/<article>/g)).toHaveLength(2);
  expect(page.match(/<svg /g)).toHaveLength(2);
  for (const words of ['甲一', '乙二', CODE, '只能用一次', '12月8日']) expect(page).toContain(words);
  expect(page, 'nothing is fetched').not.toMatch(/(?:src|href)=/);
  expect(page).not.toContain('t.me');
});

test('where Telegram is set the picture is the link that says the code, another one than the code alone', async () => {
  const of = async (bot: string | null) => {
    const page = await inviteSheet({ title: '桥', cards: [card('甲一', CODE)], bot, madeAt: AT });
    return /<svg[\s\S]*<\/svg>/.exec(page)?.[0];
  };
  expect(await of('lxq_bot')).not.toBe(await of(null));
  const page = await inviteSheet({ title: '桥', cards: [card('甲一', CODE)], bot: 'lxq_bot', madeAt: AT });
  expect(page).toContain('打开 @lxq_bot');
});

test('a name is a name', async () => {
  const page = await inviteSheet({
    title: '<b>',
    cards: [card('<script>x</script>', CODE)],
    bot: null,
    madeAt: AT,
  });
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;');
});
