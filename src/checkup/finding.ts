/** One thing that a check has found, ready to be shown: where it is, and what to do. */
export interface Finding {
  /** refused: `npm start` would not start · warning: it would, and somebody should know. */
  readonly kind: 'refused' | 'warning';
  readonly text: string;
  /** It tells who has a report about an official in hand: for whoever is on the server, and for no page. */
  readonly secret?: true;
}

export const refused = (text: string): Finding => ({ kind: 'refused', text });
export const warning = (text: string): Finding => ({ kind: 'warning', text });
