import { PyClass, T } from '../../python/klass.js';
import { PyInstance } from '../../python/value.js';

/** torch.nn.Module; moduleClass.ts defines its methods. */
export const MODULE = new PyClass('Module', [T.object], { native: true });
MODULE.module = 'torch.nn.modules.module';
MODULE.alloc = (_cx, cls) => new PyInstance(cls);
