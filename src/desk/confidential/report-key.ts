/**
 * Whether reports are encrypted at rest is put on record at the start, like any setting. When they are not, the
 * program runs all the same – a county must not lose its group over a setting, nor a report be turned away – but says
 * so at every start in its log, and once to the operators in private.
 */
import type { OfficeEvent } from '../../domain/office.ts';
import type { Outcome } from '../case.ts';
import { transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';

const SETTING = 'reportKey';
const NONE = 'none';

const IN_CLEAR =
  '没有设置 REPORT_KEY：举报件的内容在数据目录里是明文，没有加密；融资需求不收。请用 openssl rand -base64 32 生成密钥，' +
  '填入 .env 的 REPORT_KEY，再重新启动（见 docs/手册.md“管理员”）。';

/** To be called at the start of real work. Throws when the office changed meanwhile, which nothing else does then. */
export async function recordReportKey(parts: DeskParts): Promise<void> {
  const { store, clock, log, roster, keys } = parts;
  if (!keys) log.warn(IN_CLEAR);
  const version = keys?.id ?? NONE;
  const office = await store.office();
  if (office.settings[SETTING] === version) return;
  const at = clock.now();
  const view = viewAt(parts, at);
  const name = `start:reportKey@${office.version}`;
  const event: OfficeEvent = { type: 'settingChanged', v: 1, at, name: SETTING, version };
  const text = view.say('bind.noReportKey');
  const outcome: Outcome = {
    office: [event],
    outbox: keys
      ? []
      : roster.operators.map(({ id }) =>
          outgoing({ id: `${name}/${id}`, to: { person: id }, text, kind: 'operator', createdAt: at }),
        ),
  };
  const result = await store.commit((take) => transactionOf(outcome, { name, office }, view, parts, take));
  if (!result.ok) throw new Error(`the report key could not be recorded: ${result.conflict}`);
  parts.onCommit();
}
