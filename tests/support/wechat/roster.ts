/** The roster of tests with everybody's account on WeChat in place of Telegram. */
import { readFileSync, writeFileSync } from 'node:fs';
import { boundRoster } from '../county.ts';

/** Writes it into `dir`; gives its path and the account of each person. `group`: what the group is known by. */
export function wechatRoster(
  dir: string,
  group: string,
): { readonly file: string; readonly accounts: ReadonlyMap<string, string> } {
  const { file, accounts } = boundRoster(dir);
  const text = readFileSync(file, 'utf8')
    .replace(/telegram: "-\d+"/, `wechat: ${JSON.stringify(group)}`)
    .replace(/telegram: "(\d+)"/g, 'wechat: wxid_$1');
  if (/telegram:/.test(text)) throw new Error('an account on Telegram was left in the roster');
  writeFileSync(file, text);
  return { file, accounts: new Map([...accounts].map(([id, account]) => [id, `wxid_${account}`])) };
}
