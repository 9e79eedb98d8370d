import { openBrowser, PHONE, DESKTOP, startBrowser } from './tests/support/web/browser.ts';
import { startWebWorld } from './tests/support/web-world.ts';
const browser = await startBrowser();
const world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
const say = async (id: string, where: 'group' | null, text: string) => { const p = await world.person(id); if (where) await p.says(where, text); else await p.tells(text); await new Promise((r) => setTimeout(r, 1500)); };
await say('xinghuo-1', 'group', '厂区这两天老是跳闸，请供电公司来看看。');
await say('qingyun-1', 'group', '我们矿上的事，说不清该谁管，麻烦协调一下');
await say('xinghuo-1', 'group', '厂区又跳闸了，请供电公司来看看。');
await say('shangchao-1', 'group', '门口道路塌陷，货车进不来，请住建局来修');
await say('power-a', null, '备注 1 变压器是他们自己的，已和电工约好周三上午一起看');
await say('power-a', null, '签收 1');
await say('power-a', null, '反馈 1 师傅周三上午到厂，先查配电柜');
const linkOf = async (id: string) => { const person = await world.person(id); const before = (await world.tg.messages(person)).length; await person.tells('网页'); for (let n = 0; n < 400; n++) { const told = (await world.tg.messages(person)).slice(before); const found = told.map(({ text }: any) => /http\S+\/w\/in\/[\w-]+/.exec(text)?.[0]).findLast(Boolean); if (found) return found; await new Promise((r) => setTimeout(r, 50)); } throw new Error('no link'); };
const which = process.argv.slice(2);
const jobs: [string, string][] = [['power-a', '/w'], ['power-a', '/w/t/1'], ['dispatcher-1', '/w/desk'], ['dispatcher-1', '/w/t/1'], ['power-a','/w/tickets'], ['leader-1', '/w/e/xinghuo'], ['leader-1', '/w/d/power']];
for (const [name, viewport] of [['phone', PHONE], ['desk', DESKTOP]] as const) {
  for (const id of [...new Set(jobs.map(([one]) => one))]) {
    const context = await openBrowser(browser, { viewport, chinese: true });
    const page = await context.newPage();
    await page.goto(await linkOf(id)); await page.getByRole('button', { name: '进入' }).click(); await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    for (const [who, path] of jobs) { if (who !== id) continue; if (which.length && !which.includes(path)) continue; await page.goto(`${world.url}${path}`); await page.screenshot({ path: `/tmp/shots/${name}-${id}${path.replaceAll('/', '_')}.png`, fullPage: true }); }
    if (id === 'dispatcher-1' && !which.length) {
      await page.goto(`${world.url}/w/desk`); const box = page.locator('input[type=checkbox]').first(); if (await box.count()) { await box.check(); const sel = page.locator('select[name=department]').first(); if (await sel.count()) await sel.selectOption({ index: 3 }); await page.locator('button[name=act]').first().click(); await page.screenshot({ path: `/tmp/shots/${name}-review.png`, fullPage: true }); }
    }
    await context.close();
  }
}
await browser.close(); await world.end(); process.exit(0);
