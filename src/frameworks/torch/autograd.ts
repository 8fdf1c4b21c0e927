import { ClassMethod } from '../../python/function.js';
import { PyClass, T } from '../../python/klass.js';
import { Args, NativeFn } from '../../python/native.js';
import { PyInstance, PyTuple } from '../../python/value.js';

/** torch.autograd.Function: apply(*args) calls the class's forward with a context that keeps whatever it is given. */

const CONTEXT = new PyClass('FunctionCtx', [T.object], { native: true });
CONTEXT.module = 'torch.autograd.function';
CONTEXT.dict.set(
  'save_for_backward',
  NativeFn.raw('save_for_backward', (cx, args) => {
    const [self, ...saved] = args.pos;
    if (self instanceof PyInstance) cx.heap.set(self, 'saved_tensors', new PyTuple(saved));
    return null;
  }),
);
for (const name of ['mark_dirty', 'mark_non_differentiable', 'set_materialize_grads'])
  CONTEXT.dict.set(
    name,
    NativeFn.raw(name, () => null),
  );

export const FUNCTION = new PyClass('Function', [T.object], { native: true });
FUNCTION.module = 'torch.autograd.function';
FUNCTION.alloc = (_cx, cls) => new PyInstance(cls);
FUNCTION.dict.set(
  'apply',
  new ClassMethod(
    NativeFn.raw('apply', (cx, args) => {
      const [cls, ...rest] = args.pos;
      if (!(cls instanceof PyClass)) return null;
      const forward = cx.classGetAttr(cls, 'forward');
      if (forward === undefined)
        throw cx.error('NotImplementedError', 'You must implement the forward function for custom autograd.Function.');
      const setup = cx.classGetAttr(cls, 'setup_context');
      const context = new PyInstance(CONTEXT);
      // With a setup_context of its own, forward has no context.
      if (setup === undefined) return cx.call(forward, new Args([context, ...rest], args.kw));
      const output = cx.call(forward, new Args(rest, args.kw));
      cx.callWith(setup, context, new PyTuple(rest), output);
      return output;
    }),
  ),
);
