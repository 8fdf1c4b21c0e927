/** Arithmetic that Python refuses: the exception's type and its message, for the interpreter to raise. */
export class NumberError extends Error {
  constructor(
    readonly type: 'ZeroDivisionError' | 'OverflowError' | 'ValueError',
    message: string,
  ) {
    super(message);
  }
}

/** A result larger than what is computed here. Python would go on; we say that the value is unknown. */
export class TooLarge extends Error {
  constructor(message = `an int of more than ${MAX_INT_BITS} bits is not computed`) {
    super(message);
  }
}

/** About 39,000 digits: far beyond any size, and quick to multiply and to print. */
export const MAX_INT_BITS = 2 ** 17;
