import type { PyClass, Value } from '../python/klass.js';
import { NativeFn } from '../python/native.js';
import { sizesOf } from './torch/tensorOps.js';
import { Tensor } from './tensor.js';

/** Functions that make tensors of a framework of which no more is modelled. */

/** Which functions take the shape first, or as the keyword `shape`. */
export interface CreationNames {
  readonly sizes: readonly string[];
}

/** A framework's functions that make tensors of a given shape. */
export function openCreation(cls: PyClass, names: CreationNames): Record<string, Value> {
  return Object.fromEntries(
    names.sizes.map(name => [
      name,
      NativeFn.free(name, 'shape=None, *args, **kwargs', (cx, args) => {
        const shape = args.get('shape');
        const sizes = shape === null ? null : sizesOf(cx, [shape]);
        return new Tensor(sizes, sizes ? '' : 'the shape is not known', cls);
      }),
    ]),
  );
}
