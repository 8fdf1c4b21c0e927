import type { Library } from '../library.js';

/** The standard library's models. */
export const stdlib: Library = {
  module: () => undefined,
};
