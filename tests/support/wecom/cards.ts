/** What WeCom takes for a template card of a bot (document/path/101032). */
export interface WireCard {
  readonly card_type: string;
  readonly main_title?: { readonly title?: string; readonly desc?: string };
  readonly sub_title_text?: string;
  readonly button_list?: readonly { readonly text: string; readonly key: string; readonly style?: number }[];
  readonly card_action?: { readonly type: number };
  readonly task_id?: string;
}

const KNOWN = new Set(['card_type', 'main_title', 'sub_title_text', 'button_list', 'card_action', 'task_id']);

/** Empty for a card that is taken. */
export function cardFaults(card: WireCard): readonly string[] {
  const faults: string[] = [];
  for (const field of Object.keys(card)) if (!KNOWN.has(field)) faults.push(`unknown field ${field}`);
  if (card.card_type !== 'button_interaction') faults.push('card_type');
  if (!card.main_title?.title) faults.push('main_title.title is missing');
  if ([...(card.main_title?.title ?? '')].length > 26) faults.push('main_title.title is too long');
  const buttons = card.button_list ?? [];
  if (buttons.length < 1 || buttons.length > 6) faults.push(`${buttons.length} buttons`);
  for (const { text, key, style } of buttons) {
    if (text === '' || [...text].length > 10) faults.push(`button text ${text}`);
    if (key === '' || Buffer.byteLength(key) > 1024) faults.push('button key');
    if (style !== undefined && ![1, 2, 3, 4].includes(style)) faults.push('button style');
  }
  if (new Set(buttons.map(({ key }) => key)).size !== buttons.length) faults.push('a key twice');
  if (!/^[\w@-]{1,128}$/.test(card.task_id ?? '')) faults.push('task_id');
  return faults;
}
