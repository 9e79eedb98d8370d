/** That it is not solved, or back again, where nothing is said of what: it is known. */

const AGAIN = /又|还[是在没漏断]|仍|再次|依然|照样/u;
const YET = '还是|又|仍然?|依然|照样|照旧';
const STILL = new RegExp(
  `^(?:(?:不行|没有|没呢|哪有|没用|没好|没(?:修|弄|办|处理|解决)好?|不对)(?:[,，。!！\\s]|$)|(?:可是|但是?|怎么)?(?:${YET}|还没|还不|还在))`,
  'u',
);
const SUBJECT = '(?:[我俺咱]们?)?(?:厂里?|公司|店里?|这边|这里|这儿|家)?(?:这会儿|刚才|刚刚|现在)?';
const BACK = new RegExp(
  `^${SUBJECT}(?:${YET})(?:停|断|跳|坏|漏|堵|没|不|黑|掉)[^，,。]{0,6}[。！!~～]*$`,
  'u',
);

/** 还是跳闸, 又停了, 没修好: how such words begin. */
export function saysStill(text: string): boolean {
  return STILL.test(text);
}

/** 厂里又停了: nothing else is said. */
export function saysBack(text: string): boolean {
  return BACK.test(text);
}

/** 当天又塌了, 还是漏: what was so before is so again, or still. */
export function saysAgain(text: string): boolean {
  return AGAIN.test(text);
}
