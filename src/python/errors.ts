import type { PyInstance, Reason } from './value.js';

/** A Python exception on its way up. A plain object: throwing an Error would cost four times as much. */
export class PyRaise {
  constructor(readonly exception: PyInstance) {}
}

/** The end of an interpretation: budget, depth, cancellation. Interpreted except and finally let it pass. */
export class Abort {
  constructor(readonly why: Reason) {}
}
