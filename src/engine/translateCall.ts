import { buildSpec } from './spec.js';
import type { Layout, LayerParams, WeightLayout } from './params.js';

/** Keyword arguments as Python, in order; those with null are left to their default. */
type Arguments = readonly (readonly [name: string | null, value: string | null])[];

/**
 * The call that makes a layer, as Python with the framework's usual names: `keras.layers.Conv2DTranspose(8, 3, strides=2, padding='same')`.
 * Functions take x, the weights w and, where they take one, the bias b. Defaults are left out. For a convention without calls of its own here it is empty.
 */
export function layerCall(params: LayerParams): string {
  switch (params.convention) {
    case 'torch':
      return torchCall(params);
    case 'keras':
      return kerasCall(params);
    case 'tensorflow':
      return tensorflowCall(params);
    case 'jax':
      return params.kind === 'transposed' ? laxTransposedCall(params) : laxCall(params);
    case 'flax':
      return flaxCall(params);
    case 'onnx':
      return onnxCall(params);
    case 'paddle':
      return paddleCall(params);
    case 'mlx':
      return mlxCall(params);
    default:
      return '';
  }
}

function call(name: string, values: Arguments): string {
  const given = values.filter(([, value]) => value !== null).map(([key, value]) => (key ? `${key}=${value}` : value));
  return `${name}(${given.join(', ')})`;
}

/** One number where all axes have the same, else a tuple. */
function sizes(values: readonly number[]): string {
  return values.every(value => value === values[0]) ? String(values[0]) : tuple(values);
}

