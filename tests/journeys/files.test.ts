/** Photos and documents travel both ways unchanged; what cannot be had is said, and the words are kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { COLLEAGUE, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith, countOf } from './helpers.ts';
import { picture, sha256 } from './pictures.ts';

const MEGABYTE = 1024 * 1024;

let world: World;
let owner: FakeUser;
let liaison: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
});
afterAll(() => world?.end());

function pdf(mark: string): Buffer {
  return Buffer.from(
    `%PDF-1.4\n% ${mark}\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  );
}

/** Waits until exactly these bytes have come to the chat. */
async function arrived(place: FakeUser, bytes: Buffer): Promise<SeenMessage> {
  return await world.tg.waitForMessage(place, ({ file }) => file?.sha256 === sha256(bytes));
}

describe('what the owner sends reaches the liaison', () => {
  test('a photo with words: one ticket, the photo on the card and, byte for byte, with the liaison', async () => {
    const bytes = picture('cabinet');
    await owner.sendsPhoto(world.group, bytes, { caption: '配电柜烧黑了，请供电公司来看' });
    const card = await cardWith(world, world.group, 1, '附件：照片');
    expect(card.text).toContain('配电柜烧黑了，请供电公司来看');
    const passed = await arrived(liaison, bytes);
    expect(passed.file?.kind, 'a photo stays a photo').toBe('photo');
    expect(passed.text).toContain('诉求件 1 附件：');
  });

  test('a PDF sent in answer to the card, with its name', async () => {
    const bytes = pdf('meter readings');
    const card = await cardOf(world, world.group, 1);
    await owner.sendsDocument(
      world.group,
      { name: '电压记录.pdf', mime: 'application/pdf', bytes },
      { caption: '这是三天的记录', replyTo: card },
    );
    const passed = await arrived(liaison, bytes);
    expect(passed.file).toMatchObject({ kind: 'document', name: '电压记录.pdf' });
    await world.tg.waitForMessage(liaison, '补充：这是三天的记录');
    await cardWith(world, world.group, 1, '电压记录.pdf');
  });

  test('a photo without words, within two minutes, belongs to what was just said', async () => {
    const bytes = picture('meter');
    const said = await answersTo(world, world.group, owner, () => owner.sendsPhoto(world.group, bytes));
    expect(said, 'nobody is asked anything').toEqual([]);
    const passed = await arrived(liaison, bytes);
    expect(passed.text).toContain('诉求件 1 附件：');
  });

  test('an album: one ticket with all its photos', async () => {
    const shots = ['a', 'b', 'c'].map((mark) => picture(`album ${mark}`));
    for (const [index, bytes] of shots.entries()) {
      const caption = index === 0 ? { caption: '电线杆歪了，请供电公司来看' } : {};
      await owner.sendsPhoto(world.group, bytes, { mediaGroup: '77', ...caption });
    }
    for (const bytes of shots) expect((await arrived(liaison, bytes)).text).toContain('诉求件 2 附件：');
    await cardOf(world, world.group, 2);
  });

  test('the photo first and the words later: one ticket with the photo', async () => {
    const colleague = await world.person(COLLEAGUE);
    const bytes = picture('transformer');
    const asked = await answerTo(world, colleague, () => colleague.sendsPhoto(world.group, bytes));
    expect(asked.text).toContain('收到您发的照片，是哪一件的？');
    await colleague.says(world.group, '变压器漏油，请供电公司处理');
    const card = await cardWith(world, world.group, 3, '附件：照片');
    expect(card.text).toContain('变压器漏油');
    await arrived(liaison, bytes);
  });
});

