/** Python's numbers: ints without limit, floats as CPython computes them. */
export * from './number/errors.js';
export * from './number/int.js';
export * from './number/float.js';
export * from './number/parse.js';
