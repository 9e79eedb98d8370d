/**
 * 邀请码: a page to be printed and cut up, a card for each person with their code and a picture of it. Where Telegram is set the
 * picture is the link that opens the bot and says the code; elsewhere it is the code itself. Nothing in it is fetched from anywhere.
 */
import { html, raw } from 'hono/html';
import { renderSVG } from 'uqr';
import { type Instant, instantInWords } from '../../domain/time.ts';

export interface InviteCard {
  readonly name: string;
  /** 住房和城乡建设局, 恒丰煤焦有限公司, 专班: where somebody looks who hands the cards out. */
  readonly unit: string;
  /** `LX-7K3M-9QTX-4HWB` */
  readonly code: string;
  readonly expiresAt: Instant;
}

export interface InviteSheet {
  /** 霍州政企连心桥 */
  readonly title: string;
  readonly cards: readonly InviteCard[];
  /** Of the bot on Telegram, without @; null where people say their code elsewhere. */
  readonly bot: string | null;
  readonly madeAt: Instant;
}

const STYLE = `@page{size:A4;margin:12mm}
body{font-family:"Noto Sans CJK SC","Microsoft YaHei","SimSun",sans-serif;color:#111;margin:12mm auto;max-width:186mm}
h1{font-size:16pt;margin:0 0 2mm}p{margin:0 0 2mm}.note{font-size:10pt;color:#444;margin-bottom:5mm}
main{display:grid;grid-template-columns:1fr 1fr}
article{border:1px dashed #999;padding:4mm;display:grid;grid-template-columns:34mm 1fr;gap:4mm;break-inside:avoid}
svg{width:34mm;height:34mm;display:block}h2{font-size:13pt;margin:0}
.unit,.how,.until{font-size:9pt;line-height:1.5}.unit{color:#444}.code{font:600 12pt monospace;letter-spacing:.5px;margin:2mm 0;white-space:nowrap}
@media print{body{margin:0;max-width:none}.screen{display:none}}`;

/** The whole page as HTML. Its codes are as good as passwords. */
export async function inviteSheet({ title, cards, bot, madeAt }: InviteSheet): Promise<string> {
  const page = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title} 邀请码</title><style>${raw(STYLE)}</style></head>
<body><h1>${title} 邀请码</h1>
<p class="note">${instantInWords(madeAt)}制，共 ${cards.length} 人。沿虚线剪开，一人一张，当面交给本人。谁拿到码谁就能以他的名义说话，丢了请马上作废（npm run roster -- revoke 人员编号）。<span class="screen">请打印后删去这个文件。</span></p>
<main>${cards.map((card) => cardOf(card, bot, madeAt))}</main></body></html>
`;
  return String(await page);
}

function cardOf({ name, unit, code, expiresAt }: InviteCard, bot: string | null, madeAt: Instant) {
  const link = bot === null ? code : `https://t.me/${bot}?start=${code}`;
  const how =
    bot === null
      ? '在单位用的聊天软件里打开与机器人的私聊，把上面的码发给它。扫图得到的也是这个码。'
      : `用手机扫图，打开 @${bot}，按“开始”。扫不了的，私聊它，把上面的码发过去。`;
  const picture = renderSVG(link, { border: 2, ecc: 'M', pixelSize: 4 });
  return html`<article><div role="img" aria-label="${name}的邀请码">${raw(picture)}</div><div><h2>${name}</h2><p class="unit">${unit}</p><p class="code">${code}</p><p class="how">${how}</p><p class="until">${instantInWords(expiresAt, madeAt)} 前有效，只能用一次，不要转给别人。</p></div></article>
`;
}
