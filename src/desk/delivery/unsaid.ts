/** What is done to messages of people, and says nothing itself: taken down, marked with our sign. */
import { type Address, type Channel, localFault, SendFailure } from '../../channels/port.ts';
import type { Outgoing, Settlement } from '../../store/port.ts';

/** Our sign could not be set: no fault, and no reason to try again. */
export const NO_SIGN = '没有做记号';

export function isUnsaid({ takesDown, marks }: Outgoing): boolean {
  return takesDown !== undefined || marks !== undefined;
}

/** Throws `SendFailure` where something could not be taken down. */
export async function doneUnsaid(
  { takesDown, marks }: Outgoing,
  { channel: id, chat }: Address,
  channel: Channel,
): Promise<Settlement> {
  if (takesDown !== undefined) {
    if (!channel.takeDown) return { state: 'dropped', why: '这个渠道撤不掉别人的话' };
    await channel.takeDown(chat, takesDown);
    return { state: 'sent', channel: id, chat, message: takesDown };
  }
  if (!marks || !channel.react) return { state: 'dropped', why: NO_SIGN };
  try {
    await channel.react(chat, marks.message, marks.mark);
    return { state: 'sent', channel: id, chat, message: marks.message };
  } catch (error) {
    // It says nothing that is not said in words as well: nothing behind it waits, whatever the fault.
    const { message } = error instanceof SendFailure ? error : localFault(error);
    return { state: 'dropped', why: `${NO_SIGN}：${message}` };
  }
}
