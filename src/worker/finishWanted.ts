import type { Units } from '../analysis/index.js';

/** Does all the work at once, and ends it where `isWanted` says no between two units. */
export function finishWanted<R>(units: Units<R>, isWanted: () => boolean): { result: R } | undefined {
  for (;;) {
    const next = units.next();
    if (next.done === true) return { result: next.value };
    if (!isWanted()) {
      units.return(undefined as never);
      return undefined;
    }
  }
}
