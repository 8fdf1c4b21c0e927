/**
 * How many objects have been made in this process. An object remembers its number: one that an arm of a fork made does not
 * exist in the other arms.
 */
export const births = { count: 0 };
