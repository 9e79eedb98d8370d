/**
 * Runs the fake Bot API as a process of its own, so that it outlives a bot that is killed:
 * `node --import tsx tests/support/telegram/fake-bot-api-main.ts --port 0 --token 1:A`
 * Prints one line, `{"port": N}`, when it listens on 127.0.0.1. With `--with-parent` it ends when its input ends.
 */
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { fakeBotApi } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: '7000000001:FAKE' },
    username: { type: 'string', default: 'lianxinqiao_bot' },
    name: { type: 'string', default: '连心桥' },
    privacy: { type: 'boolean', default: false },
    'callback-timeout-ms': { type: 'string', default: '60000' },
    'webhook-retry-ms': { type: 'string', default: '200' },
    'clock-start': { type: 'string' },
    'clock-speed': { type: 'string', default: '1' },
    'with-parent': { type: 'boolean', default: false },
  },
});

const start = values['clock-start'];
const server = fakeBotApi({
  token: values.token,
  username: values.username,
  name: values.name,
  canReadAllGroupMessages: !values.privacy,
  callbackTimeoutMs: Number(values['callback-timeout-ms']),
  webhookRetryMs: Number(values['webhook-retry-ms']),
  clockStart: start === undefined ? null : Date.parse(start),
  clockSpeed: Number(values['clock-speed']),
});

server.listen(Number(values.port), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
if (values['with-parent']) {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}
