/**
 * How our own sentences speak of buttons: pressed (点) where there are any, chosen (选, 回数字) where there are none. Which
 * of the two holds is known only when a message is sent, and by then the words of people stand in it. So the sentences
 * themselves are marked as they are read from `flows/wording.yaml`, by a sign that is not seen and that `clean` takes out
 * of whatever people send; delivery reads the marks and takes them out.
 */

/** Stands after the 点 of our own that speaks of a button. */
const MARK = '\u2063';
/** 点按钮, 点选, 点“签收”; the 卡点 and 地点 of a sentence are no pressing. */
const PRESSING = /(?<![卡地重难热站网])点(?=按钮|选|“)/gu;

/** A sentence of the county's, without its slots filled, with the mark on each word that speaks of a button. */
export function markPressing(sentence: string): string {
  return sentence.replace(PRESSING, `点${MARK}`);
}

/** What is sent where there are buttons, and to the pages. */
export function asPressed(text: string): string {
  return text.replaceAll(MARK, '');
}

/** What is sent where there are none. */
export function asChosen(text: string): string {
  return asPressed(text.replaceAll(`点${MARK}按钮`, '回数字').replace(CHOOSING, '选'));
}

/** 点选 and 点“签收”. */
const CHOOSING = new RegExp(`点${MARK}(?:选|(?=“))`, 'gu');
