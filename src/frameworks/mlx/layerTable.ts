import { isKnown, ruleDim, type Dim, type Shape } from '../dims.js';
import { UnknownShape, type Flow, type LayerRow } from '../flow.js';
import { intOf, isPlainList, realOf, type Plain, type PlainArgs } from '../plain.js';

/**
 * MLX's layers between convolutions, channels last; read in python/mlx/nn/layers/{pooling,upsample}.py, not run.
 */
export const MLX_LAYERS: readonly LayerRow[] = [
  ...([1, 2, 3] as const).flatMap(rank =>
    ['Max', 'Avg'].map(kind => ({
      name: `${kind}Pool${rank}d`,
      signature: 'kernel_size, stride=None, padding=0',
      rule: (args: PlainArgs, input: Shape) => pool(args, input, rank),
    })),
  ),
  {
    name: 'Upsample',
    signature: 'scale_factor, mode="nearest", align_corners=False, antialias=False',
    rule: upsample,
  },
];

/** ⌊(i + 2p − k)/s⌋ + 1; the stride is the kernel size where it is not given. There is no ceil mode. */
function pool(args: PlainArgs, input: Shape, rank: number): Flow {
  if (input.length !== rank + 2) return new UnknownShape(`what MLX makes of ${input.length} axes is not known here`);
  const kernel = perAxis(args.get('kernel_size'), rank);
  const stride = args.get('stride') === null ? kernel : perAxis(args.get('stride'), rank);
  const padding = perAxis(args.get('padding'), rank);
  if (!kernel || !stride || !padding) return new UnknownShape('an argument of the pooling is not known');
  if ([...kernel, ...stride].some(size => size < 1) || padding.some(size => size < 0)) {
    return new UnknownShape('what MLX makes of these sizes is not known here');
  }
  const sizes = input.slice(1, -1).map((dim, axis): Dim => {
    const add = 2 * (padding[axis] ?? 0) - (kernel[axis] ?? 1);
    return isKnown(dim) ? ruleDim(dim, { mul: 1, add, div: stride[axis] ?? 1, plus: 1 }) : dim;
  });
  if (sizes.some(size => typeof size === 'number' && size < 1)) {
    return new UnknownShape('the pooling window is larger than its input');
  }
  return [...input.slice(0, 1), ...sizes, ...input.slice(-1)];
}

/** int(scale · i) along each spatial axis. */
function upsample(args: PlainArgs, input: Shape): Flow {
  const rank = input.length - 2;
  const given = args.get('scale_factor');
  const scales =
    given !== undefined && isPlainList(given)
      ? given.map(realOf)
      : Array<number | undefined>(rank).fill(realOf(given ?? null));
  if (rank < 1 || scales.length !== rank) return new UnknownShape('the scale factors do not fit the input');
  const sizes = input.slice(1, -1).map((dim, axis) => {
    const scale = scales[axis];
    return typeof dim === 'number' && scale !== undefined && scale > 0 ? Math.trunc(dim * scale) : undefined;
  });
  if (!sizes.every(size => size !== undefined)) return new UnknownShape('a size or a scale factor is not known');
  return [...input.slice(0, 1), ...sizes, ...input.slice(-1)];
}

function perAxis(value: Plain | undefined, rank: number): readonly number[] | undefined {
  if (value === undefined) return undefined;
  if (!isPlainList(value)) {
    const one = intOf(value);
    return one === undefined ? undefined : Array<number>(rank).fill(one);
  }
  const sizes = value.map(intOf);
  return sizes.length === rank && sizes.every(size => size !== undefined) ? sizes : undefined;
}
