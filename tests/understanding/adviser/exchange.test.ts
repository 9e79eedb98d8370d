/** Whatever a model's server does, a question ends with what it wrote or with why there is no answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchange, NoAnswer } from '../../../src/understanding/adviser/exchange.ts';
import { type Answering, type FakeModel, sends, startModel, writes } from '../../support/language-model.ts';

const PATIENT_MS = 600_000;
const MESSAGES = [
  { role: 'system', content: '判断' },
  { role: 'user', content: '"路坏了"' },
] as const;

let model: FakeModel;
beforeEach(async () => {
  model = await startModel(writes('好'));
});
afterEach(() => model.end());

const ask = (withinMs = PATIENT_MS, over: object = {}): Promise<string> =>
  exchange({ url: model.url, name: 'qwen3-32b', ...over }, MESSAGES, withinMs);

describe('what is sent', () => {
  test('is the form that DeepSeek, Qwen and vLLM take, at the address the county has set', async () => {
    expect(await ask(PATIENT_MS, { key: 'sk-county' })).toBe('好');
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = model.asked;
    expect(path).toBe('/v1/chat/completions');
    expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer sk-county' });
    expect(JSON.parse(body)).toEqual({
      model: 'qwen3-32b',
      temperature: 0,
      response_format: { type: 'json_object' },
      messages: MESSAGES,
    });
  });

  test('has no key where none is set', async () => {
    await ask();
    expect(model.asked[0]?.headers.authorization).toBeUndefined();
  });
});

describe('no answer', () => {
  test.each<[string, Answering, string]>([
    ['an empty body', sends(''), '答复的格式不对'],
    ['nonsense', sends('ä¸ŠåˆXX{{'), '答复的格式不对'],
    ['a page', sends('<html><body>登录</body></html>'), '答复的格式不对'],
    ['JSON of another form', sends('{"choices":[]}'), '答复的格式不对'],
    ['no words', sends('{"choices":[{"message":{"content":null}}]}'), '答复的格式不对'],
    ['a number', sends('7'), '答复的格式不对'],
    ['a depth without end', sends('['.repeat(60_000)), '答复的格式不对'],
    ['a fault of the server', sends('{"error":"oom"}', 500), 'HTTP 500'],
    ['a wrong key', sends('{"error":"key"}', 401), 'HTTP 401'],
    ['half a line', sends('{"choices":[{"message":{"content":"好"'), '答复的格式不对'],
  ])('%s', async (_, answer, why) => {
    model.answer = answer;
    await expect(ask()).rejects.toThrow(new NoAnswer(why));
  });

  test('a line that breaks off', async () => {
    model.answer = (response) => void response.socket?.destroy();
    await expect(ask()).rejects.toThrow('网络出错');
  });

  test('nobody there', async () => {
    await model.end();
    await expect(ask()).rejects.toThrow('网络出错（ECONNREFUSED）');
  });

  test('ten megabytes: the line is cut long before', async () => {
    const chunk = 'x'.repeat(100_000);
    model.answer = (response) => {
      for (let sent = 0; sent < 100; sent++) response.write(chunk);
      response.end();
    };
    await expect(ask()).rejects.toThrow(new NoAnswer('答复太长'));
  });

  test('a server that never answers, or never ends what it began', async () => {
    model.answer = () => {};
    await expect(ask(30)).rejects.toThrow(new NoAnswer('没有及时答复'));
    model.answer = (response) => void response.writeHead(200).write('{"choices":');
    await expect(ask(30)).rejects.toThrow(new NoAnswer('没有及时答复'));
  });

  test('a redirect is not followed: words and key go nowhere else', async () => {
    const elsewhere = await startModel(writes('好'));
    for (const status of [301, 302, 307, 308]) {
      model.answer = sends('', status, { location: `${elsewhere.url}/chat/completions` });
      await expect(ask(PATIENT_MS, { key: 'sk-county' })).rejects.toThrow(new NoAnswer(`HTTP ${status}`));
    }
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.end();
  });
});
