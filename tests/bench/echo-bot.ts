/** The bot that every tutorial begins with: says again what it hears, and keeps nothing. A helper of the bench. */
import { Bot } from 'grammy';
import { beHelper, fail } from './helper.ts';

const { TELEGRAM_BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '' } = process.env;
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message', (ctx) => ctx.reply(ctx.message.text ?? ''));
bot.start({ onStart: () => beHelper(() => null) }).catch(fail);
