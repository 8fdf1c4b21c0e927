import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyInstance } from '../../python/value.js';
import type { Shape } from '../dims.js';
import { PARAMETER, Tensor } from '../tensor.js';
import { tableOf } from './moduleClass.js';

/**
 * weight_norm, spectral_norm and their kin: the weight becomes an attribute that is computed from other parameters of the same
 * or reduced sizes; the module is given back (torch/nn/utils/{weight_norm,spectral_norm}.py). What is computed has the
 * weight's shape, so that the layer's forward does not change.
 */

/** A parameter that the module has, with its name; undefined where there is none. */
function parameterOf(module: Value, name: Value): { self: PyInstance; key: string; weight: Tensor } | undefined {
  if (!(module instanceof PyInstance) || typeof name !== 'string') return undefined;
  const weight = tableOf(module, '_parameters')?.getString(name);
  return weight instanceof Tensor ? { self: module, key: name, weight } : undefined;
}

function parameter(shape: Shape | null): Tensor {
  return new Tensor(shape, 'the weight is not known', PARAMETER);
}

/** The weight as a plain attribute: what forward reads from now on. */
function replaceBy(
  cx: Interp,
  self: PyInstance,
  key: string,
  weight: Tensor,
  parts: readonly (readonly [string, Tensor])[],
): void {
  const table = tableOf(self, '_parameters');
  table?.removeString(cx.heap, key);
  for (const [name, part] of parts) table?.setString(cx.heap, name, part);
  cx.heap.set(self, key, new Tensor(weight.shape, weight.whyUnknown));
}

/** One length per index of `dim`; null: one for all. */
function lengths(shape: Shape | null, dim: Value): Shape | null {
  if (!shape) return null;
  if (dim === null || dim === -1) return [];
  const at = typeof dim === 'number' ? (dim < 0 ? dim + shape.length : dim) : undefined;
  return at === undefined ? null : shape.map((size, axis) => (axis === at ? size : 1));
}

const WEIGHT_NORM = NativeFn.free('weight_norm', "module, name='weight', dim=0", (cx, args) => {
  const found = parameterOf(args.get('module'), args.get('name'));
  if (!found) return args.get('module');
  const { self, key, weight } = found;
  replaceBy(cx, self, key, weight, [
    [`${key}_g`, parameter(lengths(weight.shape, args.get('dim')))],
    [`${key}_v`, parameter(weight.shape)],
  ]);
  return self;
});

const SPECTRAL_NORM = NativeFn.free(
  'spectral_norm',
  "module, name='weight', n_power_iterations=1, eps=1e-12, dim=None",
  (cx, args) => {
    const found = parameterOf(args.get('module'), args.get('name'));
    if (!found) return args.get('module');
    const { self, key, weight } = found;
    replaceBy(cx, self, key, weight, [[`${key}_orig`, parameter(weight.shape)]]);
    return self;
  },
);

/** Takes the parts away again. */
function removing(name: string): NativeFn {
  return NativeFn.free(name, "module, name='weight'", (cx, args) => {
    const [module, key] = [args.get('module'), args.get('name')];
    if (!(module instanceof PyInstance) || typeof key !== 'string') return module;
    const weight = module.attrs.get(key);
    const table = tableOf(module, '_parameters');
    if (!(weight instanceof Tensor) || !table) return module;
    for (const part of ['_g', '_v', '_orig']) table.removeString(cx.heap, key + part);
    cx.heap.set(module, key, undefined);
    table.setString(cx.heap, key, parameter(weight.shape));
    return module;
  });
}

/** Those of torch.nn.utils.parametrizations leave the module's forward alone; what they register is not followed. */
function kept(name: string): NativeFn {
  return NativeFn.freeRaw(name, (_cx, args) => args.pos[0] ?? args.kw.get('module') ?? null);
}

export const WEIGHT_WRAPPERS: Readonly<Record<string, NativeFn>> = {
  weight_norm: WEIGHT_NORM,
  spectral_norm: SPECTRAL_NORM,
  remove_weight_norm: removing('remove_weight_norm'),
  remove_spectral_norm: removing('remove_spectral_norm'),
};

export const PARAMETRIZATIONS: Readonly<Record<string, NativeFn>> = Object.fromEntries(
  ['weight_norm', 'spectral_norm', 'orthogonal'].map(name => [name, kept(name)]),
);

/** parametrize.register_parametrization(module, name, parametrization): the weight is what the parametrization gives. */
const REGISTER = NativeFn.free(
  'register_parametrization',
  'module, tensor_name, parametrization, **kwargs',
  (cx, args) => {
    const found = parameterOf(args.get('module'), args.get('tensor_name'));
    if (!found) return args.get('module');
    const { self, key, weight } = found;
    const made = cx.callWith(args.get('parametrization'), new Tensor(weight.shape, weight.whyUnknown));
    const shaped = made instanceof Tensor ? made : new Tensor(null, 'what the parametrization gives is not known');
    tableOf(self, '_parameters')?.removeString(cx.heap, key);
    cx.heap.set(self, key, shaped);
    return self;
  },
);

export const PARAMETRIZE: Readonly<Record<string, NativeFn>> = {
  register_parametrization: REGISTER,
  remove_parametrizations: kept('remove_parametrizations'),
};
