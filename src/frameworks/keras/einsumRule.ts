import type { Dim, Shape } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { isPlainList, type Plain } from '../plain.js';
import { dimArgument } from '../torch/shapeRules.js';
import { differs } from './words.js';

/**
 * EinsumDense: the output's axes by the letters of its equation; those that only the kernel has come from output_shape.
 * Source: keras/src/layers/core/einsum_dense.py (_analyze_einsum_string, Keras 3.15).
 */
export const einsumDense: ShapeRule = (args, input) => {
  const equation = args.text('equation');
  const given = args.get('output_shape');
  if (equation === undefined) return new UnknownShape(args.why('equation'));
  const form =
    /^(?:(\.\.\.)([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)|([a-zA-Z]+)(?:\.\.\.)?,([a-zA-Z]+)->([a-zA-Z]+)(?:\.\.\.)?)/.exec(
      equation,
    );
  if (!form) return new Refusal('ValueError', `Invalid einsum equation '${equation}'.`, 'argument-invalid');
  const leftElided = form[1] !== undefined;
  const from = form[2] ?? form[5] ?? '';
  const to = form[4] ?? form[7] ?? '';
  const elided = input.length - from.length;
  const asked: readonly Plain[] = given !== undefined && isPlainList(given) ? given : [given ?? null];
  // None (an open size) is whatever the input has there.
  const output: (Dim | null)[] = [
    input[0] ?? null,
    ...asked.map(size => (size === null ? null : dimArgument(size, 'output_shape'))),
  ];
  if (elided > 0) {
    if (!leftElided) return new UnknownShape('the input has more axes than the equation names');
    output.splice(1, 0, ...input.slice(1, elided));
  }
  const offset = leftElided ? elided : 0;
  for (const [index, letter] of [...from].entries()) {
    const at = index + offset;
    const size = input[at];
    if (size === undefined) return new Refusal('IndexError', 'tuple index out of range', 'axis-out-of-range');
    const there = to.indexOf(letter);
    if (there < 0) continue;
    const own = output[there + offset];
    if (own === undefined) return new Refusal('IndexError', 'list index out of range', 'axis-out-of-range');
    if (own !== null && differs(own, size)) {
      const message = `Input shape and output shape do not match at shared dimension '${letter}'. Input shape is ${String(size)}, and output shape is ${String(own)}.`;
      return new Refusal('ValueError', message, 'shape-mismatch');
    }
    if (own === null) output[there + offset] = size;
  }
  return output.map((size, axis): Dim => size ?? input[axis] ?? 1) satisfies Shape;
};
