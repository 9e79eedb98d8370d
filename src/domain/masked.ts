/**
 * Numbers of people, as everybody may read them: 个人信息保护法 asks for the least. Whoever works on the ticket gets the words
 * whole, in private.
 */

/** 18 digits of which the last may be X (GB 11643-1999), or the 15 of before; with a plausible month and day. */
const IDENTITY =
  /(?<![\dA-Za-z])(\d{6})((?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{2}[\dXx]|\d{3}[\dXx]|\d{3})(?![\dA-Za-z])/g;
/** Mobile numbers, also set apart: 138 1234 5678, 138-1234-5678, +86 138…. */
const MOBILE = /(?:(?<=\+86)|(?<![\d.]))(1[3-9]\d)([\s-]?)(\d{4})([\s-]?)(\d{4})(?!\d)/g;
/** Bank cards: 16 to 19 digits, also in groups of four. */
const CARD = /(?<!\d)(\d{4})(?:[\s-]?\d{4}){2,3}[\s-]?(\d{1,4})(?!\d)/g;

/** The text with the middle of such numbers starred. */
export function masked(text: string): string {
  return text
    .replace(IDENTITY, (_, region: string, birth: string, end: string) =>
      [region.slice(0, 3), '*'.repeat(3 + birth.length), '*'.repeat(end.length - 2), end.slice(-2)].join(''),
    )
    .replace(MOBILE, '$1$2****$4$5')
    .replace(CARD, '$1********$2');
}

/** 138****1234, ****5678: a telephone number by itself; the last four digits stay, and the first three of a long one. */
export function maskedPhone(phone: string): string {
  const count = phone.match(/\d/g)?.length ?? 0;
  const first = Math.max(0, Math.min(3, count - 8));
  let nth = 0;
  return phone.replace(/\d/g, (digit) => {
    nth += 1;
    return nth <= first || nth > count - 4 ? digit : '*';
  });
}
