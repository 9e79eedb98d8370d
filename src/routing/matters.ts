/**
 * Two difficulties in one message: sentences that are each clearly the business of another department. Only what is
 * clear counts; everything between belongs to the matter it follows.
 */
import type { Router } from './router.ts';

export interface Matter {
  readonly department: string;
  readonly text: string;
}

/** People end a sentence, begin a line, or number what they say. */
const BETWEEN =
  /(?<=[。！!？?；;\n])|(?=(?:\d{1,2}|[一二三四五])[、.．)）](?!\d))|(?=另外|还有一|再就是|第[一二三四五][，,、])/u;
/** Too few words to tell a matter by. */
const SHORTEST = 6;

/** The matters of a text in order, at most one for each department; one, or none, where there is nothing to part. */
export function mattersIn(text: string, router: Router): readonly Matter[] {
  const found: { department: string; text: string }[] = [];
  let before = '';
  for (const sentence of text.split(BETWEEN)) {
    const department = departmentOf(sentence, router);
    const known = found.find((one) => one.department === department);
    const current = known ?? found.at(-1);
    if (department !== null && !known) {
      found.push({ department, text: before + sentence });
      before = '';
    } else if (current) {
      current.text += sentence;
    } else {
      before += sentence;
    }
  }
  return found.map((one) => ({ ...one, text: one.text.trim() }));
}

/** 2、发票额度不够 is 发票额度不够, once it stands alone. */
export function withoutNumber(text: string): string {
  return text.replace(/^(?:(?:\d{1,2}|[一二三四五])[、.．)）]|第[一二三四五][，,、]|另外[，,]?)\s*/u, '');
}

function departmentOf(sentence: string, router: Router): string | null {
  if ([...sentence.trim()].length < SHORTEST) return null;
  const { kind, auto, departments } = router.route(sentence);
  return kind !== 'chatter' && kind !== 'whistleblow' && auto ? (departments[0]?.id ?? null) : null;
}
