/**
 * Logging in: WeChat shows a code that the bot's owner scans with the phone. Whoever scans it becomes the bot, so only
 * the operator sees it: in the log and in a file of the session's folder, never in a group or on a page.
 */
import type { Logger } from 'pino';
import type { Session } from './session.ts';

export class Login {
  #shown = '';
  #isAsked = false;

  constructor(
    private readonly session: Session,
    private readonly log: Logger,
  ) {}

  /** True from the first code until somebody is logged in. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** `status`: name of wechaty's `ScanStatus`. */
  onScan(status: string, url: string): void {
    this.#isAsked = true;
    switch (status) {
      case 'Scanned':
        this.log.info('已扫码，请在手机上点“登录”确认');
        return;
      case 'Confirmed':
        this.log.info('手机上已确认登录');
        return;
      case 'Cancel':
        this.session.hideCode();
        this.log.warn('手机上取消了登录；请等新的登录码，再扫一次');
        return;
      case 'Timeout':
        this.session.hideCode();
        this.log.warn('登录码过期了；请等新的登录码');
        return;
      default:
        if (url !== '') this.#show(url);
    }
  }

  onLogin(): void {
    this.#isAsked = false;
    this.#shown = '';
    this.session.hideCode();
  }

  #show(url: string): void {
    if (url === this.#shown) return;
    this.#shown = url;
    const file = this.session.showCode(url);
    this.log.warn(
      { url, file },
      '等待扫码登录：请把这个网址做成二维码，用机器人的微信扫。谁扫谁就成了机器人，请勿外传',
    );
  }
}
