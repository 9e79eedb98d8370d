/** What is said on a server in another time zone: this process is put there for as long as `ask` takes. */
export function inZone<Result>(zone: string, ask: () => Result): Result {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    return ask();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

/** Hours from UTC on this process's own clock, on that day. */
export function offsetOn(day: string): number {
  return 0 - new Date(`${day}T12:00:00Z`).getTimezoneOffset() / 60;
}
