import { classesChanged, type PyClass, type Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { NativeFn, NativeProperty, type Args, type BoundArgs } from '../native.js';
import { StaticMethod } from '../function.js';
import type { Interp } from '../interp.js';

/** Adds a method to a native class. The interpreter's own natives see all of the machine. */
export function method(
  cls: PyClass,
  name: string,
  signature: string,
  run: (cx: Machine, args: BoundArgs) => Value,
): void {
  cls.dict.set(name, native(name, signature, run));
  classesChanged();
}

export function rawMethod(cls: PyClass, name: string, run: (cx: Machine, args: Args) => Value): void {
  cls.dict.set(
    name,
    NativeFn.raw(name, (cx: Interp, args) => run(cx as Machine, args)),
  );
  classesChanged();
}

/** `__new__`: called with the class first. */
export function maker(cls: PyClass, signature: string, run: (cx: Machine, args: BoundArgs) => Value): void {
  cls.dict.set('__new__', new StaticMethod(native(cls.name, signature, run)));
  classesChanged();
}

export function getter(cls: PyClass, name: string, get: (cx: Machine, self: Value) => Value): void {
  cls.dict.set(name, new NativeProperty((cx, self) => get(cx as Machine, self)));
  classesChanged();
}

export function native(name: string, signature: string, run: (cx: Machine, args: BoundArgs) => Value): NativeFn {
  return NativeFn.of(name, signature, (cx: Interp, args) => run(cx as Machine, args));
}

/** A function that does not become a method. */
/** A native that only stores its arguments, the first one aside: alternatives among them are not told apart. */
export function keeping(fn: NativeFn): NativeFn {
  fn.keeps = true;
  return fn;
}

export function free(name: string, signature: string, run: (cx: Machine, args: BoundArgs) => Value): NativeFn {
  return NativeFn.free(name, signature, (cx: Interp, args) => run(cx as Machine, args));
}

export function freeRaw(name: string, run: (cx: Machine, args: Args) => Value): NativeFn {
  return NativeFn.freeRaw(name, (cx: Interp, args) => run(cx as Machine, args));
}
