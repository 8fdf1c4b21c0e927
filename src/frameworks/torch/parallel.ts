import { PyClass } from '../../python/klass.js';
import { Args, NativeFn } from '../../python/native.js';
import { PyInstance } from '../../python/value.js';
import { initModule, MODULE, setChild, tableOf } from './moduleClass.js';

/** nn.DataParallel and DistributedDataParallel: a module around another, which is its `module` and does the work. */
function wrapper(name: string): PyClass {
  const cls = new PyClass(name, [MODULE], { native: true });
  cls.module = 'torch.nn.parallel';
  cls.dict.set(
    '__init__',
    NativeFn.of('__init__', 'self, module, *args, **kwargs', (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) return null;
      initModule(cx, self);
      setChild(cx, self, 'module', args.get('module'));
      return null;
    }),
  );
  cls.dict.set(
    'forward',
    NativeFn.raw('forward', (cx, args) => {
      const [self, ...rest] = args.pos;
      const inner = self === undefined ? undefined : tableOf(self, '_modules')?.getString('module');
      return inner === undefined ? null : cx.call(inner, new Args(rest, args.kw));
    }),
  );
  return cls;
}

export const DATA_PARALLEL = wrapper('DataParallel');
export const DISTRIBUTED_DATA_PARALLEL = wrapper('DistributedDataParallel');
