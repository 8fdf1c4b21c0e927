import { PyClass, T } from '../klass.js';
import { maker } from './define.js';

/** bytearray, memoryview and complex: their values are not modelled, so each is an unknown one of its type. */
export function defineBuffers(): readonly PyClass[] {
  const [bytearray, memoryview] = ['bytearray', 'memoryview'].map(
    name => new PyClass(name, [T.object], { native: true }),
  );
  const classes = [bytearray, memoryview].filter(cls => cls !== undefined);
  maker(T.complex, 'cls, real=0, imag=0', cx =>
    cx.unknown('unmodelled', 'complex numbers are not modelled', 'complex'),
  );
  for (const cls of classes)
    maker(cls, 'cls, *args, **kwargs', cx => cx.unknown('unmodelled', `a ${cls.name} is not modelled`, cls.name));
  return classes;
}
