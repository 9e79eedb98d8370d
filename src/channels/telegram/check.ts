/** Whether a token works, asked once, without listening: whoever is running with it notices nothing. */
import { GrammyError } from 'grammy';
import { type ApiOptions, openApi } from './api.ts';
import { reasonOf, WRONG_TOKEN } from './failures.ts';

const PATIENCE_SECONDS = 15;

/** A sentence for whoever sets the program up. */
export async function checkTelegram(
  options: ApiOptions,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  try {
    const me = await openApi(options, PATIENCE_SECONDS).api.getMe();
    const privacy = me.can_read_all_group_messages
      ? ''
      : '它开着隐私模式，在群里只听得到 @ 它的话：请在 @BotFather 里用 /setprivacy 设为 Disable，再把它重新拉进群。';
    return { ok: true, text: `Telegram 连得上，机器人是 @${me.username}。${privacy}` };
  } catch (error) {
    const isWrong = error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
    if (isWrong) return { ok: false, text: WRONG_TOKEN };
    const proxy =
      options.proxy === undefined
        ? '在内地要设置 HTTPS_PROXY。'
        : `请核对 HTTPS_PROXY（${hostOf(options.proxy)}）。`;
    return { ok: false, text: `Telegram 连不上：${reasonOf(error)}。${proxy}` };
  }
}

/** Without a name and password that may stand in it. */
function hostOf(proxy: string): string {
  return new URL(proxy).host;
}

/** What the bot is called there, without @; null when it could not be asked. */
export async function telegramName(options: ApiOptions): Promise<string | null> {
  try {
    return (await openApi(options, PATIENCE_SECONDS).api.getMe()).username;
  } catch {
    return null;
  }
}
