/** Two dozen lines of three voices: enough to learn from, small enough to read. */
import { type CorpusLine, parseCorpus } from '../../src/understanding/training/corpus.ts';

const OUTAGES = ['车间停电了', '停电两小时了', '又停电，机器停了', '厂里停电没人管'];
const LAMPS = ['路灯不亮', '门口路灯坏了', '路灯一直不亮', '巷子路灯不亮'];

export function smallCorpus(): readonly CorpusLine[] {
  const rows = ['one', 'two', 'three'].flatMap((voice) => [
    ...OUTAGES.map((text) => ({
      text: `${text}${voice}`,
      voice,
      kind: 'request',
      urgent: true,
      depts: ['power'],
    })),
    ...LAMPS.map((text) => ({
      text: `${text}${voice}`,
      voice,
      kind: 'request',
      urgent: false,
      depts: ['urban'],
    })),
    ...['谢谢大家', '谢谢啊', '收到，谢谢'].map((text) => ({
      text,
      voice,
      kind: 'chatter',
      urgent: false,
      depts: [],
    })),
  ]);
  return parseCorpus(
    rows.map((row, id) => JSON.stringify({ id: `s${id}`, ...row })).join('\n'),
    'small.jsonl',
  );
}
