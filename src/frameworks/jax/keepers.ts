import { NativeFn } from '../../python/native.js';
import { asTensor, NDARRAY, Tensor } from '../tensor.js';

/** Functions that keep the shape of their first argument, by name. */
export function keepers(names: string): Record<string, NativeFn> {
  return Object.fromEntries(
    names.split(' ').map(name => [
      name,
      NativeFn.freeRaw(name, (cx, args) => {
        const input = asTensor(args.pos[0] ?? [...args.kw.values()][0], NDARRAY);
        return input
          ? new Tensor(input.shape, input.whyUnknown, NDARRAY)
          : cx.unknown('unmodelled', `what ${name} gives of this is not modelled`);
      }),
    ]),
  );
}
