/**
 * What is encrypted is made shorter first (DEFLATE, RFC 1951), as nothing can be made of it afterwards: a line is short, and
 * repeats less of itself than of others. What most lines have in common is therefore known to both sides.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * For ever: what was made shorter with it cannot be read without it, to the sign (`tests/store/shortening.test.ts`). Another one
 * is another prefix in `keys.ts`. The most frequent comes last, where it costs least.
 */
export const COMMON = Buffer.from(
  [
    '部门已报办结，企业还没评价。请联系企业回访；内仍没有评价，将按“未评价”销号。',
    '已办结，请在 内评价；到期未评价将按“未评价”销号。觉得没解决，点“没解决”，退回重办。',
    '责任部门不明确，请指定。判断依据：提到“”——专属事项；提到“”——被点名；提到“”——常办事项；提到“”——有关；多半归，把握不大，请专班定',
    '请在 前点选；过时未定，将交先行办理。其他部门请回复“分办 部门名”。',
    '【催办通知】诉求件 （）已超期 天，时限为 内，专人 。请抓紧办结，或说明原因。【超期】诉求件 首次反馈时限为 内，请 立即联系企业。',
    '【提醒】诉求件 （）还没签收，请在 前签收。还没首次反馈，时限 内。明天到期。诉求：　企业联系人：电话未登记　最近反馈：',
    '"kind":"receipt","kind":"news","kind":"rate","kind":"alarm","kind":"answer","kind":"brief","kind":"dispatch","kind":"reminder","kind":"task","kind":"card","createdAt":',
    '{"label":"不予受理","data":"v1|reject|"},{"label":"我来","data":"v1|claim|"},{"label":"回访","data":"v1|callBack|"},{"label":"转办","data":"v1|delegate|"},{"label":"协办","data":"v1|assist|"},{"label":"分办","data":"v1|assign|',
    '{"label":"满意","data":"v1|confirm||1|satisfied"},{"label":"基本满意","data":"v1|confirm||1|basic"}],[{"label":"不满意","data":"v1|confirm||1|dissatisfied"},{"label":"没解决","data":"v1|rework||1"}]]',
    '{"label":"催办","data":"v1|urge|"},{"label":"补充","data":"v1|supplement|"},{"label":"撤回","data":"v1|withdraw|"},{"label":"知悉","data":"v1|acknowledge||1|resolve_overdue"}',
    '"guard":{"ticket":,"states":["queued"],"cycle":1},"guard":{"ticket":,"states":["assigned"],"cycle":1},"guard":{"ticket":,"states":["resolved"],"cycle":1},"guard":{"ticket":,"states":["working"],"cycle":1},',
    '"loud":true,"first":true,"secret":true,"notBefore":,"editOnly":true,"canWait":true,"speaker":"telegram/","speaker":"wecom/',
    '2026年12月1日（周一）（周二）（周三）（周四）（周五）内签收前反馈11月办结时限：责任部门：专人：诉求：单位：进展：结果：',
    '【诉求件 】〖〗 · 待签收 · 办理中 · 已办结 · 已销号 · 已超期 · 待分办\n',
    '您的诉求已登记，编号 。已交办理，专人 ，电话 ，内联系您。有新情况请直接回复。收到。',
    '请在 内签收，内首次反馈，内办结。企业联系人：（总经理）\n诉求：\n点按钮，或回复“签收 ”“反馈 ”“办结 ”。',
    '{"cause":"wake:ticket/@","dialogues":[{"key":"telegram/","state":{"awaiting":"","ticket":null,"since":17,"expiresAt":17,"data":{}}},{"key":"person/","state":null}],',
    '"outbox":[{"buttons":[[{"label":"签收","data":"v1|sign||1"}],[{"label":"首次反馈","data":"v1|feedback||1"},{"label":"办结","data":"v1|resolve||1"}]],"file":null,"slot":null,"slot":"card/","ticket":,"replyTo":null,"guard":null,"id":"t/2/task/1/","to":{"person":"-a"},"text":"","kind":"task","createdAt":17},',
    '{"buttons":[],"file":null,"slot":"card/","ticket":,"replyTo":null,"guard":null,"id":"t/2/card/0/telegram.-100","to":{"channel":"telegram","chat":"-100","group":true},"text":"【诉求件 】","kind":"card","createdAt":17}]}',
    '{"claims":[{"id":"t/2/card/0/telegram.-100","claim":1,"until":17},{"id":"t/3/task/1/-a","claim":1,"until":17}]}',
    '{"settled":[{"id":"","claim":,"settlement":{"state":"later","retryAt":17,"why":"","counts":true,"unsure":true}},{"id":"","claim":,"settlement":{"state":"held","why":""}},{"state":"dropped","why":""}]}',
    '{"received":[{"key":"wecom::","channel":"wecom","chat":{"id":"","kind":"private","title":""},"sender":{"id":"","name":"","anonymous":false},"at":17,"what":"button","message":"","replyTo":{"message":"","text":""},"addressed":true,"text":"","files":[{"ref":"","kind":"photo","name":"","size":}],"button":"v1|","buttonToken":""}]}',
    '{"received":[{"key":"telegram::","channel":"telegram","chat":{"id":"-100","kind":"group","title":"政企直通连心桥"},"sender":{"id":"","name":"","anonymous":false},"at":17,"what":"text","message":"","replyTo":null,"addressed":false,"text":"","files":[],"button":null,"buttonToken":null}]}',
    '{"settled":{"id":"t/2/task/1/-a","claim":1,"settlement":{"state":"sent","channel":"telegram","chat":"-100","message":""}}}',
  ].join('\n'),
);
/** A line is a batch of messages and what came of them; nothing is anywhere near. */
const MOST_BYTES = 1 << 28;

export function shortened(text: string): Buffer {
  return deflateRawSync(text, { dictionary: COMMON });
}

/** Throws on bytes that `shortened` did not make. */
export function lengthened(bytes: Uint8Array): string {
  return inflateRawSync(bytes, { dictionary: COMMON, maxOutputLength: MOST_BYTES }).toString('utf8');
}
