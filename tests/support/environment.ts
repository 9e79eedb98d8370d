/** Notes the environment of this process; the answer puts it back, whatever has been set or taken away meanwhile. */
export function environmentNow(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name];
    Object.assign(process.env, before);
  };
}
