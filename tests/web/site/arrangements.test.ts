/**
 * The nine arrangements through the pages, on a phone, in a real browser and with the program that a county starts: each from
 * the first click to the figure on the board, by the firm, the office, the hub, the leader, and the bank, 编办 or 司法局 where they
 * have a part. Every page that is come by has no fault of axe's and is no wider than the phone.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, PHONE, startBrowser } from '../../support/web/browser.ts';
import { startWebWorld, type WebWorld } from '../../support/web-world.ts';

const OWNER = 'xinghuo-1';
const NEIGHBOUR = 'qingyun-1';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const POWER = 'power-a';
const ENERGY = 'energy-a';
const BANK = 'nongshang-a';
const HOUSING = 'housing-a';
const DECIDER = 'bianban-a';
const OVERSEER = 'justice-a';
const SAID = [
  [OWNER, '厂区这两天老是跳闸，请供电公司来看看。'],
  ['shangchao-1', '超市晚上跳闸，请供电公司来看看。'],
  ['zhiyuan-1', '车间老是跳闸，请供电公司来看看。'],
  [OWNER, '光伏并网卡住了，请能源局协调。'],
  [NEIGHBOUR, '我们的光伏并网也卡住了，请能源局协调。'],
] as const;
/** For what never comes; and how long one look is, before the page is asked for anew. */
const PATIENCE = 120_000;
const LOOK = 3000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let world: WebWorld;
const contexts = new Map<string, BrowserContext>();
const pages = new Map<string, Page>();
const links = new Set<string>();

beforeAll(async () => {
  [browser, world] = await Promise.all([
    startBrowser(),
    startWebWorld({ clock: { start: '2026-11-24T09:20:00+08:00' } }),
  ]);
  // What firms say in the group, and the hub hands on: 1 to 3 are alike, 4 and 5 go to whoever does not lead.
  for (const [place, [id, words]] of SAID.entries()) {
    await (await world.person(id)).says('group', words);
    const number = place + 1;
    await world.tg.waitForMessage('group', ({ text }) => text.includes(words) && text.includes(`${number}`));
    if (words.includes('并网')) await (await world.person(HUB)).tells(`分办 ${number} 能源局 先请能源局看`);
  }
  await world.tg.waitForMessage(await world.person(ENERGY), '诉求件 5');
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

/** Somebody's phone, signed in by the link that the bot sends them. */
async function phoneOf(id: string): Promise<Page> {
  const known = pages.get(id);
  if (known) return known;
  const context = await openBrowser(browser, { viewport: PHONE, bypassCSP: true });
  contexts.set(id, context);
  // That pages follow what happens has tests of its own; here nothing changes but by what is pressed.
  await context.route('**/w/live*', (route) => route.abort());
  const person = await world.person(id);
  await person.tells('网页');
  // Each link lets in once.
  const fresh = (text: string): string | undefined => {
    const link = /http\S+\/w\/in\/[\w-]+/.exec(text)?.[0];
    return link === undefined || links.has(link) ? undefined : link;
  };
  const { text } = await world.tg.waitForMessage(person, (one) => fresh(one.text) !== undefined);
  const link = fresh(text) ?? '';
  links.add(link);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: '进入' }).click();
  await page.getByRole('navigation', { name: '主要页面' }).waitFor();
  pages.set(id, page);
  return page;
}

const seen = new Set<string>();

/** No fault of axe's, and nothing wider than the phone; each kind of page once for each role. */
async function isClean(id: string, page: Page): Promise<void> {
  const kind = `${id} ${new URL(page.url()).pathname.replace(/\/\d+/, '/1')} ${await page.locator('form').count()}`;
  if (seen.has(kind)) return;
  seen.add(kind);
  await page.evaluate(AXE);
  const faults = (await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
  )) as readonly string[];
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  expect([...faults, ...(wide > 0 ? [`${wide} px wider than the phone`] : [])], kind).toEqual([]);
}

/** Somebody at a page, by its address. */
async function at(id: string, path: string): Promise<Page> {
  const page = await phoneOf(id);
  await page.goto(`${world.url}/w${path}`);
  await isClean(id, page);
  return page;
}

