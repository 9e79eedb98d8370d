/** For containers: exits with 0 while the pulse beats. 127.0.0.1, as `localhost` may be another address there. */
const port = process.env.HEALTH_PORT || '8701';
const answer = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(4000) }).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;
