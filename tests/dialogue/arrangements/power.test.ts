/** 清单: what offices and 编办 read of each other is as it was typed, however the command itself is written. */
import { expect, test } from 'vitest';
import { powerAskedIn } from '../../../src/dialogue/arrangements/power.ts';
import { plain } from '../../../src/dialogue/plain.ts';

const asked = (text: string) => powerAskedIn(plain(text), text);

test.each([
  [
    '清单异议 ２ 供电公司 受理都在供电公司，企业总要跑两家（每次）！',
    { what: 'object', item: 2, words: '供电公司 受理都在供电公司，企业总要跑两家（每次）！' },
  ],
  ['清单意见 4 没意見，照辦', { what: 'say', id: 4, words: '没意見，照辦' }],
  [
    '清单 接受 4 一家受理，能源局配合　',
    { what: 'decide', id: 4, isAccepted: true, words: '一家受理，能源局配合' },
  ],
  ['清单 不改 4', { what: 'decide', id: 4, isAccepted: false, words: '' }],
  ['清单', { what: 'list' }],
])('%s', (text, read) => expect(asked(text)).toEqual(read));
