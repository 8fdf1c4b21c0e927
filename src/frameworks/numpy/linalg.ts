import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn, type BoundArgs } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import { ofType, type Dtype } from '../contents.js';
import { addDims, sameDim, smallerDim, type Dim } from '../dims.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { arrayOf } from './arrayTypes.js';

/**
 * Matrix functions of numpy.linalg and scipy.linalg, by the shapes of what they return
 * (https://numpy.org/doc/stable/reference/routines.linalg.html, https://docs.scipy.org/doc/scipy/reference/linalg.html).
 */

/** The factors' sizes for a matrix of these: null where the arguments do not tell. */
type Factors = (rows: Dim, columns: Dim, args: BoundArgs) => readonly (readonly Dim[])[] | null;

/** Single precision stays; everything else is computed in double precision. */
function precise(dtype: Dtype | null): Dtype | null {
  return dtype === null || dtype === 'float32' ? dtype : 'float64';
}

/** A function of one matrix. `isAlone`: it returns one array where it has one factor, and not a tuple of it. */
function ofMatrix(name: string, signature: string, factors: Factors, isAlone = false): NativeFn {
  return NativeFn.free(name, signature, (cx: Interp, args) => {
    const { shape, whyUnknown, dtype } = arrayOf(cx, args.get('a'));
    if (shape && shape.length < 2)
      throw cx.error('ValueError', `the input array must be at least two-dimensional, not ${shape.length}-dimensional`);
    const [rows, columns] = shape?.length === 2 ? shape : [];
    const sizes = rows === undefined || columns === undefined ? null : factors(rows, columns, args);
    if (!sizes) return cx.unknown('data-dependent', whyUnknown || 'the factors of the matrix are not known');
    const arrays = sizes.map(size => new Tensor(size, '', NDARRAY).holding(ofType(precise(dtype))));
    return isAlone && arrays[0] !== undefined ? arrays[0] : new PyTuple(arrays);
  });
}

const square: Factors = (rows, columns) => (sameDim(rows, columns) === true ? [[rows, columns]] : null);
const inverse = (): NativeFn => ofMatrix('inv', 'a, *args, **kwargs', square, true);
const cholesky = (): NativeFn => ofMatrix('cholesky', 'a, *args, **kwargs', square, true);
const pseudoInverse = (): NativeFn =>
  ofMatrix('pinv', 'a, *args, **kwargs', (rows, columns) => [[columns, rows]], true);
const svd = (): NativeFn =>
  ofMatrix('svd', 'a, full_matrices=True, **kwargs', (rows, columns, args) => {
    const full = args.get('full_matrices');
    if (typeof full !== 'boolean' || args.extra.size > 0) return null;
    const k = smallerDim(rows, columns);
    return full ? [[rows, rows], [k], [columns, columns]] : [[rows, k], [k], [k, columns]];
  });

/** numpy.linalg's. */
export function numpyLinalg(): Record<string, Value> {
  return {
    qr: ofMatrix('qr', 'a, mode="reduced"', (rows, columns, args) => {
      const mode = args.get('mode');
      if (mode === 'complete')
        return [
          [rows, rows],
          [rows, columns],
        ];
      const k = smallerDim(rows, columns);
      return mode !== 'reduced'
        ? null
        : [
            [rows, k],
            [k, columns],
          ];
    }),
    inv: inverse(),
    pinv: pseudoInverse(),
    cholesky: cholesky(),
    svd: svd(),
  };
}

/** scipy.linalg's, whose factors are of full size where numpy's are not. */
export function scipyLinalg(): Record<string, Value> {
  return {
    qr: ofMatrix('qr', 'a, overwrite_a=False, lwork=None, mode="full", **kwargs', (rows, columns, args) => {
      if (args.extra.get('pivoting') === true) return null;
      const k = smallerDim(rows, columns);
      switch (args.get('mode')) {
        case 'full':
          return [
            [rows, rows],
            [rows, columns],
          ];
        case 'economic':
          return [
            [rows, k],
            [k, columns],
          ];
        case 'r':
          return [[rows, columns]];
        default:
          return null;
      }
    }),
    lu: ofMatrix('lu', 'a, permute_l=False, overwrite_a=False, check_finite=True, **kwargs', (rows, columns, args) => {
      if (args.extra.size > 0) return null;
      const k = smallerDim(rows, columns);
      const [lower, upper] = [
        [rows, k],
        [k, columns],
      ];
      const isPermuted = args.get('permute_l');
      return typeof isPermuted !== 'boolean' ? null : isPermuted ? [lower, upper] : [[rows, rows], lower, upper];
    }),
    inv: inverse(),
    pinv: pseudoInverse(),
    cholesky: cholesky(),
    svd: svd(),
  };
}

/** np.diag(v, k): the matrix with these elements in a diagonal, or the diagonal of a matrix. */
export const DIAG = NativeFn.free('diag', 'v, k=0', (cx, args) => {
  const { shape, whyUnknown, dtype } = arrayOf(cx, args.get('v'));
  const k = args.get('k');
  if (!shape || typeof k !== 'number') return new Tensor(null, whyUnknown || 'which diagonal is not known', NDARRAY);
  const [rows = 0, columns] = shape;
  if (shape.length === 0 || shape.length > 2) throw cx.error('ValueError', 'Input must be 1- or 2-d.');
  if (columns === undefined) {
    const size = addDims(rows, Math.abs(k));
    return new Tensor([size, size], '', NDARRAY).holding(ofType(dtype));
  }
  const size =
    k === 0 ? smallerDim(rows, columns) : smallerDim(addDims(rows, Math.min(k, 0)), addDims(columns, -Math.max(k, 0)));
  const length = typeof size === 'number' ? Math.max(size, 0) : size;
  return new Tensor([length], '', NDARRAY).holding(ofType(dtype));
});
