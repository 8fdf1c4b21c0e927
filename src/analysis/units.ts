/**
 * Work in units that are short each: between two of them its owner may let other work run, or end it for good by
 * `return()`. What comes out is the same, whatever happens in between.
 */
export type Units<R> = Generator<undefined, R, undefined>;

/** Does all the work at once. */
export function finish<R>(units: Units<R>): R {
  for (;;) {
    const next = units.next();
    if (next.done === true) return next.value;
  }
}
