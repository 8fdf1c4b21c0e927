import type { Interp } from '../../python/interp.js';
import { NativeFn } from '../../python/native.js';
import { PyClass, type Value } from '../../python/klass.js';
import { PyTuple, Unknown } from '../../python/value.js';
import { MODULE } from './moduleClass.js';

/** The files of torch/nn/modules, which people import layers and their abstract bases from. */
export const MODULE_FILES =
  'activation adaptive batchnorm channelshuffle distance dropout flatten fold instancenorm lazy linear loss normalization ' +
  'padding pixelshuffle pooling rnn sparse transformer upsampling';

/** The classes of these files that layers derive from, for isinstance(); each is called before the one that it is a base of. */
const ABSTRACT: ReadonlyMap<string, PyClass> = new Map(
  (
    '_NormBase _DropoutNd _MaxPoolNd _AvgPoolNd _LPPoolNd _AdaptiveAvgPoolNd _AdaptiveMaxPoolNd _ConstantPadNd ' +
    '_ReflectionPadNd _ReplicationPadNd _CircularPadNd'
  )
    .split(' ')
    .map(name => [name, abstractClass(name, MODULE)]),
);

const NORM_BASE = ABSTRACT.get('_NormBase') ?? MODULE;
const NORMS: ReadonlyMap<string, PyClass> = new Map(
  ['_BatchNorm', '_InstanceNorm'].map(name => [name, abstractClass(name, NORM_BASE)]),
);

function abstractClass(name: string, base: PyClass): PyClass {
  const cls = new PyClass(name, [base], { native: true });
  cls.module = 'torch.nn.modules';
  return cls;
}

/** The abstract classes, as torch.nn.modules.batchnorm and its kin have them. */
export function abstractClasses(): Record<string, PyClass> {
  return Object.fromEntries([...ABSTRACT, ...NORMS]);
}

/** What the layer of that name derives from: BatchNorm2d from _BatchNorm. */
export function abstractBase(layer: string): PyClass {
  const kind = layer.replace(/^(Lazy|Sync|Feature|Alpha|FeatureAlpha)(?=Batch|Instance|Dropout|Alpha)/, '');
  const stem = kind
    .replace(/[123]d$/, '')
    .replace(/^AlphaDropout$/, 'Dropout')
    .replace(/^Zero/, 'Constant');
  return NORMS.get(`_${stem}`) ?? ABSTRACT.get(`_${stem}Nd`) ?? MODULE;
}

/** torch.nn.modules.utils: a value n times in a tuple, or, of an iterable, its items, however many they are. */
export function tupleHelpers(): Record<string, NativeFn> {
  const helpers: Record<string, NativeFn> = {
    _ntuple: NativeFn.free('_ntuple', "n, name='parse'", (cx, args) => {
      const n = args.get('n');
      return typeof n === 'number'
        ? ntuple('parse', n)
        : cx.unknown('data-dependent', 'how long the tuple is is not known');
    }),
    _reverse_repeat_tuple: NativeFn.free('_reverse_repeat_tuple', 't, n', (cx, args) => {
      const [items, n] = [cx.collect(args.get('t')), args.get('n')];
      if (items === null || typeof n !== 'number')
        return cx.unknown('data-dependent', 'what is repeated, or how often, is not known');
      return new PyTuple([...items].reverse().flatMap(item => Array<Value>(Math.max(n, 0)).fill(item)));
    }),
  };
  for (const [i, name] of ['_single', '_pair', '_triple', '_quadruple'].entries()) helpers[name] = ntuple(name, i + 1);
  return helpers;
}

function ntuple(name: string, n: number): NativeFn {
  return NativeFn.free(name, 'x', (cx, args) => {
    const x = args.get('x');
    if (x instanceof Unknown) return cx.unknown('data-dependent', 'whether it is one value or several is not known');
    if (!isIterable(cx, x)) return new PyTuple(Array<Value>(n).fill(x));
    const items = cx.collect(x);
    return items === null ? cx.unknown('data-dependent', 'how many values there are is not known') : new PyTuple(items);
  });
}

function isIterable(cx: Interp, x: Value): boolean {
  return cx.classOf(x).lookup('__iter__') !== undefined || typeof x === 'string';
}
