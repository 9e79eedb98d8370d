/** What can be set about a language model of the county's. */
import { z } from 'zod';

/** A language model of the county's, at any address of OpenAI's form. */
export interface ModelConfig {
  /** Without `/chat/completions`. */
  readonly url: string;
  readonly name: string;
  readonly key?: string;
}

/** The base of an address of OpenAI's form; whoever copies the whole of it means the same. */
const modelUrl = z
  .url({ protocol: /^https?$/, error: '应为网址，例如 http://10.0.0.8:8000/v1' })
  .refine((text) => !/[?#@]/.test(text), '只写到 /v1 为止，不带“?”“#”和用户名；密钥写在 MODEL_KEY')
  .transform((text) => text.replace(/(?:\/chat\/completions)?\/{0,9}$/, ''));

/** By the name of each setting. */
export const modelSchema = {
  MODEL_URL: modelUrl,
  MODEL_NAME: z.string().trim(),
  MODEL_KEY: z
    .string()
    .trim()
    .regex(/^[!-~]+$/, '只能用英文字母、数字和符号，中间没有空格'),
};
