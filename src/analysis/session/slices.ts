import type { Units } from '../units.js';

/** The host's thread is held for about this many milliseconds at a time; a unit of work is much shorter. */
const SLICE = 15;

/**
 * Does work in slices, between which the host answers keys, clicks and other extensions. Undefined where `isWanted` says
 * no in between: the work is then ended. The result does not depend on how it was sliced.
 */
export async function inSlices<R>(units: Units<R>, isWanted: () => boolean): Promise<{ result: R } | undefined> {
  for (;;) {
    const end = performance.now() + SLICE;
    do {
      const next = units.next();
      if (next.done === true) return { result: next.value };
    } while (performance.now() < end);
    await othersTurn();
    if (!isWanted()) {
      // The generator's own clean-up runs; there is no result to wait for.
      units.return(undefined as never);
      return undefined;
    }
  }
}

/** Resolves after what waits in the event loop has had its turn. A worker of a browser has no setImmediate. */
function othersTurn(): Promise<void> {
  return new Promise(resolve => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
