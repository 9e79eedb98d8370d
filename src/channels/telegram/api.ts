/** How the Bot API is reached: by whatever server, through whatever proxy the county has set. */
import type { Agent } from 'node:http';
import { Api } from 'grammy';
import { HttpsProxyAgent } from 'https-proxy-agent';

export interface ApiOptions {
  readonly token: string;
  /** Address of the Bot API, without a slash at the end. Default: https://api.telegram.org. */
  readonly apiRoot?: string;
  /** An http(s) proxy for everything sent to Telegram, e.g. `http://127.0.0.1:7890`. */
  readonly proxy?: string;
}

export const API_ROOT = 'https://api.telegram.org';

export function openApi(
  { token, apiRoot = API_ROOT, proxy }: ApiOptions,
  timeoutSeconds: number,
): { api: Api; agent: Agent | undefined } {
  const agent: Agent | undefined = proxy ? new HttpsProxyAgent(proxy) : undefined;
  const api = new Api(token, { apiRoot, timeoutSeconds, ...(agent && { baseFetchConfig: { agent } }) });
  return { api, agent };
}
