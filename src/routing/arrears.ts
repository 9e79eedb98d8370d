/**
 * Debts owed to the enterprise (拖欠账款) by an authority, an institution or a large enterprise: a
 * track of its own by 《保障中小企业款项支付条例》. Wages owed to workers are not among them.
 */
import { anyOf } from './any-of.ts';

const OWED = anyOf([
  '(?:拖欠|欠着|还欠|一直欠|欠了?我们|欠我们?(?:公司|厂|企业)?|欠付|未付|没付|不付|不给|不结(?![扎婚束果])|没结|未结|没给|没拿到|拿不到|要不回|要不上|收不回|压着|拖着不?[付给]?|赖着).{0,16}(?:账款|货款|工程款|尾款|款项|质保金|保证金|进度款|加工费|设备款|材料款|煤款|运费|服务费|租金|应收款|应付款|欠款|结算款|合同款)',
  '(?:账款|货款|工程款|尾款|质保金|进度款|加工费|设备款|材料款|煤款|运费|服务费|应收款|结算款|合同款).{0,20}(?:拖欠|拖着|拖了|没给|不给|未付|没付|不付|没结|不结|未结|要不回|要不上|要不来|收不回|没有?到账|没着落|一直欠|还欠|没拿到|拿不到|结不了|被欠)',
  '欠我们.{0,10}(?:钱|万|块|款)|(?:拖着|欠着|压着).{0,10}[款钱费].{0,2}不[给付结]',
  '钱.{0,6}(?:结不回来|结不了|要不回来|要不回|收不回来)',
  '(?:用|拿|拉)了?我们.{0,16}(?:一分(?:钱)?(?:没|不|未)|没给钱|不给钱|没结账|不结账|没付)|清欠',
  '被拖欠.{0,10}款|拖欠(?:中小|民营)?企业',
]);
/** Wages are another matter (人社), and so is what a department should refund or subsidise. */
const WAGES =
  /工资|工钱|薪|血汗钱|社保|农民工|退税|补贴款|奖补|补助款|拆迁款|征地款|补偿款|公积金|购房|房款|学费|押金|退款/u;

/** The words that make a normalised text a claim for an unpaid debt; undefined if none do. */
export function arrears(text: string): string | undefined {
  const head = text.slice(0, 600);
  const owed = OWED.exec(head);
  if (!owed) return undefined;
  // 拖欠工程款导致发不出工资 is still a debt to the company; 拖欠工资 alone is not.
  if (WAGES.test(owed[0])) return undefined;
  if (AT_COURT.test(head) && !/拖欠|欠我们|欠着/u.test(head)) return undefined;
  if (/(?:拖欠|克扣|讨要?|欠).{0,8}(?:工资|薪|工钱|血汗钱)/u.test(head) && !FIRM.test(head)) return undefined;
  return owed[0].slice(0, 16);
}

/** A debt already at court is for the lawyers, unless the debtor still simply does not pay. */
const AT_COURT = /官司|法院|判决|判了|起诉/u;
const FIRM = /我们?(?:公司|厂|企业)|我司|本公司|账款|货款/u;
