/** The methods of https://core.telegram.org/bots/api#getting-updates */
import type { Params } from './params.ts';
import type { State } from './state.ts';
import { badRequest, type Update, type Wire } from './types.ts';

/** https://core.telegram.org/bots/api#getupdates */
export async function getUpdates(state: State, params: Params, signal: AbortSignal): Promise<Update[]> {
  // "Values between 1-100 are accepted. Defaults to 100."; the server brings others into the range.
  const limit = params.has('limit') ? clamp(params.integer('limit'), 1, 100) : 100;
  // The server waits 50 seconds at most.
  const timeout = clamp(params.integer('timeout'), 0, 50);
  if (!state.updates.webhook) state.updates.subscribe(params.json('allowed_updates', 'allowed_updates'));
  return await state.updates.get(params.integer('offset'), limit, timeout, signal);
}

/**
 * https://core.telegram.org/bots/api#setwebhook and https://core.telegram.org/bots/webhooks : HTTPS on port 443, 80,
 * 88 or 8443. Only here, plain http to 127.0.0.1 is let through, on any port, for tests.
 */
export function setWebhook(state: State, params: Params): true {
  const url = params.text('url');
  // "Use an empty string to remove webhook integration"
  if (url === '') return deleteWebhook(state, params);
  // "1-256 characters. Only characters A-Z, a-z, 0-9, _ and - are allowed."
  const secret = params.text('secret_token');
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');

  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const target = new URL(url);
  const loopback = target.protocol === 'http:' && target.hostname === '127.0.0.1';
  if (!loopback) {
    if (target.protocol !== 'https:') {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    }
    if (!['', '443', '80', '88', '8443'].includes(target.port)) {
      throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
    }
  }
  if (params.flag('drop_pending_updates')) state.updates.dropPending();
  state.updates.subscribe(params.json('allowed_updates', 'allowed_updates'));
  const maxConnections = params.has('max_connections')
    ? clamp(params.integer('max_connections'), 1, 100)
    : 40;
  state.updates.setWebhook({ url, secret, maxConnections, lastError: null });
  return true;
}

/** https://core.telegram.org/bots/api#deletewebhook */
export function deleteWebhook(state: State, params: Params): true {
  state.updates.setWebhook(null);
  if (params.flag('drop_pending_updates')) state.updates.dropPending();
  return true;
}

/** https://core.telegram.org/bots/api#getwebhookinfo */
export function getWebhookInfo(state: State): Wire {
  return state.updates.info();
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