/** From what stands on the home page, by its name: the first click. */
async function from(id: string, name: string, title = name): Promise<Page> {
  const page = await at(id, '');
  await page.getByRole('list', { name: '其他安排' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await isClean(id, page);
  return page;
}

/** Follows a link of a list to one of them; gives its number. */
async function follow(id: string, name: string | RegExp): Promise<number> {
  const page = await phoneOf(id);
  const link = page.locator('main').getByRole('link', { name }).first();
  const address = (await link.getAttribute('href')) ?? '';
  await link.click();
  await page.waitForURL(`**${address}`);
  await isClean(id, page);
  return Number(/\d+$/.exec(address)?.[0] ?? 0);
}

/**
 * Waits until the page shows it; what is folded away, or is a choice of a field, does not count. An answer that is slow to
 * come is not on the page that was given: it is looked at again.
 */
async function says(page: Page, words: string | RegExp): Promise<void> {
  const shown = page.locator('main').getByText(words).locator('visible=true').first();
  for (const end = Date.now() + PATIENCE; ; await page.reload()) {
    try {
      return await shown.waitFor({ timeout: LOOK });
    } catch (error) {
      if (Date.now() < end) continue;
      const there = await page.locator('main').innerText();
      throw new Error(`${words} at ${page.url()}:\n${there}`, { cause: error });
    }
  }
}

/** Presses, and waits until the page that comes of it says `then`. `part`: words of the form that the button is in. */
async function press(id: string, button: string, then: string | RegExp, part = ''): Promise<Page> {
  const page = await phoneOf(id);
  const forms = part === '' ? page : page.locator('form', { hasText: part });
  const given = page.waitForEvent('load', { timeout: PATIENCE });
  await forms.getByRole('button', { name: button, exact: true }).last().click();
  await given;
  await says(page, then);
  await isClean(id, page);
  return page;
}

/** Opens what is folded away under that name. */
const unfold = async (page: Page, name: string): Promise<void> =>
  page.locator('summary', { hasText: name }).first().click();

/** The clock goes on by an hour at a time until that moment of the day is past. */
async function past(time: string): Promise<void> {
  for (;;) {
    const { now, heading } = (await (await fetch(`${world.url}/clock`)).json()) as {
      now: number;
      heading: number | null;
    };
    if (heading === null && now > Date.parse(`2026-11-24T${time}:00+08:00`)) return;
    if (heading === null) {
      await fetch(`${world.url}/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: world.url },
        body: JSON.stringify({ to: 'hour' }),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the leader reads on the board of the county. */
async function onBoard(figure: string | RegExp): Promise<void> {
  const page = await at(LEADER, '/board?p=本月');
  await says(page, figure);
}

test('夜沙龙: convened, answered, held, its matters done and rated, its suggestion answered', async () => {
  const hub = await from(HUB, '政企活动');
  await hub.getByRole('radio', { name: '夜沙龙' }).check();
  await hub.getByLabel('时间').fill('11月24日 10:00');
  await hub.getByLabel('主题').fill('用电');
  await hub.getByLabel('请哪些企业').fill('星火、青云');
  await hub.getByLabel('参加部门').fill('供电');
  await press(HUB, '看一遍', '将请 2 家企业');
  await press(HUB, '发出邀请', '的邀请已私聊发给');
  for (const [id, answer, then] of [
    [OWNER, '来', '恭候'],
    [NEIGHBOUR, '这次不来', '不打扰了'],
  ] as const) {
    await from(id, '政企活动');
    await follow(id, /第 1 期夜沙龙/);
    await press(id, answer, then);
  }
  const owner = await at(OWNER, '/events/1');
  await says(owner, '您说过：来');
  await owner.getByLabel('想说的').fill('检修能不能早点打招呼');
  await press(OWNER, '告诉专班', '只有专班和领导看得到');
  await past('10:00');
  const held = await at(HUB, '/events/1');
  await held.getByLabel('会上说的').fill('星火：二期变压器想增容，报装要什么材料\n建议 星火：检修提前三天说');
  await press(HUB, '记下', '登记诉求 1 件，记下建议 1 条', '把会上说的记下');
  await (await at(HUB, '/events/1')).getByLabel('答复的话').fill('以后提前三天发到群里');
  await press(HUB, '答复', /采纳/);
  await from(POWER, '政企活动');
  await follow(POWER, /第 1 期夜沙龙/);
  const number = await follow(POWER, /增容/);
  const office = await press(POWER, '签收', '办理中');
  await office.getByRole('radio', { name: '办结', exact: true }).check();
  await office.getByRole('textbox', { name: '内容' }).fill('材料清单已当面交给企业');
  await press(POWER, '提交', '材料清单已当面交给企业');
  await at(OWNER, `/t/${number}`);
  await press(OWNER, '满意', '销号');
  await onBoard(/第 1 期夜沙龙.*办结率 1\/1/);
});

test('走访: called, answered by the squad, agreed on, held; what was found is a ticket, what was promised a step', async () => {
  const owner = await from(OWNER, '走访（入企服务）', '走访');
  await owner.getByLabel('什么事').fill('想扩电，看看怎么走');
  await press(OWNER, '请来一趟', /想扩电/);
  await from(HUB, '走访（入企服务）', '走访');
  const number = await follow(HUB, /想扩电/);
  await at(HUB, `/t/${number}`);
  await press(HUB, '签收', '办理中');
  const hub = await at(HUB, `/visits/${number}`);
  await hub.getByLabel('哪天', { exact: true }).fill('2026-11-24');
  await hub.getByLabel('几点').fill('11:30');
  await press(HUB, '提交', /11:30/, '提一个时间');
  await at(OWNER, `/visits/${number}`);
  await press(OWNER, '这个时间可以', /11:30/);
  await past('11:30');
  await (await at(HUB, `/visits/${number}`)).getByLabel('企业说的事').fill('厂门口的路灯不亮');
  await press(HUB, '提交', /路灯/, '记下企业说的事');
  const promising = await at(HUB, `/visits/${number}`);
  await promising.getByLabel('哪天办到').fill('2026-11-24');
  await promising.getByLabel('办到什么').fill('送增容图纸');
  await promising.getByLabel('谁来办').selectOption('住房和城乡建设局');
  await press(HUB, '提交', /送增容图纸/, '答应一件事');
  await says(await at(OWNER, `/visits/${number}`), '送增容图纸');
  const office = await at(HOUSING, `/t/${number}`);
  await office.getByRole('radio', { name: '回复', exact: true }).check();
  await office.getByRole('textbox', { name: '内容' }).fill('图纸已送到厂里');
  await press(HOUSING, '提交', '图纸已送到厂里');
  const done = await at(HUB, `/t/${number}`);
  await done.getByRole('radio', { name: '办结', exact: true }).check();
  await done.getByRole('textbox', { name: '内容' }).fill('去过了，图也送了');
  await press(HUB, '提交', '去过了，图也送了');
  // 到得及时吗, 说的办了吗, 服务周到吗: each is asked when the one before has its answer.
  await at(OWNER, `/t/${number}`);
  await press(OWNER, '及时', '都办了');
  await press(OWNER, '都办了', '周到');
  await press(OWNER, '周到', '销号');
  // Whether it was answered in time is counted when the two hours of work are over: below.
  await onBoard(/随叫 1 次/);
});

test('惠企政策: looked at and sent, taken up by a firm, on the office’s page and the board', async () => {
  await from('hr-a', '惠企政策');
  await follow('hr-a', /稳岗返还/);
  await press('hr-a', '预览并推送', /将发 \d+ 家/);
  await from(HUB, '惠企政策');
  await follow(HUB, /稳岗返还/);
  await press(HUB, '预览并推送', /将发 \d+ 家/);
  await press(HUB, '马上发', /已发|推/);
  await from(OWNER, '惠企政策');
  await follow(OWNER, /稳岗返还/);
  await press(OWNER, '确认领取', /编号|登记/);
  await says(await at('hr-a', '/policies/job-refund'), /要办 1 家/);
  await at('hr-a', '');
  const number = await follow('hr-a', /稳岗返还/);
  const office = await at('hr-a', `/t/${number}`);
  await office.getByRole('radio', { name: '办结', exact: true }).check();
  await office.getByRole('textbox', { name: '内容' }).fill('已兑现 3.2 万元');
  await press('hr-a', '提交', '已兑现 3.2 万元');
  await says(await at(OWNER, `/t/${number}`), '已兑现 3.2 万元');
  await onBoard(/推 1 条/);
  await onBoard('登记 1 件，兑现 1 件');
  // Fewer than five firms: the sum would tell of one of them.
  const board = await (await phoneOf(LEADER)).locator('main').innerText();
  expect(board).not.toMatch(/3\.2|惠企资金|兑现金额/u);
});

test('入企检查: filed with what it needs, entered, told and rated; 司法局 reads the figures', async () => {
  const unit = await from('emergency-a', '入企检查');
  await unit.getByRole('link', { name: '报备检查' }).click();
  await unit.locator('select[name=firm]').selectOption('xinghuo');
  await unit.getByLabel('哪天').fill('2026-11-24');
  await unit.getByLabel('几点').fill('17:00');
  await unit.locator('select[name=item]').selectOption('消防安全检查');
  await unit.locator('input[name=approver]').fill('许学轩');
  await unit.locator('input[name=people]').fill('王一 0411001、李二 0411002');
  await unit.locator('input[name=notice]').fill('〔2026〕12号');
  await isClean('emergency-a', unit);
  await press('emergency-a', '看一遍再报', '【报备检查】');
  await press('emergency-a', '报备', '已报备');
  await from(OWNER, '入企检查');
  await follow(OWNER, /消防/);
  await at('emergency-a', '/inspections/1');
  await press('emergency-a', '到了', /到了|进门/);
  await (await at('emergency-a', '/inspections/1')).getByLabel('内容').fill('没有发现问题');
  await press('emergency-a', '提交', '没有发现问题');
  const rating = await at(OWNER, '/inspections/1');
  await rating.getByRole('radio', { name: '好', exact: true }).check();
  await press(OWNER, '评价', /谢谢|评价/);
  await says(await from(OVERSEER, '入企检查'), /事前报备 1\/1/);
  await onBoard(/入企 1 次/);
});

test('政银企对接: told to one bank, recommended, taken up, an obstacle made a ticket, granted and lent; no sum on the board', async () => {
  const owner = await from(OWNER, '政银企对接');
  await unfold(owner, '提一笔融资需求');
  await owner.getByLabel('金额').fill('512.5');
  await owner.getByLabel('期限').fill('12');
  await owner.getByLabel('用途').fill('买设备');
  await owner.getByLabel('样例农村商业银行').check();
  await press(OWNER, '看一遍再提交', '512.5 万元');
  await press(OWNER, '提交', '已提交');
  await from(HUB, '政银企对接');
  await follow(HUB, /星火/);
  await press(HUB, '五项都符合，推荐', '等银行答复');
  await from(BANK, '政银企对接');
  await follow(BANK, /星火/);
  await press(BANK, '愿接', /愿接，等企业选定/);
  await at(OWNER, '/finance/1');
  await press(OWNER, '选 样例农村商业银行', /银行在看/);
  const bank = await at(BANK, '/finance/1');
  await unfold(bank, '卡在部门那里了');
  await bank.getByLabel('卡在什么上').fill('厂房的不动产证没下来，办不了抵押登记');
  await press(BANK, '说给企业和专班', '等企业点头');
  await at(OWNER, '/finance/1');
  await press(OWNER, '登记', /已登记，\d+ 号/);
  await says(await at('land-a', ''), /抵押登记/);
  const granting = await at(BANK, '/finance/1');
  await unfold(granting, '授信');
  await granting.getByLabel('金额和年利率').fill('400万 3.9%');
  await press(BANK, '授信', /授信 400 万元/);
  await unfold(granting, '放款');
  await granting.getByLabel('这次放了多少').fill('400万');
  await press(BANK, '记下', /已放款 400 万元/);
  await says(await at(OWNER, '/finance/1'), /已放款 400 万元/);
  await says(await from(LEADER, '政银企对接'), '放款 1 家');
  await onBoard(/放款 1 家（意向不是贷款）/);
  expect(await (await phoneOf(LEADER)).locator('main').innerText()).not.toMatch(/512|400 万|农村商业/u);
});

test('帮办: begun by the firm, its papers handed in and complete, its first step done', async () => {
  const owner = await from(OWNER, '帮办');
  await unfold(owner, '开办企业');
  await press(OWNER, '开始帮办', /开始帮办，编号/);
  await from(OWNER, '帮办');
  const number = await follow(OWNER, /开办企业/);
  await press(OWNER, '交齐', /交齐，等核对/, '交齐');
  await from('approval-a', '帮办');
  await follow('approval-a', /开办企业/);
  await press('approval-a', '材料齐', /材料齐/);
  const window = await at('approval-a', `/guides/${number}`);
  await window.getByLabel('办理结果').first().fill('执照已发');
  await press('approval-a', '办好', /已办 1\/5/);
  await says(await at(HUB, `/guides/${number}`), /已办 1\/5/);
  await onBoard(/帮办 1 件/);
});

test('调度会: convened, decided on with lead, measure and day; the office has the order, the leader the score', async () => {
  const hub = await from(HUB, '调度会');
  await hub.getByLabel('哪天').fill('2026-11-24');
  await hub.getByLabel('几点').fill('13:30');
  await press(HUB, '定会', /第 1 次调度会/);
  const council = await at(HUB, '/councils/1');
  await unfold(council, '添一件');
  await council.getByLabel('编号').fill('1');
  await press(HUB, '上会', /专班提请/);
  await unfold(council, '厂区这两天老是跳闸');
  await council.getByLabel('牵头单位').selectOption('power');
  await council.getByLabel('措施').fill('停电提前一天通知到人');
  await council.getByLabel('时限').fill('2026-12-04');
  await press(HUB, '议定', '未到期');
  await says(await at(POWER, '/t/1'), '停电提前一天通知到人');
  await says(await from(LEADER, '调度会'), /议定 1 项：到期 0，按期 0/);
  await past('13:30');
  await onBoard(/开 1 次，议定 1 项/);
});

test('走访: that the call was answered in time is counted once the two hours of work are over', async () => {
  await past('15:00');
  await onBoard(/随叫 1 次，2 小时内应 1\/1/);
});

test('专项整改: proposed by the hub, set by a leader, done by the office, and asked of the firms', async () => {
  await says(await from(HUB, '专项整改'), /跳闸.*3 家/);
  const hub = await at(HUB, '/themes');
  await hub.getByLabel('哪几件').fill('1 2 3');
  await hub.getByLabel('整改成什么样').fill('停电提前一天通知到人');
  await press(HUB, '提请立题', /等领导定/);
  await from(LEADER, '专项整改');
  await follow(LEADER, /停电提前一天/);
  await press(LEADER, '立题', /措施/);
  const office = await from(POWER, '专项整改');
  await follow(POWER, /停电提前一天/);
  await unfold(office, '添一项措施');
  await office.getByLabel('做什么').fill('改为提前一天发短信');
  await office.getByLabel('哪天前').fill('2026-12-04');
  await press(POWER, '记下', '改为提前一天发短信');
  await unfold(office, '报完成');
  await office.getByLabel('做了什么').fill('短信已开通');
  await press(POWER, '完成', '短信已开通');
  await at(HUB, '/themes/1');
  await press(HUB, '验收：问企业有没有改观', /企业认可/);
  await at(OWNER, '/t/1');
  await press(OWNER, '改观了', '您说过：改观了');
  await says(await at(LEADER, '/themes/1'), /企业认可 1\/3（答复 1）/);
  await onBoard(/专项整改/);
});

describe('权责清单 and 别的平台的数据', () => {
  test('passed on twice, both offices heard, decided by 编办: a version, read by the firm', async () => {
    for (const number of [4, 5]) {
      const page = await at(ENERGY, `/t/${number}`);
      await page.getByRole('radio', { name: '转办', exact: true }).check();
      await page.getByLabel('部门').selectOption('power');
      await page.getByRole('textbox', { name: '内容' }).fill('并网由供电公司受理');
      await press(ENERGY, '提交', /已转 供电公司/);
    }
    const decider = await from(DECIDER, '权责清单');
    await follow(DECIDER, /新能源项目并网协调/);
    await decider.getByLabel('理由').fill('由供电公司受理');
    await press(DECIDER, '接受', /还在听意见：能源局、供电公司还没说/);
    for (const id of [ENERGY, POWER]) {
      const page = await from(id, '权责清单');
      await follow(id, /新能源项目并网协调/);
      await unfold(page, '说一句意见');
      await page.getByLabel('怎么看').fill('没意见');
      await press(id, '报编办', /意见.*没意见/);
    }
    await (await at(DECIDER, '/powers/proposals/1')).getByLabel('理由').fill('由供电公司受理');
    await press(DECIDER, '接受', /已接受，第 5 版/);
    await says(await from(OWNER, '权责清单'), /第 5 版，11月24日/);
    await onBoard(/第 5 版改/);
  });

  test('what another platform says of itself stands apart, with its source', async () => {
    const hub = await from(HUB, '别的平台的数据');
    await hub
      .getByLabel('一份一段')
      .fill(
        '平台数据 行政审批局 1月1日至9月30日 受理 7684 应办结 7684 按时 7684\n差评 星火煤焦 XC0312 执照变更跑了三趟',
      );
    await press(HUB, '记下', /7684|7,684/, '一份一段');
    await says(await at(HUB, '/platform'), /差评立了 1 件/);
    const number = await follow(HUB, /^\d+$/);
    await says(await at(OWNER, `/t/${number}`), '执照变更跑了三趟');
    await says(await from(LEADER, '别的平台的数据'), /未经本系统核对/);
    await onBoard(/7684|7,684/);
  });
});

test('走访: what was promised for the day and done counts as 说到做到 when the day is over', async () => {
  await past('24:00');
  // Whoever signed in this morning does so again.
  pages.delete(LEADER);
  await onBoard(/答应 1 项，到期 1，做到 1；说到做到 1\/1/);
  await onBoard(/到得及时 1\/1，说的办了 1\/1，服务周到 1\/1/);
});
