/** All companies speak in the one group at once, under Telegram's limit for groups: how long the last one waits. */
import { startMain } from './children.ts';
import { answered, sentSince, until } from './load.ts';
import type { Figure } from './report.ts';
import { spreadOf } from './spread.ts';
import { type Ground, openStage } from './stage.ts';

/** As new as can be: what sounds like a matter that an enterprise has open already is put to that, and gets no card. */
const NEWS: readonly string[] = [
  '门口红绿灯黑了两天，货车出厂没人敢先走，请交警来看看',
  '厂后排洪沟让淤泥堵死了，一下雨水就往车间里倒，请水利局派人清淤',
  '锅炉环保检测报告交上去一个月，在线监测还是联不上网，请生态环境局帮忙',
  '出口退税单证审核卡了四十天，请税务局看看差什么',
  '三个工人的工伤认定材料交了两个月没有结果，请人社局催一催',
  '宗地红线和实测差了半亩，不动产证办不下来，请自然资源局复核',
  '超限运输证到期换不了，系统提示车型不符，请交通局协调',
  '技改项目设备到了，备案变更不知道怎么走，请工信局指导',
  '厂区天然气表走得比上月快一倍，请燃气公司来校表',
  '宿舍楼手机没有信号，打电话要跑到院外，请通信公司加个基站',
  '在建厂房质监站迟迟不来验基槽，工地停着，请住建局安排',
  '想参加广交会，展位申请系统注册不上，请商务局帮忙',
  '食品生产许可证换证现场核查排不上，请市场监管局安排',
  '设备贷款贴息申请被退回两次，不知道缺什么，请金融办看看',
  '高压电柜老冒火花，想请人做一次用电安全检查，请供电公司来',
  '新仓库消防设计审查不知道归哪个窗口收件，请审批局指路',
  '厂门口堆了三天建筑垃圾，一股味儿，请城管局来清',
  '果园滴灌补贴报上去没有下文，请农业农村局查一查',
  '外地司机的孩子想在本地上小学，要交哪些材料，请教育局告知',
  '职工健康体检证明过期了，卫健局能不能到厂里集中办一次',
  '招的残疾职工岗位补贴今年还没到账，请民政局看看',
  '煤炭产能核增批复什么时候能下来，请能源局给个准话',
  '项目立项赋码一直显示待办，请发改局看看卡在哪一步',
  '政府采购合同验收完了，履约保证金半年没退，请财政局协调',
  '厂里接二连三丢铜线，监控拍到人了，请公安局来看看',
  '文物勘探手续要多久，地基等着开挖，请文旅局答复',
  '想请人给职工讲一堂劳动合同的法律课，请司法局安排',
];
const PATIENCE_MS = 180_000;
const WITHIN_S = 120;

export async function measureRushHour(ground: Ground): Promise<readonly Figure[]> {
  const stage = await openStage(ground);
  const { tg, group } = stage;
  try {
    const main = await startMain(stage.env);
    try {
      await tg.limits(true);
      /** By message, the account that said it, and when. */
      const said = new Map<number, string>();
      const saidAt = new Map<number, number>();
      const { owners } = ground.county;
      for (const [turn, owner] of owners.entries()) {
        const { id } = await stage.person(owner).says(group, NEWS[turn % NEWS.length] ?? '');
        said.set(id, String(ground.county.accounts.get(owner)));
        saidAt.set(id, Date.now());
      }
      const cards = () => sentSince(tg, 0, (call) => said.has(answered(call.params)));
      const accounts = owners.map((owner) => String(ground.county.accounts.get(owner)));
      const heard = async (): Promise<number> => {
        const inGroup = (await cards()).map(({ params }) => said.get(answered(params)));
        const alone = await sentSince(tg, 0, ({ params }) => accounts.includes(String(params.chat_id)));
        return new Set([...inGroup, ...alone.map(({ params }) => String(params.chat_id))]).size;
      };
      await until(owners.length, heard, PATIENCE_MS, 'companies heard');
      const waits = (await cards()).map(
        (call) => (call.at - (saidAt.get(answered(call.params)) ?? call.at)) / 1000,
      );
      const refused = (await tg.calls('sendMessage')).filter(({ status }) => status === 429).length;
      const { p50, max } = spreadOf(waits);
      return [
        {
          id: 'rush.slowest',
          what: `${owners.length} companies at once in the group: the slowest card`,
          unit: 's',
          ours: max,
          target: { atMost: WITHIN_S },
        },
        { id: 'rush.median', what: '  the median', unit: 's', ours: p50 },
        {
          id: 'rush.refused',
          what: '  messages that Telegram refused as too many',
          unit: '',
          ours: refused,
          target: { atMost: 0 },
        },
      ];
    } finally {
      await main.stop();
    }
  } finally {
    await stage.end();
  }
}
