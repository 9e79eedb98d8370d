/** Of what a model writes only the closed form counts; what it thinks before, and a fence around it, are taken off. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { adviceReader } from '../../../src/understanding/adviser/advice.ts';

const read = adviceReader(['housing', 'police']);
const FORM = '{"matter": true, "kind": "request", "department": "housing"}';
const ADVICE = { matter: true, kind: 'request', department: 'housing' };

describe('the form', () => {
  test.each([
    ['as asked for', FORM],
    ['with space around it', `\n  ${FORM}\n\n`],
    ['in a fence', `\`\`\`json\n${FORM}\n\`\`\``],
    ['in a fence without a name', `\`\`\`\n${FORM}\n\`\`\``],
    ['after thoughts', `<think>\n像是住建的事。\n</think>\n\n${FORM}`],
    ['after no thoughts', `<think>\n\n</think>\n\n${FORM}`],
    ['after thoughts whose beginning the server has taken', `像是住建的事。\n</think>\n${FORM}`],
    ['after thoughts with JSON of their own', `<think>{"matter": false}</think>${FORM}`],
    ['after thoughts and in a fence', `<think>嗯</think>\n\`\`\`json\n${FORM}\n\`\`\`\n`],
  ])('%s', (_, written) => {
    expect(read(written)).toEqual(ADVICE);
  });

  test('may name no department', () => {
    expect(read('{"matter": false, "kind": "request", "department": null}')).toEqual({
      matter: false,
      kind: 'request',
      department: null,
    });
  });
});

describe('no advice', () => {
  test.each([
    ['nothing', ''],
    ['words', '归住建局'],
    ['words around it', `好的：${FORM}`],
    ['two of them', `${FORM}\n${FORM}`],
    ['thoughts that do not end', `<think>${FORM}`],
    ['a fence that does not end', `\`\`\`json\n${FORM}`],
    ['a fence alone', '```'],
    ['a list', `[${FORM}]`],
    ['a department that is none', FORM.replace('housing', 'cia')],
    ['a department by name', FORM.replace('housing', '住建局')],
    ['a name that every object has', FORM.replace('housing', 'constructor')],
    ['another kind', FORM.replace('request', 'whistleblow')],
    ['an emergency', FORM.replace('request', 'urgent')],
    ['words for a yes', FORM.replace('true', '"true"')],
    ['one item less', '{"matter": true, "kind": "request"}'],
    ['one item more', FORM.replace('}', ', "urgent": true}')],
    ['a prototype', FORM.replace('}', ', "__proto__": {"urgent": true}}')],
  ])('%s', (_, written) => {
    expect(read(written)).toBeNull();
  });

  property.prop([fc.string({ unit: 'binary' })])('any text: no fault, and hardly advice', (written) => {
    expect(read(written)).toBeNull();
  });
});