function tuple(values: readonly (number | string)[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

function list(values: readonly (number | string)[]): string {
  return `[${values.join(', ')}]`;
}

/** sizes, or null where every one is the default. */
function unless(byDefault: number, values: readonly number[] | null | undefined, text = sizes): string | null {
  return !values || values.every(value => value === byDefault) ? null : text(values);
}

function word(text: string | null): string | null {
  return text === null ? null : `'${text}'`;
}

function count(value: number): string | null {
  return value === 1 ? null : String(value);
}

/** Both ends of every axis. */
function ends({ padding, kernelSize }: LayerParams): { begin: readonly number[]; end: readonly number[] } | null {
  if (typeof padding === 'string') return null;
  const each = (values: readonly number[]) => (values.length === 1 ? kernelSize.map(() => values[0] ?? 0) : values);
  return 'begin' in padding
    ? { begin: each(padding.begin), end: each(padding.end) }
    : { begin: each(padding), end: each(padding) };
}

/** ((begin, end), …) or a word in capitals. */
function pairsOr(params: LayerParams, write = tuple): string {
  const numbers = ends(params);
  if (!numbers) return `'${String(params.padding).toUpperCase().replace('-', '_')}'`;
  return write(numbers.begin.map((begin, axis) => `(${begin}, ${numbers.end[axis] ?? 0})`));
}

function numbersOrWord(params: LayerParams): string | null {
  const { padding } = params;
  if (typeof padding === 'string') return padding === 'valid' ? null : `'${padding}'`;
  return unless(0, 'begin' in padding ? padding.begin : padding);
}

function torchCall(params: LayerParams): string {
  const { kind, spatialRank, inChannels, outChannels, kernelSize, stride, dilation, groups, bias, paddingMode } =
    params;
  const transposed = kind === 'transposed';
  return call(`torch.nn.Conv${transposed ? 'Transpose' : ''}${spatialRank}d`, [
    [null, String(inChannels)],
    [null, String(kind === 'depthwise' ? inChannels * params.depthMultiplier : outChannels)],
    [null, sizes(kernelSize)],
    ['stride', unless(1, stride)],
    ['padding', numbersOrWord(params)],
    ['output_padding', transposed ? unless(0, params.outputPadding) : null],
    ['dilation', unless(1, dilation)],
    ['groups', count(kind === 'depthwise' ? inChannels : groups)],
    ['bias', bias ? null : 'False'],
    ['padding_mode', paddingMode === 'zeros' ? null : word(paddingMode)],
  ]);
}

function kerasCall(params: LayerParams): string {
  const { kind, spatialRank, kernelSize, stride, padding, dilation, outputPadding } = params;
  const name =
    kind === 'transposed'
      ? `Conv${spatialRank}DTranspose`
      : `${kind === 'depthwise' ? 'Depthwise' : ''}Conv${spatialRank}D`;
  return call(`keras.layers.${name}`, [
    [null, kind === 'depthwise' ? null : String(params.outChannels)],
    [null, sizes(kernelSize)],
    ['strides', unless(1, stride)],
    ['padding', padding === 'valid' ? null : word(String(padding))],
    // A single number would stand for all axes as well; None is not 0.
    ['output_padding', kind === 'transposed' && outputPadding ? sizes(outputPadding) : null],
    ['depth_multiplier', kind === 'depthwise' ? count(params.depthMultiplier) : null],
    ['data_format', params.layout === 'NCHW' ? "'channels_first'" : null],
    ['dilation_rate', unless(1, dilation)],
    ['groups', kind === 'convolution' ? count(params.groups) : null],
    ['use_bias', params.bias ? null : 'False'],
  ]);
}

/** Where functions of arrays have their axes: NWC, NHWC, NDHWC and the like. */
function axesNames(layout: Layout | WeightLayout, spatialRank: number): string {
  const spatial = ['W', 'HW', 'DHW'][spatialRank - 1] ?? 'HW';
  return layout.replace('HW', spatial);
}

function tensorflowCall(params: LayerParams): string {
  const { kind, spatialRank, stride, dilation, layout, outputSize } = params;
  const transposed = kind === 'transposed';
  const whole = (values: readonly number[]) => list(layout === 'NCHW' ? [1, 1, ...values] : [1, ...values, 1]);
  const steps = (values: readonly number[]) => (spatialRank === 1 ? String(values[0]) : whole(values));
  const numbers = ends(params);
  const pads = numbers && numbers.begin.map((begin, axis) => list([begin, numbers.end[axis] ?? 0]));
  const none = list([0, 0]);
  const explicit = pads && list(layout === 'NCHW' ? [none, none, ...pads] : [none, ...pads, none]);
  const size = outputSize ?? [];
  const output = layout === 'NCHW' ? [params.outChannels, ...size] : [...size, params.outChannels];
  return call(`tf.nn.conv${spatialRank}d${transposed ? '_transpose' : ''}`, [
    [null, 'x'],
    [null, 'w'],
    ['output_shape', transposed ? list(['tf.shape(x)[0]', ...output]) : null],
    [spatialRank === 1 && !transposed ? 'stride' : 'strides', steps(stride)],
    ['padding', explicit ?? word(String(params.padding).toUpperCase())],
    ['data_format', layout === 'NCHW' ? word(axesNames(layout, spatialRank)) : null],
    ['dilations', unless(1, dilation, steps)],
  ]);
}

/** What lax' dimension_numbers are for this layer. */
function dimensionNumbers(params: LayerParams): string {
  const built = buildSpec(params);
  const weights = built.ok ? built.value.weightLayout : 'OIHW';
  const data = axesNames(params.layout, params.spatialRank);
  return tuple([data, axesNames(weights, params.spatialRank), data].map(names => `'${names}'`));
}

function laxCall(params: LayerParams): string {
  return call('jax.lax.conv_general_dilated', [
    [null, 'x'],
    [null, 'w'],
    ['window_strides', tuple(params.stride)],
    ['padding', pairsOr(params)],
    ['lhs_dilation', unless(1, params.inputDilation, tuple)],
    ['rhs_dilation', unless(1, params.dilation, tuple)],
    ['dimension_numbers', dimensionNumbers(params)],
    ['feature_group_count', count(params.groups)],
  ]);
}

function laxTransposedCall(params: LayerParams): string {
  return call('jax.lax.conv_transpose', [
    [null, 'x'],
    [null, 'w'],
    ['strides', tuple(params.stride)],
    ['padding', pairsOr(params)],
    ['rhs_dilation', unless(1, params.dilation, tuple)],
    ['dimension_numbers', dimensionNumbers(params)],
    ['transpose_kernel', params.transposeKernel === true ? 'True' : null],
  ]);
}

function flaxCall(params: LayerParams): string {
  const { kind, outChannels, kernelSize, stride, dilation, inputDilation, groups, bias } = params;
  const transposed = kind === 'transposed';
  return call(`flax.linen.Conv${transposed ? 'Transpose' : ''}`, [
    [null, String(outChannels)],
    [null, tuple(kernelSize)],
    ['strides', unless(1, stride, tuple)],
    ['padding', params.padding === 'same' ? null : pairsOr(params)],
    ['input_dilation', transposed ? null : unless(1, inputDilation, tuple)],
    ['kernel_dilation', unless(1, dilation, tuple)],
    ['feature_group_count', transposed ? null : count(groups)],
    ['use_bias', bias ? null : 'False'],
    ['transpose_kernel', transposed && params.transposeKernel === true ? 'True' : null],
  ]);
}

function onnxCall(params: LayerParams): string {
  const { kind, kernelSize, stride, dilation, outputPadding, outputSize, groups, padding } = params;
  const transposed = kind === 'transposed';
  const numbers = ends(params);
  const automatic = { same: 'SAME_UPPER', 'same-lower': 'SAME_LOWER' } as const;
  const auto = padding === 'same' || padding === 'same-lower' ? automatic[padding] : null;
  return call('onnx.helper.make_node', [
    [null, `'Conv${transposed ? 'Transpose' : ''}'`],
    [null, params.bias ? "['x', 'w', 'b']" : "['x', 'w']"],
    [null, "['y']"],
    ['kernel_shape', list(kernelSize)],
    ['strides', unless(1, stride, list)],
    ['pads', numbers && unless(0, [...numbers.begin, ...numbers.end], list)],
    ['auto_pad', word(auto)],
    ['dilations', unless(1, dilation, list)],
    ['output_padding', transposed ? unless(0, outputPadding, list) : null],
    ['output_shape', transposed && outputSize ? list(outputSize) : null],
    ['group', count(groups)],
  ]);
}

function paddleCall(params: LayerParams): string {
  const { kind, spatialRank, inChannels, outChannels, kernelSize, stride, dilation, groups, bias } = params;
  const transposed = kind === 'transposed';
  const numbers = ends(params);
  const symmetric = numbers?.begin.every((begin, axis) => begin === numbers.end[axis]) ?? false;
  const pads = numbers && numbers.begin.flatMap((begin, axis) => [begin, numbers.end[axis] ?? 0]);
  const padding = numbers
    ? symmetric
      ? unless(0, numbers.begin)
      : list(pads ?? [])
    : params.padding === 'valid'
      ? null
      : word(String(params.padding).toUpperCase());
  return call(`paddle.nn.Conv${spatialRank}D${transposed ? 'Transpose' : ''}`, [
    [null, String(inChannels)],
    [null, String(outChannels)],
    [null, sizes(kernelSize)],
    ['stride', unless(1, stride)],
    ['padding', padding],
    ['output_padding', transposed ? unless(0, params.outputPadding) : null],
    ['dilation', unless(1, dilation)],
    ['groups', count(groups)],
    ['bias_attr', bias ? null : 'False'],
    [
      'data_format',
      params.layout === 'NHWC'
        ? word(axesNames('NHWC', spatialRank).replace('W', spatialRank === 1 ? 'L' : 'W'))
        : null,
    ],
  ]);
}

function mlxCall(params: LayerParams): string {
  const { kind, spatialRank, inChannels, outChannels, kernelSize, stride, dilation, outputPadding, groups, bias } =
    params;
  const transposed = kind === 'transposed';
  const numbers = ends(params);
  const shared: Arguments = [
    ['stride', unless(1, stride)],
    ['padding', numbers && unless(0, numbers.begin)],
    ['dilation', unless(1, dilation)],
    ['output_padding', transposed ? unless(0, outputPadding) : null],
    ['groups', count(groups)],
  ];
  // The layers have no groups here; the functions do.
  if (transposed && groups > 1) {
    return call(`mlx.core.conv_transpose${spatialRank}d`, [[null, 'x'], [null, 'w'], ...shared]);
  }
  return call(`mlx.nn.Conv${transposed ? 'Transpose' : ''}${spatialRank}d`, [
    [null, String(inChannels)],
    [null, String(outChannels)],
    [null, sizes(kernelSize)],
    ...shared,
    ['bias', bias ? null : 'False'],
  ]);
}
