/**
 * 发政策 稳岗返还 · 马上发 · 政策 · 查政策 用工 · 要办 稳岗返还 · 不再推 用工 · 恢复推送 用工. What a question about a policy is, stands in
 * `policy-view.ts`: it is known by the library alone.
 */
export type PolicyAsked =
  /** 发政策 …: shown before anything goes out. `words` empty: which? */
  | { readonly what: 'push'; readonly words: string }
  /** 马上发: what has just been shown, or all that waits. */
  | { readonly what: 'now' }
  | { readonly what: 'list' }
  /** 查政策 …; 政策 …, which is read on where it is of none in the library. */
  | { readonly what: 'search' | 'about'; readonly words: string }
  /** 要办 … of one that is named: what is none in the library, is read on. */
  | { readonly what: 'want'; readonly words: string }
  /** 不再推 …, 恢复推送 …; `words` empty: of which? */
  | { readonly what: 'off' | 'on'; readonly words: string };

const FORMS: readonly (readonly [RegExp, Exclude<PolicyAsked['what'], 'now' | 'list'>])[] = [
  [/^(?:发政策|推政策|推送政策|发惠企政策)(?:[\s::,]+|$)/u, 'push'],
  [/^(?:查政策|查惠企政策|政策查询)[\s::,]+/u, 'search'],
  [/^政策[\s::,]+/u, 'about'],
  [/^(?:要办|确认领取)[\s::,]+/u, 'want'],
  [/^(?:不再推送?|不再收|停止推送|退订)(?:[\s::,]+|$)/u, 'off'],
  [/^(?:恢复推送?|重新推送)(?:[\s::,]+|$)/u, 'on'],
];
const LIST = /^(?:政策|政策库|惠企政策|查政策|政策清单)$/u;
const NOW = /^(?:马上|立即|现在就?|立刻)发(?:出去?)?[。!]?$/u;
/** Longer words tell of something. */
const LONGEST = 60;

/** `line`: plain (`plain.ts`). */
export function policyAskedIn(line: string): PolicyAsked | null {
  const bare = line.trim();
  if (bare.length > LONGEST) return null;
  if (LIST.test(bare)) return { what: 'list' };
  if (NOW.test(bare)) return { what: 'now' };
  for (const [form, what] of FORMS) {
    const [said] = form.exec(bare) ?? [];
    if (said !== undefined) return { what, words: withoutMarks(bare.slice(said.length)) };
  }
  return null;
}

function withoutMarks(words: string): string {
  return words.replace(/[“”"「」《》\s。,，!?？]+$|^[“”"「」《》\s]+/gu, '').replace(/(?:类|类的)$/u, '');
}
