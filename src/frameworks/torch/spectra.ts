import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn, type BoundArgs } from '../../python/native.js';
import { PyList, PyTuple } from '../../python/value.js';
import { ofType, type Contents } from '../contents.js';
import { addDims, floorDims, mulDims, subtractDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal } from '../flow.js';
import { raiseRefusal } from '../problems.js';
import { asTensor, resultClass, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
import { dtypeArgument } from './dtype.js';
import { axisOf } from './shapeRules.js';

/** Fourier transforms, spectrograms and their windows (torch.fft, aten/src/ATen/native/SpectralOps.cpp). */

const COMPLEX = ofType('complex64');
const REAL = ofType('float32');

function needTensor(cx: Interp, value: Value): Tensor {
  const input = asTensor(value);
  if (input) return input;
  throw cx.error('TypeError', `argument 'input' (position 1) must be Tensor, not ${cx.classOf(value).name}`);
}

/** How the size of the last transformed axis changes: kept, halved (n → n/2+1) or doubled (m → 2(m−1)). */
type Last = 'same' | 'half' | 'double';

function lastSize(size: Dim, asked: Dim | null, last: Last): Dim {
  if (last === 'same') return asked ?? size;
  if (last === 'half') return addDims(floorDims(asked ?? size, 2), 1);
  return asked ?? mulDims(2, subtractDims(size, 1));
}

/** The axes that a transform goes along, and the sizes asked for along them; undefined where they are not known. */
function transformed(
  cx: Interp,
  shape: Shape,
  dims: Value,
  sizes: Value,
): { axes: number[]; asked: (Dim | null)[] } | undefined {
  const list = (value: Value): readonly Value[] | null | undefined =>
    value === null
      ? null
      : typeof value === 'number'
        ? [value]
        : value instanceof PyTuple || (value instanceof PyList && value.open === null)
          ? value.items
          : undefined;
  const [along, wanted] = [list(dims), list(sizes)];
  if (along === undefined || wanted === undefined) return undefined;
  const count = wanted?.length ?? shape.length;
  const axes = (along ?? Array.from({ length: count }, (_, i) => i - count)).map(axis =>
    typeof axis === 'number' ? axisOf(axis, shape.length) : undefined,
  );
  for (const axis of axes) {
    if (axis instanceof Refusal) throw raiseRefusal(cx, axis);
    if (axis === undefined) return undefined;
  }
  const asked = axes.map((_, i) => {
    const size = wanted?.[i];
    return size === undefined || size === null || size === -1 ? null : toDim(size, 'n');
  });
  return { axes: axes as number[], asked };
}

function transform(name: string, last: Last, axes: 'one' | 'two' | 'all', holds: Contents): NativeFn {
  const dim = axes === 'one' ? 'dim=-1' : axes === 'two' ? 'dim=(-2, -1)' : 'dim=None';
  return NativeFn.free(name, `input, ${axes === 'one' ? 'n' : 's'}=None, ${dim}, norm=None, **kwargs`, (cx, args) => {
    const input = needTensor(cx, args.get('input'));
    if (!input.shape) return new Tensor(null, input.whyUnknown, resultClass(input)).holding(holds);
    const dims = args.maybe('dim') ?? (axes === 'two' ? new PyTuple([-2, -1]) : null);
    const found = transformed(cx, input.shape, dims, args.get(axes === 'one' ? 'n' : 's'));
    if (!found) return new Tensor(null, 'the axes are not known', resultClass(input)).holding(holds);
    const out = [...input.shape];
    found.axes.forEach((axis, i) => {
      const isLast = i === found.axes.length - 1;
      out[axis] = lastSize(out[axis] ?? 1, found.asked[i] ?? null, isLast ? last : 'same');
    });
    return new Tensor(out, '', resultClass(input)).holding(holds);
  });
}

function shifted(name: string): NativeFn {
  return NativeFn.free(name, 'input, dim=None', (cx, args) => {
    const input = needTensor(cx, args.get('input'));
    return new Tensor(input.shape, input.whyUnknown, resultClass(input)).holding(ofType(input.dtype));
  });
}

function frequencies(name: string, half: boolean): NativeFn {
  return NativeFn.free(name, 'n, d=1.0, **kwargs', (_cx, args) => {
    const n = toDim(args.get('n'), 'n');
    return new Tensor([half ? addDims(floorDims(n, 2), 1) : n]).holding(REAL);
  });
}

/** torch.fft's functions. */
export const FFT: Readonly<Record<string, NativeFn>> = Object.fromEntries(
  [
    ...(['', '2', 'n'] as const).flatMap(suffix => {
      const axes = suffix === '' ? 'one' : suffix === '2' ? 'two' : 'all';
      return [
        transform(`fft${suffix}`, 'same', axes, COMPLEX),
        transform(`ifft${suffix}`, 'same', axes, COMPLEX),
        transform(`rfft${suffix}`, 'half', axes, COMPLEX),
        transform(`irfft${suffix}`, 'double', axes, REAL),
        transform(`hfft${suffix}`, 'double', axes, REAL),
        transform(`ihfft${suffix}`, 'half', axes, COMPLEX),
      ];
    }),
    shifted('fftshift'),
    shifted('ifftshift'),
    frequencies('fftfreq', false),
    frequencies('rfftfreq', true),
  ].map(fn => [fn.name, fn]),
);

function intArgument(args: BoundArgs, name: string, missing: Dim): Dim {
  const value = args.get(name);
  return value === null ? missing : toDim(value, name);
}

/** torch.stft: (…, bins, frames), with a last axis of 2 where it gives no complex numbers. */
function stft(cx: Interp, args: BoundArgs): Value {
  const input = needTensor(cx, args.get('input'));
  const { shape } = input;
  const fft = toDim(args.get('n_fft'), 'n_fft');
  const hop = intArgument(args, 'hop_length', floorDims(fft, 4));
  const [center, onesided, complex] = ['center', 'onesided', 'return_complex'].map(name => args.get(name));
  const sided = onesided === null ? !(input.dtype?.startsWith('complex') ?? false) : onesided;
  if (!shape || typeof center !== 'boolean' || typeof sided !== 'boolean')
    return new Tensor(null, input.whyUnknown || 'how the spectrum is taken is not known');
  const length = shape.at(-1) ?? unknownDim('there is no axis');
  const padded = center ? addDims(length, mulDims(2, floorDims(fft, 2))) : length;
  const frames = addDims(floorDims(subtractDims(padded, fft), hop), 1);
  const bins = sided ? addDims(floorDims(fft, 2), 1) : fft;
  const out = [...shape.slice(0, -1), bins, frames];
  if (typeof complex !== 'boolean' && complex !== null)
    return new Tensor(null, 'whether numbers are complex is not known');
  return complex === true ? new Tensor(out).holding(COMPLEX) : new Tensor([...out, 2]).holding(REAL);
}

/** torch.istft: the length asked for, or what the frames span. */
function istft(cx: Interp, args: BoundArgs): Value {
  const input = needTensor(cx, args.get('input'));
  const fft = toDim(args.get('n_fft'), 'n_fft');
  const hop = intArgument(args, 'hop_length', floorDims(fft, 4));
  const [center, length] = [args.get('center'), args.get('length')];
  // Spectra of pairs of numbers have one axis more.
  const isComplex = input.dtype?.startsWith('complex');
  if (!input.shape || isComplex === undefined || typeof center !== 'boolean')
    return new Tensor(null, input.whyUnknown || 'whether the spectrum is complex is not known');
  const shape = isComplex ? input.shape : input.shape.slice(0, -1);
  const frames = shape.at(-1) ?? unknownDim('there are no frames');
  const spans = addDims(fft, mulDims(hop, subtractDims(frames, 1)));
  const cut = center ? subtractDims(spans, mulDims(2, floorDims(fft, 2))) : spans;
  return new Tensor([...shape.slice(0, -2), length === null ? cut : toDim(length, 'length')]).holding(REAL);
}

export const STFT_SIGNATURE =
  "input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', normalized=False, onesided=None, return_complex=None, align_to_window=None";
export const ISTFT_SIGNATURE =
  'input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None, return_complex=False';

function window(name: string): NativeFn {
  return NativeFn.free(name, 'window_length, *args, **kwargs', (_cx, args) => {
    const asked = dtypeArgument(args.extra.get('dtype') ?? undefined);
    return new Tensor([toDim(args.get('window_length'), 'window_length')]).holding(ofType(asked ?? 'float32'));
  });
}

/** torch.complex and torch.polar: two tensors of equal shape. */
function complexOf(name: string, first: string): NativeFn {
  return NativeFn.free(name, `${first}, ${first === 'abs' ? 'angle' : 'imag'}, **kwargs`, (cx, args) => {
    const input = needTensor(cx, args.get(first));
    return new Tensor(input.shape, input.whyUnknown, resultClass(input)).holding(COMPLEX);
  });
}

/** torch's own functions of spectra, by name. */
export function spectralEntries(): Record<string, NativeFn> {
  const entries: Record<string, NativeFn> = {
    stft: NativeFn.free('stft', STFT_SIGNATURE, stft),
    istft: NativeFn.free('istft', ISTFT_SIGNATURE, istft),
    complex: complexOf('complex', 'real'),
    polar: complexOf('polar', 'abs'),
  };
  for (const name of 'hann hamming blackman bartlett kaiser'.split(' '))
    entries[`${name}_window`] = window(`${name}_window`);
  return entries;
}

/** The methods of tensors. */
export const SPECTRAL_METHODS: readonly (readonly [string, string, (cx: Interp, args: BoundArgs) => Value])[] = [
  ['stft', STFT_SIGNATURE, stft],
  ['istft', ISTFT_SIGNATURE, istft],
];
