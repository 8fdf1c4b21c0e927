import { PyTuple } from '../../python/value.js';
import { ofValues, type Dtype } from '../contents.js';
import { unknownDim } from '../dims.js';
import { resultClass, Tensor } from '../tensor.js';
import type { TensorOp } from './tensorOp.js';

export const PICKED = 'how many elements are picked depends on their values';

/** unique of all elements, sorted; further results only where they are asked for. */
export const unique: TensorOp = {
  name: 'unique',
  signature: 'input, sorted=True, return_inverse=False, return_counts=False, dim=None',
  run: (cx, input, args) => {
    const [inverse, counts] = [args.get('return_inverse'), args.get('return_counts')];
    if (args.get('dim') !== null || typeof inverse !== 'boolean' || typeof counts !== 'boolean')
      return cx.unknown('data-dependent', PICKED);
    const { values } = input;
    const different = values && [...new Set(values)].sort((a, b) => a - b);
    const line = (): Tensor => new Tensor([different?.length ?? unknownDim(PICKED)], '', resultClass(input));
    const made = line().holding(ofValues(input.dtype, different));
    if (!inverse && !counts) return made;
    const places = new Tensor(input.shape, input.whyUnknown, resultClass(input));
    places.holding(ofValues('int64', different && values.map(value => different.indexOf(value))));
    const often = different?.map(one => values?.filter(value => value === one).length ?? 0);
    return new PyTuple([
      made,
      ...(inverse ? [places] : []),
      ...(counts ? [line().holding(ofValues('int64', often))] : []),
    ]);
  },
};

/** unique_consecutive of all elements: one for each run of equal ones, and how long the runs are. */
export const uniqueConsecutive: TensorOp = {
  name: 'unique_consecutive',
  signature: 'input, return_inverse=False, return_counts=False, dim=None',
  run: (cx, input, args) => {
    const [inverse, counts] = [args.get('return_inverse'), args.get('return_counts')];
    const isVector = args.get('dim') === 0 && input.shape?.length === 1;
    if ((args.get('dim') !== null && !isVector) || typeof inverse !== 'boolean' || typeof counts !== 'boolean')
      return cx.unknown('data-dependent', PICKED);
    const { values } = input;
    const starts = values && values.flatMap((value, i) => (i === 0 || value !== values[i - 1] ? [i] : []));
    const line = (held: readonly number[] | null, dtype: Dtype | null): Tensor =>
      new Tensor([starts?.length ?? unknownDim(PICKED)], '', resultClass(input)).holding(ofValues(dtype, held));
    const made = line(starts && starts.map(start => values?.[start] ?? 0), input.dtype);
    if (!inverse && !counts) return made;
    const lengths = starts && starts.map((start, run) => (starts[run + 1] ?? values?.length ?? 0) - start);
    const runs = lengths && lengths.flatMap((length, run) => Array.from({ length }, () => run));
    const places = new Tensor(input.shape, input.whyUnknown, resultClass(input)).holding(ofValues('int64', runs));
    return new PyTuple([made, ...(inverse ? [places] : []), ...(counts ? [line(lengths, 'int64')] : [])]);
  },
};
