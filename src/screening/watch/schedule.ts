/**
 * When the run after the one that was due at `due` is due: the next beat that is still to come.
 * What was missed meanwhile, as a run took long or the machine slept, is not made up for.
 */
export function nextDue(due: number, everyMs: number, now: number): number {
  const beats = Math.floor((now - due) / everyMs) + 1;
  return due + Math.max(1, beats) * everyMs;
}
