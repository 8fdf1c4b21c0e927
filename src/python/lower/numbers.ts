import type { Value } from '../klass.js';
import { parseNumberLiteral } from '../number.js';
import { PyFloat, unknown } from '../value.js';

/** The value of a number literal: 1_000, 0x1F, 1e3, .5; complex numbers are not modelled. */
export function numberValue(literal: string): Value {
  const value = parseNumberLiteral(literal);
  if (value === undefined) return unknown('unmodelled', `the number ${literal.slice(0, 20)} is not modelled`);
  return 'int' in value ? value.int : new PyFloat(value.float);
}
