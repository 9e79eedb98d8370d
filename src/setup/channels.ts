/** Tries the channels that are set, once. */
import pino from 'pino';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { isOwned } from '../store/lock.ts';

const PATIENCE_MS = 15_000;

/** Tells how each is, in a sentence; true when all of them answer. What would disturb a running program is not tried. */
export async function tryChannels(
  { real, dataDir }: Config,
  tell: (words: string) => void,
): Promise<boolean> {
  if (real === null) return true;
  const tried: boolean[] = [];
  const say = ({ ok, text }: { ok: boolean; text: string }): void => {
    tell(text);
    tried.push(ok);
  };
  if (real.telegram) {
    const { checkTelegram } = await import('../channels/telegram/check.ts');
    say(await checkTelegram(real.telegram));
  }
  if (real.wecom) {
    if (isOwned(dataDir)) tell('企业微信没有试：程序正在运行，再连一次会把它挤下线。');
    else say(await tryWecom(real.wecom));
  }
  if (real.wechat) tell('微信没有试：登录码在启动以后的日志里，请用机器人的手机扫。');
  return tried.every((ok) => ok);
}

/** There is no way to ask but to come in: whoever has the line elsewhere loses it for a moment, and comes back. */
async function tryWecom(
  options: NonNullable<NonNullable<Config['real']>['wecom']>,
): Promise<{ ok: boolean; text: string }> {
  const { createWecomChannel } = await import('../channels/wecom/index.ts');
  const channel = createWecomChannel({ ...options, clock: systemClock, log: pino({ level: 'silent' }) });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, '等不到应答，请核对网络');
  });
  const lost = new Promise<string>((resolve) => {
    channel
      .start(
        async () => {},
        (fault) => resolve(fault.message),
      )
      .then(
        () => resolve(''),
        (error: unknown) => resolve(error instanceof Error ? error.message : String(error)),
      );
  });
  try {
    const why = await Promise.race([lost, late]);
    return why === ''
      ? { ok: true, text: '企业微信连得上，机器人已验证。' }
      : { ok: false, text: `企业微信连不上：${why}。` };
  } finally {
    clearTimeout(timer);
    await channel.stop();
  }
}
