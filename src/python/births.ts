/**
 * How many objects have been made in this process. An object remembers its number: one that an arm of a fork made does not
 * exist in the other arms.
 */
export const births = { count: 0 };

/** How many modules have been made in this process. A module is one object in all executions, so it has no birth. */
export const modulesMade = { count: 0 };

/** More objects than one interpretation can make. */
const BLOCK = 1e9;
let blocks = 0;

/** Runs something whose objects all executions have, as if they had been made before any that there are. */
export function bornBefore<R>(run: () => R): R {
  const { count } = births;
  births.count = -BLOCK * ++blocks;
  try {
    return run();
  } finally {
    births.count = count;
  }
}
