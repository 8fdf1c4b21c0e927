import type { BinaryOp } from './interp.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import * as num from './number.js';
import * as sym from './sym/sym.js';
import { PyFloat, Sym } from './value.js';

/** The number that a value is, bools as ints; undefined for what is no plain number. */
export function plainNumber(value: Value): num.Int | PyFloat | Sym | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PyFloat || value instanceof Sym ? value : undefined;
}

/** As a double. @throws NumberError when an int is beyond the floats */
export function asFloat(value: num.Int | PyFloat): number {
  return value instanceof PyFloat ? value.value : num.intToFloat(value);
}

/** Arithmetic of two plain numbers; undefined when an operand is none or the operator does not apply. */
export function arithmetic(cx: Machine, op: BinaryOp, a: Value, b: Value): Value | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean' && (op === '&' || op === '|' || op === '^')) {
    return op === '&' ? a && b : op === '|' ? a || b : a !== b;
  }
  const x = plainNumber(a);
  const y = plainNumber(b);
  if (x === undefined || y === undefined) return undefined;
  return cx.guardNumbers(() => {
    if (x instanceof Sym || y instanceof Sym) return symbolic(cx, op, x, y);
    if (x instanceof PyFloat || y instanceof PyFloat) return floats(cx, op, asFloat(x), asFloat(y));
    return ints(cx, op, x, y);
  });
}

function ints(cx: Machine, op: BinaryOp, x: num.Int, y: num.Int): Value | undefined {
  if (typeof x === 'bigint' || typeof y === 'bigint') chargeInts(cx, op, x, y);
  switch (op) {
    case '+':
      return num.addInt(x, y);
    case '-':
      return num.subInt(x, y);
    case '*':
      return num.mulInt(x, y);
    case '/':
      return new PyFloat(num.trueDivInt(x, y));
    case '//':
      return num.floorDivInt(x, y);
    case '%':
      return num.modInt(x, y);
    case '**':
      if (y >= 0) {
        cx.tick(num.bitLength(x) * Number(y) > 4096 ? 1000 : 1);
        return num.powInt(x, y);
      }
      return power(cx, num.intToFloat(x), num.intToFloat(y));
    case '<<':
      return num.shiftLeft(x, y);
    case '>>':
      return num.shiftRight(x, y);
    case '&':
    case '|':
    case '^':
      return num.bitwise(op, x, y);
    default:
      return undefined;
  }
}

/** Long ints take time: division of the longest that there are takes milliseconds. */
function chargeInts(cx: Machine, op: BinaryOp, x: num.Int, y: num.Int): void {
  if (!isLong(x) && !isLong(y)) return;
  const words = Math.max(num.bitLength(x), num.bitLength(y)) / 64;
  cx.tick(Math.ceil(op === '+' || op === '-' ? words : words ** 2 / 512));
}

const LONG = 2n ** 4096n;

function isLong(x: num.Int): boolean {
  return typeof x === 'bigint' && (x > LONG || x < -LONG);
}

function power(cx: Machine, x: number, y: number): Value {
  const result = num.powFloat(x, y);
  return result === null ? cx.unknown('unmodelled', 'complex numbers are not modelled') : new PyFloat(result);
}

function floats(cx: Machine, op: BinaryOp, x: number, y: number): Value | undefined {
  switch (op) {
    case '+':
      return new PyFloat(x + y);
    case '-':
      return new PyFloat(x - y);
    case '*':
      return new PyFloat(x * y);
    case '/':
      return new PyFloat(num.trueDivFloat(x, y));
    case '//':
      return new PyFloat(num.floorDivFloat(x, y));
    case '%':
      return new PyFloat(num.modFloat(x, y));
    case '**':
      return power(cx, x, y);
    default:
      return undefined;
  }
}

type Operand = num.Int | PyFloat | Sym;

/** One operand is symbolic: exact where the result is an int given by an expression, else unknown. */
function symbolic(cx: Machine, op: BinaryOp, x: Operand, y: Operand): Value {
  const why = (): Value => cx.unknown('argument-required', `${show(x)} ${op} ${show(y)} is not determined`);
  if (typeof x === 'bigint' || typeof y === 'bigint' || x instanceof PyFloat || y instanceof PyFloat) return why();
  switch (op) {
    case '+':
      return sym.add(x, y);
    case '-':
      return sym.sub(x, y);
    case '*':
      return sym.mul(x, y);
    case '//':
      return y === 0 ? why() : y instanceof Sym && !sym.atLeast(y, 1) ? why() : sym.floordiv(x, y);
    case '%':
      return y === 0 ? why() : y instanceof Sym && !sym.atLeast(y, 1) ? why() : sym.mod(x, y);
    case '**':
      return typeof y === 'number' && y >= 0 ? sym.pow(x, y) : why();
    case '<<':
      return typeof y === 'number' && y >= 0 && y < 53 ? sym.mul(x, 2 ** y) : why();
    case '>>':
      return typeof y === 'number' && y >= 0 && y < 53 ? sym.floordiv(x, 2 ** y) : why();
    default:
      return why();
  }
}

function show(x: Operand): string {
  return x instanceof Sym ? x.printPython() : x instanceof PyFloat ? String(x.value) : String(x);
}

/** -1, 0 or 1; undefined where one is NaN. Exact between ints and floats. */
export function compareNumbers(x: num.Int | PyFloat, y: num.Int | PyFloat): number | undefined {
  if (x instanceof PyFloat && y instanceof PyFloat) return order(x.value, y.value);
  if (x instanceof PyFloat) {
    const flipped = compareNumbers(y, x);
    return flipped === undefined ? undefined : flipped === 0 ? 0 : -flipped;
  }
  if (y instanceof PyFloat) {
    // JS compares bigints with doubles exactly.
    return order(BigInt(x), y.value);
  }
  return order(x, y);
}

function order(x: number | bigint, y: number | bigint): number | undefined {
  return x < y ? -1 : x > y ? 1 : isNotANumber(x) || isNotANumber(y) ? undefined : 0;
}

function isNotANumber(x: number | bigint): boolean {
  return typeof x === 'number' && Number.isNaN(x);
}
