import { TooLarge } from '../number/errors.js';

/** A format that Python refuses: the exception's type and its message, for the interpreter to raise. */
export class FormatError extends Error {
  constructor(
    readonly type: 'ValueError' | 'TypeError' | 'OverflowError' | 'IndexError' | 'KeyError',
    message: string,
  ) {
    super(message);
  }
}

/** A width or a precision beyond this is not carried out. */
const MAX_WIDTH = 100_000;

/** @throws TooLarge */
export function checkWidth(width: number): void {
  if (width > MAX_WIDTH) throw new TooLarge(`text of a width of ${width} is not made`);
}