describe('what the liaison sends reaches the owner', () => {
  test('the photo that proves the result', async () => {
    const bytes = picture('repaired');
    const task = await world.tg.waitForMessage(liaison, ({ text }) => /诉求件 1】[\s\S]*可点按钮/.test(text));
    await answerTo(world, liaison, () => liaison.press(task, '办结'));
    await liaison.sendsPhoto(liaison, bytes, { caption: '配电柜已更换，见照片' });
    await world.tg.waitForMessage(owner, '配电柜已更换，见照片');
    const proof = await arrived(owner, bytes);
    expect(proof.text).toContain('诉求件 1 附件：');
    await cardWith(world, world.group, 1, '办理结果：配电柜已更换');
  });

  test('also when the photo comes before the words that were asked for', async () => {
    const bytes = picture('straight again');
    const task = await world.tg.waitForMessage(liaison, ({ text }) => /诉求件 2】[\s\S]*可点按钮/.test(text));
    await answerTo(world, liaison, () => liaison.press(task, '办结'));
    const kept = await answerTo(world, liaison, () => liaison.sendsPhoto(liaison, bytes));
    expect(kept.text).toBe('照片、文件已存入诉求件 2，请再发文字说明。');
    await answerTo(world, liaison, () => liaison.tells('电线杆已扶正加固'));
    await world.tg.waitForMessage(owner, '电线杆已扶正加固');
    await arrived(owner, bytes);
  });
});

describe('a file that cannot be had', () => {
  /** The ticket is registered with its words, and both the card and the sender hear what became of the file. */
  async function saidToBe(number: number, name: string, why: string): Promise<void> {
    const card = await cardWith(world, world.group, number, `附件“${name}”未能保存：${why}`);
    expect(card.text).toContain('请供电公司');
    const told = await world.tg.waitForMessage(owner, `诉求件 ${number} 的附件“${name}”没能保存：${why}`);
    expect(told.text).toContain('文字内容已登记，不受影响。');
    expect(await countOf(world, liaison, `诉求件 ${number} 附件：`), 'nothing passed on').toBe(0);
  }

  test('too large: 21 MB', async () => {
    await owner.sendsDocument(
      world.group,
      { name: '全厂图纸.pdf', mime: 'application/pdf', size: 21 * MEGABYTE },
      { caption: '扩容图纸在附件里，请供电公司审一下' },
    );
    await saidToBe(4, '全厂图纸.pdf', '超过大小限制（照片 10 MB、文件 20 MB），请压缩或分开后再发');
  });

  test('a program that calls itself a picture is refused by its content', async () => {
    const bytes = Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(256)]);
    await owner.sendsDocument(
      world.group,
      { name: '现场.jpg', mime: 'image/jpeg', bytes },
      { caption: '电缆破皮了，请供电公司来看' },
    );
    await saidToBe(5, '现场.jpg', '这种文件不能收，请发照片、PDF、Word 或 Excel');
  });

  test('Telegram does not have it any more', async () => {
    await world.tg.fault({
      kind: 'error',
      method: 'getFile',
      status: 400,
      description: 'Bad Request: invalid file_id',
    });
    await owner.sendsDocument(
      world.group,
      { name: '合同.pdf', mime: 'application/pdf', bytes: pdf('contract') },
      { caption: '接电合同在附件里，请供电公司核对' },
    );
    await saidToBe(6, '合同.pdf', '文件已取不到，请重发');
  });

  test('an empty one', async () => {
    await owner.sendsDocument(
      world.group,
      { name: '空.pdf', mime: 'application/pdf', bytes: Buffer.alloc(0) },
      { caption: '电表读数不对，请供电公司来看' },
    );
    await saidToBe(7, '空.pdf', '文件是空的，请重发');
  });

  test('a line that breaks halfway is tried again, and the file comes whole', async () => {
    const bytes = pdf('second try');
    await world.tg.fault({ kind: 'loseAnswer', method: 'download' });
    await owner.sendsDocument(
      world.group,
      { name: '检测报告.pdf', mime: 'application/pdf', bytes },
      { caption: '电压不稳，检测报告在附件里，请供电公司来看' },
    );
    await cardWith(world, world.group, 8, '附件：检测报告.pdf');
    await world.tg.waitFor(
      (calls) => calls.some((call) => call.method === 'download' && call.outcome === 'lost'),
      5000,
      'the broken download',
    );
    // The second try is minutes away; so is the program, after a stop.
    await world.restart({ CLOCK_START: '2026-11-23T09:10:00+08:00', CLOCK_SPEED: '1' });
    await arrived(liaison, bytes);
  });
});
