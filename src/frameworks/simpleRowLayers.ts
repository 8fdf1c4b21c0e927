import type { PyClass } from '../python/klass.js';
import { PyObj, T } from '../python/klass.js';
import { NativeFn, Signature } from '../python/native.js';
import { PyInstance } from '../python/value.js';
import type { LayerRow } from './flow.js';
import { PlainArgs, type Plain } from './plain.js';
import { openClass } from './simpleLayers.js';
import { asTensor, resultClass, Tensor, tensorOf } from './tensor.js';
import { toPlain } from './values.js';

/** What a layer was made with: an instance keeps it. */
class MadeWith extends PyObj {
  constructor(readonly values: ReadonlyMap<string, Plain>) {
    super();
  }
  get cls(): PyClass {
    return T.object;
  }
}

const MADE = '\0made';

/**
 * A layer between convolutions of a framework of which no more is modelled: its arguments and its rule. Every other attribute is unknown, and
 * so is what comes out once the code has set one that its rule reads.
 */
export function rowLayerClass(row: LayerRow, module: string, tensor: PyClass): PyClass {
  const cls = openClass(row.name, module);
  let parsed: Signature | undefined;
  const signature = (): Signature => (parsed ??= Signature.parse(`self, ${row.signature}`, `${row.name}.__init__`));
  cls.alloc = (_cx, its) => new PyInstance(its);
  cls.dict.set(
    '__init__',
    NativeFn.raw('__init__', (cx, args) => {
      const bound = signature().bind(cx, args);
      const self = args.pos[0];
      if (!(self instanceof PyInstance)) return null;
      const values = new Map<string, Plain>();
      for (const param of signature().params) {
        const value = param.name === 'self' ? undefined : bound.maybe(param.name);
        if (value !== undefined) values.set(param.name, toPlain(value));
      }
      cx.heap.set(self, MADE, new MadeWith(values));
      return null;
    }),
  );
  cls.dict.set(
    '__call__',
    NativeFn.raw('__call__', (cx, args) => {
      const [self, first] = args.pos;
      const input = asTensor(first, tensor);
      const made = self instanceof PyInstance ? self.attrs.get(MADE) : undefined;
      if (!(self instanceof PyInstance) || !input || !(made instanceof MadeWith)) {
        return cx.unknown('unmodelled', `what ${row.name} is called with is no tensor`, 'tensor');
      }
      if (!input.shape) return new Tensor(null, input.whyUnknown, resultClass(input));
      const changed = [...made.values.keys()].some(name => self.attrs.has(name) || self.attrs.has(`_${name}`));
      if (changed) return new Tensor(null, "the layer's attributes were changed after it was made", resultClass(input));
      return tensorOf(cx, row.rule(new PlainArgs(made.values), input.shape), resultClass(input));
    }),
  );
  return cls;
}
