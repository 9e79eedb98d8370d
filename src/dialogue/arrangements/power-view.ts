/** 权责清单 in words: an item, and what a proposal would change. */
import type { Proposal } from '../../domain/arrangements/powers.ts';
import { LOCAL, type PowerItem } from '../../domain/arrangements/powers-list.ts';
import { departmentName, type View } from '../view.ts';

/** The name of a department, or 属地乡镇. */
export function leadName(lead: string | null, view: View): string {
  if (lead === null) return view.say('power.noLead');
  return lead === LOCAL ? LOCAL : departmentName(lead, view);
}

export function itemInWords({ id, name, lead, partners, township, basis, since }: PowerItem, view: View) {
  return view.say('power.item', {
    id,
    name,
    lead: leadName(lead, view),
    partners:
      partners.length === 0
        ? view.say('power.noPartners')
        : partners.map((one) => departmentName(one, view)).join('、'),
    township,
    basis,
    since,
  });
}

export function itemLine({ id, name, lead }: PowerItem, view: View): string {
  return view.say('power.line', { id, name, lead: leadName(lead, view) });
}

/** What every sentence about a proposal names. */
export function changeFacts({ id, change }: Pick<Proposal, 'id' | 'change'>, view: View) {
  return { id, subject: change.name, from: leadName(change.from, view), to: leadName(change.to, view) };
}
