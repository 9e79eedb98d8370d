/** A process that, on each folder named to it, tries to own the store and holds it until told to let go. */
import { type EmbeddedStore, openStore } from '../../../src/store/embedded.ts';
import { StoreFault } from '../../../src/store/fault.ts';

let store: EmbeddedStore | null = null;

process.on('message', async (message: { open?: string; close?: true }) => {
  if (message.close) {
    await store?.close();
    store = null;
    process.send?.({ closed: true });
    return;
  }
  try {
    store = await openStore({ dir: message.open ?? '' });
    process.send?.({ won: true });
  } catch (error) {
    process.send?.({
      won: false,
      kind: error instanceof StoreFault ? error.kind : 'other',
      why: String(error),
    });
  }
});
// Ends with the one who started it, whatever becomes of that one.
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
