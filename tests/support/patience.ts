/** How long a test waits for what happens in the background: it waits for it, it does not time it. */
export const PATIENCE = { timeout: 120_000, interval: 10 };
