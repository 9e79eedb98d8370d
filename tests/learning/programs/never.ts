/** A thread that never ends by itself. */
for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
