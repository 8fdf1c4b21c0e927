import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyList, PyTuple } from '../../python/value.js';
import { isKnown, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow } from '../flow.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { refuse, sizeOf, wrongRank } from './refuse.js';

/** torch.einsum (aten/src/ATen/native/Linear.cpp): each letter is one size, an ellipsis stands for axes that broadcast. */

/** Which size each letter has, and those under the ellipsis. */
interface Sizes {
  readonly letters: Map<string, Dim>;
  ellipsis: Dim[];
  /** How often a letter is read. */
  readonly count: Map<string, number>;
}

function invalid(message: string): Refusal {
  return refuse('argument-invalid', `einsum(): ${message}`);
}

/** Letters and at most one ellipsis, which is written as '*' here. */
function subscripts(text: string, where: string): string[] | Refusal {
  const marked = text.replaceAll('...', '*');
  const dots = /\./.test(marked);
  if (dots) return invalid(`found '.' for ${where} that is not part of any ellipsis`);
  const bad = /[^a-zA-Z*]/.exec(marked);
  if (bad)
    return invalid(
      `invalid subscript given at index ${bad.index} in the equation string, subscripts must be in [a-zA-Z]`,
    );
  return [...marked];
}

/** The shape of einsum's result. */
export function einsumShape(equation: string, shapes: readonly Shape[]): Flow {
  const [left = '', right] = equation.replaceAll(' ', '').split('->');
  const operands = left.split(',');
  if (operands.length > shapes.length) return invalid('fewer operands were provided than specified in the equation');
  if (operands.length < shapes.length) return invalid('more operands were provided than specified in the equation');
  const sizes: Sizes = { letters: new Map(), ellipsis: [], count: new Map() };
  for (const [index, text] of operands.entries()) {
    const letters = subscripts(text, `operand ${index}`);
    if (letters instanceof Refusal) return letters;
    const refused = readOperand(letters, shapes[index] ?? [], index, sizes);
    if (refused) return refused;
  }
  const out = right === undefined ? implicit(operands.join(''), sizes) : subscripts(right, 'the output');
  if (out instanceof Refusal) return out;
  for (const [at, letter] of out.entries()) {
    if (letter === '*') continue;
    if (out.indexOf(letter) !== at) return invalid(`output subscript ${letter} appears more than once in the output`);
    if (!sizes.letters.has(letter))
      return invalid(`output subscript ${letter} does not appear in the equation for any input operand`);
  }
  return out.flatMap(letter => (letter === '*' ? sizes.ellipsis : [sizes.letters.get(letter) ?? 1]));
}

/** Without an arrow: the ellipsis, then the letters that stand once, in order. */
function implicit(all: string, { count }: Sizes): string[] {
  const once = [...count].flatMap(([letter, times]) => (times === 1 ? [letter] : []));
  return [...(all.includes('...') ? ['*'] : []), ...once.sort()];
}

function readOperand(letters: readonly string[], shape: Shape, operand: number, sizes: Sizes): Refusal | undefined {
  const dots = letters.indexOf('*');
  const covered = dots < 0 ? 0 : shape.length - (letters.length - 1);
  if (dots < 0 ? letters.length !== shape.length : covered < 0) {
    const rest = dots < 0 ? 'does not match' : 'is more than';
    const tail = dots < 0 ? ' and no ellipsis was given' : '';
    const message = `einsum(): the number of subscripts in the equation (${letters.length - (dots < 0 ? 0 : 1)}) ${rest} the number of dimensions (${shape.length}) for operand ${operand}${tail}`;
    return wrongRank(message);
  }
  const own = new Map<string, Dim>();
  let axis = 0;
  for (const letter of letters) {
    if (letter === '*') {
      const refused = readEllipsis(shape.slice(axis, axis + covered), operand, sizes);
      if (refused) return refused;
      axis += covered;
      continue;
    }
    const size = shape[axis++] ?? 1;
    const before = own.get(letter);
    if (before !== undefined && typeof before === 'number' && typeof size === 'number' && before !== size) {
      const message = `einsum(): subscript ${letter} is repeated for operand ${operand} but the sizes don't match, ${size} != ${before}`;
      return refuse('shape-mismatch', message);
    }
    own.set(letter, size);
    sizes.count.set(letter, (sizes.count.get(letter) ?? 0) + 1);
  }
  for (const [letter, size] of own) {
    const seen = sizes.letters.get(letter);
    if (
      seen !== undefined &&
      seen !== 1 &&
      size !== 1 &&
      typeof seen === 'number' &&
      typeof size === 'number' &&
      seen !== size
    ) {
      const message = `einsum(): subscript ${letter} has size ${size} for operand ${operand} which does not broadcast with previously seen size ${seen}`;
      return refuse('shape-mismatch', message);
    }
    // A size of 1 broadcasts; the more definite of two is kept.
    if (seen === undefined || seen === 1 || (!isKnown(seen) && isKnown(size) && size !== 1))
      sizes.letters.set(letter, size);
  }
  return undefined;
}

function readEllipsis(dims: readonly Dim[], operand: number, sizes: Sizes): Refusal | undefined {
  const rank = Math.max(dims.length, sizes.ellipsis.length);
  const out: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const seen = sizes.ellipsis[axis - rank + sizes.ellipsis.length] ?? 1;
    const size = dims[axis - rank + dims.length] ?? 1;
    if (seen !== 1 && size !== 1 && typeof seen === 'number' && typeof size === 'number' && seen !== size) {
      const message = `einsum(): dimension ${axis} covered by ellipsis in operand ${operand}has size ${sizeOf(size)} which does not broadcast with previously seen ellipsis with size ${sizeOf(seen)} for the respective dimension`;
      return refuse('shape-mismatch', message);
    }
    out.push(seen === 1 ? size : seen);
  }
  sizes.ellipsis = out;
  return undefined;
}

/** torch.einsum(equation, *operands): operands may come as one list. */
export function einsum(cx: Interp, equation: Value, operands: readonly Value[]): Value {
  const [only] = operands;
  const list = operands.length === 1 && (only instanceof PyList || only instanceof PyTuple) ? only.items : operands;
  const tensors = list.map(value => asTensor(value));
  if (typeof equation !== 'string') return new Tensor(null, 'the equation is not known');
  const unknownOne = tensors.find(tensor => !tensor?.shape);
  if (tensors.some(tensor => !tensor?.shape))
    return new Tensor(null, unknownOne?.whyUnknown ?? 'an operand is not known');
  const shapes = tensors.map(tensor => tensor?.shape ?? []);
  const [first] = tensors;
  return tensorOf(cx, einsumShape(equation, shapes), first ? resultClass(first) : undefined);
}
