/**
 * Whom to call about a ticket: the enterprise's people for those who work on it, the liaison for the enterprise. Never on
 * what a group reads, and never of a report.
 */

import type { Person } from '../domain/roster.ts';
import { isInHand, isOver, raisersOf, type Ticket } from '../domain/ticket.ts';
import { isOfEnterprise, type View } from './view.ts';

/** Whoever raised it, and somebody to try next. */
const NAMED = 2;

/** For staff: who speaks for the enterprise, whoever raised it first; nothing once it is over. */
export function enterpriseContact(ticket: Ticket, view: View): readonly string[] {
  if (ticket.confidential || isOver(ticket) || ticket.enterprise === null) return [];
  const { roster, say } = view;
  const raised = raisersOf(ticket).flatMap((id) => roster.person(id) ?? []);
  const members = roster.enterprise(ticket.enterprise)?.members ?? [];
  const people = [...new Map([...raised, ...members].map((one) => [one.id, one])).values()];
  if (people.length === 0) return [];
  const who = people.slice(0, NAMED).map((one) => personInWords(view, one));
  return [say('card.enterpriseContact', { who: who.join('；') })];
}

/** For the enterprise, in private: who works on it, and the number, where the county lets it be known. */
export function liaisonContact(ticket: Ticket, view: View): readonly string[] {
  const { roster, say } = view;
  const isOn = isInHand(ticket) || ticket.state === 'resolved';
  if (ticket.confidential || !isOn || roster.group.liaisonPhone === false) return [];
  const liaison = roster.person(ticket.liaison ?? '');
  return liaison?.phone === undefined
    ? []
    : [say('card.liaisonContact', { who: personInWords(view, liaison) })];
}

/** The one of the two that this reader needs. */
export function contactFor(reader: string, ticket: Ticket, view: View): readonly string[] {
  if (ticket.liaison === reader || !isOfEnterprise(reader, ticket, view)) {
    return enterpriseContact(ticket, view);
  }
  return liaisonContact(ticket, view);
}

/** 余文岭（服务专员） 000-00001037 */
export function personInWords({ say }: View, { name, title, phone }: Person): string {
  return `${name}${title === undefined ? '' : `（${title}）`} ${phone ?? say('about.noPhone')}`.trim();
}
