import { FormatError } from './errors.js';

/** A format specification: [[fill]align][sign][z][#][0][width][,|_][.precision][type] */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^';
  readonly sign: '' | '+' | '-' | ' ';
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  readonly precision: number | null;
  /** '' where none is given. */
  readonly type: string;
}

const PATTERN = /^(?:(.)?([<>=^]))?([-+ ]?)(z?)(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?(.*)$/su;

/** Larger ones do not fit C's ssize_t; CPython refuses them. */
const MAX_DIGITS = 18;

/** Reads a specification for a value of this Python type. @throws FormatError with CPython's messages */
export function parseSpec(text: string, typeName: string): FormatSpec {
  const match = PATTERN.exec(text);
  const number = typeName !== 'str';
  const [, fill, align, sign = '', z = '', hash = '', zero = '', width = '', grouping = '', precision, type = ''] =
    match ?? [];
  // With a fill character given, a 0 is a part of the width, which comes to the same.
  const zeroFill = zero !== '' && fill === undefined;
  if (width.length > MAX_DIGITS) refuse('Too many decimal digits in format string');
  if (precision !== undefined && precision.length > MAX_DIGITS) refuse('Too many decimal digits in format string');
  if (/^[,_]/.test(type) && grouping !== '' && type[0] !== grouping) refuse("Cannot specify both ',' and '_'.");
  if (type.startsWith('.')) refuse('Format specifier missing precision');
  if ([...type].length > 1) {
    // CPython looks at grouping first, so that it names the type that follows.
    refuse(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  if (grouping !== '') checkGrouping(grouping, type === '' ? (number ? 'd' : 's') : type);
  return {
    fill: fill ?? (zeroFill ? '0' : ' '),
    align: (align as FormatSpec['align'] | undefined) ?? (!number ? '<' : zeroFill ? '=' : '>'),
    sign: sign as FormatSpec['sign'],
    noNegativeZero: z !== '',
    alternate: hash !== '',
    width: Number(width),
    grouping: grouping as FormatSpec['grouping'],
    precision: precision === undefined ? null : Number(precision),
    type,
  };
}

function checkGrouping(grouping: string, type: string): void {
  if ('deEfFgG%'.includes(type)) return;
  if (grouping === '_' && 'boxX'.includes(type)) return;
  refuse(`Cannot specify '${grouping}' with '${type}'.`);
}

function refuse(message: string): never {
  throw new FormatError('ValueError', message);
}
