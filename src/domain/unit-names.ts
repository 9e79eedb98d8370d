/** Names of departments, banks and enterprises, however people write them. */
import { simplified } from './simplified.ts';

/** A name of so many characters needs no shorter one. */
const SHORT_NAME = 5;

/** What people call a department or an enterprise, where there is little room. */
export function shortName({
  name,
  aliases,
}: {
  readonly name: string;
  readonly aliases: readonly string[];
}): string {
  if ([...name].length <= SHORT_NAME) return name;
  // 发改局 rather than 发改: it ends as the name does.
  const whole = aliases.find((alias) => [...alias].length <= SHORT_NAME && alias.at(-1) === name.at(-1));
  return whole ?? aliases[0] ?? name;
}

/** Full-width letters, traditional characters, case, spaces and marks do not make another name. */
export function plainName(written: string): string {
  return simplified(written.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\s\p{P}\p{Cf}]/gu, (mark) => (mark === '-' || mark === '_' ? mark : ''));
}

/**
 * The ways a written name may be meant, the most literal first: 霍州市住建局 is 住建局 is 住建. A leading 市 is
 * tried with and without, for 市场监管 begins with one of its own.
 */
export function readingsOf(written: string): readonly string[] {
  const name = plainName(written);
  const local = [name, name.replace(/^(?:霍州市|霍州|我们市|我市|市里的?|本市|[市县])(?=..)/u, '')];
  const short = local.map((form) =>
    form.replace(/(?<=..)(?:管理局|委员会|办公室|公司|部门|中心|大队|局|委|办)$/u, ''),
  );
  return [...new Set([...local, ...short])];
}
