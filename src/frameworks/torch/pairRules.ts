import { broadcast } from '../broadcast.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { isPlainList } from '../plain.js';
import { axisOf } from './shapeRules.js';

/**
 * Functions of two tensors that broadcast, and then lose an axis: `dim` that of an argument, `last` the last one (kept with
 * size 1 by keepdim), `loss` all of them unless reduction is "none".
 */
export function pairwise(reduced: 'dim' | 'last' | 'loss'): ShapeRule {
  return (args, input) => {
    const other = ['x2', 'target', 'input2'].map(name => args.get(name)).find(value => value !== undefined);
    const shape =
      typeof other === 'object' && other !== null && !isPlainList(other) && 'other' in other ? other.shape : undefined;
    if (!shape) return new UnknownShape(args.why('x2', 'target'));
    const both = broadcast(input, shape);
    if (both instanceof Refusal) return both;
    if (reduced === 'loss') {
      const reduction = args.text('reduction');
      return reduction === 'none' ? both : reduction === undefined ? new UnknownShape(args.why('reduction')) : [];
    }
    const axis = reduced === 'dim' ? args.int('dim') : -1;
    if (axis === undefined) return new UnknownShape(args.why('dim'));
    const at = axisOf(axis, both.length);
    if (at instanceof Refusal) return at;
    const keep = args.flag('keepdim') === true;
    return both.flatMap((dim, index) => (index !== at ? [dim] : keep ? [1] : []));
  };
}
