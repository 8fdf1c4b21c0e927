import flaxData from '../../truth/flaxNumbers.json' with { type: 'json' };
import jaxData from '../../truth/jaxNumbers.json' with { type: 'json' };
import kerasData from '../../truth/kerasConv.json' with { type: 'json' };
import onnxData from '../../truth/onnxConv.json' with { type: 'json' };
import tensorflowData from '../../truth/tensorflowNumbers.json' with { type: 'json' };
import torchData from '../../truth/torchConv.json' with { type: 'json' };

/** A layer as it is written for the command line, and what its framework made of one sample. */
export interface NumericCall {
  readonly framework: string;
  readonly expression: string;
  /** The whole shape, with a batch of 1. */
  readonly input: readonly number[];
  /** The outputs, with x and weights as test/truth makes them. */
  readonly y: readonly number[];
}

/** The cases of the generators that are layers in numbers. */
interface LayerCase {
  readonly kind?: string;
  readonly transposed?: boolean;
  readonly rank: number;
  readonly in: number;
  readonly out: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[] | string;
  readonly dilation: readonly number[];
  readonly outputPadding: readonly number[] | null;
  readonly groups: number;
  readonly paddingMode?: string;
  readonly depthMultiplier?: number;
  readonly layout?: string;
  readonly input: readonly number[];
  readonly y?: readonly number[];
}

interface OnnxCase {
  readonly op: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly y?: readonly number[];
}

interface LayerTextCase {
  readonly layer: string;
  readonly input: readonly number[];
  readonly y?: readonly number[];
}

interface ExpressionCase {
  readonly expr: string;
  readonly input: readonly number[];
  readonly y?: readonly number[];
}

/** A value in Python's syntax. */
export function python(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? `(${python(value[0])},)` : `(${value.map(python).join(', ')})`;
  return typeof value === 'string' ? `'${value}'` : value === null || value === undefined ? 'None' : String(value);
}

function keywords(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${python(value)}`)
    .join(', ');
}

function torchCall(c: LayerCase): string {
  const more = c.transposed ? { output_padding: c.outputPadding } : { padding_mode: c.paddingMode };
  const shared = { stride: c.stride, padding: c.padding, dilation: c.dilation, groups: c.groups };
  return `nn.Conv${c.transposed ? 'Transpose' : ''}${c.rank}d(${c.in}, ${c.out}, ${python(c.kernel)}, ${keywords({ ...shared, ...more })})`;
}

const KERAS_NAMES: Readonly<Record<string, (rank: number) => string>> = {
  convolution: rank => `Conv${rank}D`,
  transposed: rank => `Conv${rank}DTranspose`,
  depthwise: rank => `DepthwiseConv${rank}D`,
};

function kerasCall(c: LayerCase): string {
  const values: Record<string, unknown> = {
    kernel_size: c.kernel,
    strides: c.stride,
    padding: c.padding,
    dilation_rate: c.dilation,
    data_format: c.layout === 'NCHW' ? 'channels_first' : 'channels_last',
  };
  if (c.kind === 'depthwise') values['depth_multiplier'] = c.depthMultiplier;
  else values['filters'] = c.out;
  if (c.kind === 'convolution') values['groups'] = c.groups;
  if (c.kind === 'transposed') values['output_padding'] = c.outputPadding;
  return `layers.${KERAS_NAMES[c.kind ?? '']?.(c.rank)}(${keywords(values)})`;
}

function onnxCall({ op, attributes, w }: OnnxCase): string {
  const more = keywords(attributes);
  return `onnx.helper.make_node('${op}', ['x', ${python(w)}], ['y']${more === '' ? '' : `, ${more}`})`;
}

/** Every nth of the numeric cases of one sample. */
function some<C extends { readonly y?: readonly number[] }>(
  cases: readonly C[],
  shape: (c: C) => readonly number[],
  most: number,
): C[] {
  const all = cases.filter(c => c.y !== undefined && shape(c)[0] === 1);
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, index) => index % step === 0);
}

/** Numeric cases of every framework that has them, as calls. */
export function numericCalls(most: number): NumericCall[] {
  const layers = (data: unknown, framework: string, call: (c: LayerCase) => string): NumericCall[] =>
    some(data as readonly LayerCase[], c => c.input, most).map(c => ({
      framework,
      expression: call(c),
      input: c.input,
      y: c.y ?? [],
    }));
  const wholeMaps = (tensorflowData.cases as unknown as readonly ExpressionCase[]).filter(
    c => !c.expr.includes('separable'),
  );
  const separable = (c: LayerCase): boolean => c.kind === 'separable';
  const keras = (kerasData.cases as unknown as readonly LayerCase[]).filter(c => !separable(c));
  const texts = (data: unknown, framework: string): NumericCall[] =>
    some(data as readonly LayerTextCase[], c => c.input, most).map(c => ({
      framework,
      expression: c.layer,
      input: c.input,
      y: c.y ?? [],
    }));
  return [
    ...texts(jaxData.cases, 'jax'),
    ...texts(flaxData.cases, 'flax'),
    ...layers(torchData.cases, 'torch', torchCall),
    ...layers(keras, 'keras', kerasCall),
    ...some(onnxData.cases as unknown as readonly OnnxCase[], c => c.x, most).map(c => ({
      framework: 'onnx',
      expression: onnxCall(c),
      input: c.x,
      y: c.y ?? [],
    })),
    // The product of a separable convolution's two maps has no single weight per entry.
    ...some(wholeMaps, c => c.input, most).map(c => ({
      framework: 'tensorflow',
      expression: c.expr,
      input: c.input,
      y: c.y ?? [],
    })),
  ];
}
