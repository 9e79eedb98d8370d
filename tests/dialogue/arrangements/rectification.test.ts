/** 提题 and 整改: what others read is as it was typed, however the command itself is written. */
import { expect, test } from 'vitest';
import { rectificationAskedIn } from '../../../src/dialogue/arrangements/rectification.ts';
import { plain } from '../../../src/dialogue/plain.ts';

const asked = (text: string) => rectificationAskedIn(plain(text), text);

test.each([
  [
    '提题 23、31，40 要什么材料、归谁办，一次说清（不让跑第二回）！',
    { what: 'propose', tickets: [23, 31, 40], words: '要什么材料、归谁办，一次说清（不让跑第二回）！' },
  ],
  [
    '提題 ２３ 31 停電提前一天通知到人　',
    { what: 'propose', tickets: [23, 31], words: '停電提前一天通知到人' },
  ],
  ['提题 23 31', { what: 'propose', tickets: [23, 31], words: '' }],
  [
    '整改 1 措施：12月4日前，改为提前一天发短信',
    { what: 'measure', id: 1, words: '12月4日前，改为提前一天发短信' },
  ],
  ['整改 1 完成 2 已改，见通知（附后）', { what: 'done', id: 1, measure: 2, words: '已改，见通知（附后）' }],
  ['整改 1 完成 2', { what: 'done', id: 1, measure: 2, words: '' }],
  ['整改通知书收到了，谢谢', null],
])('%s', (text, read) => expect(asked(text)).toEqual(read));
