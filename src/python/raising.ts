import { PyRaise } from './errors.js';
import { exceptionClass, UNKNOWN_EXCEPTION } from './exceptions.js';
import type { Frame } from './frame.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import { PyClass, PyInstance, PyModule, PyTuple, T, Unknown } from './value.js';

/** A Python exception to throw. */
export function error(type: string, message: string): PyRaise {
  return raiseWith(type, message === '' ? [] : [message]);
}

export function keyError(key: Value): PyRaise {
  return raiseWith('KeyError', [key]);
}

function raiseWith(type: string, args: readonly Value[]): PyRaise {
  const exception = new PyInstance(exceptionClass(type));
  exception.attrs.set('args', new PyTuple(args));
  return new PyRaise(exception);
}

export function attributeError(cx: Machine, object: Value, name: string): PyRaise {
  const missing = `has no attribute '${name}'`;
  if (object instanceof PyModule) return error('AttributeError', `module '${object.name}' ${missing}`);
  if (object instanceof PyClass) return error('AttributeError', `type object '${object.name}' ${missing}`);
  return error('AttributeError', `'${cx.classOf(object).name}' object ${missing}`);
}

/** The exception that `raise value` raises. */
export function makeException(cx: Machine, value: Value): PyInstance {
  const made = value instanceof PyClass && value.isSubclass(T.BaseException) ? cx.call(value, Args.none) : value;
  if (made instanceof PyInstance && made.cls.isSubclass(T.BaseException)) return made;
  if (made instanceof Unknown) {
    const unknown = new PyInstance(UNKNOWN_EXCEPTION);
    unknown.attrs.set('args', new PyTuple(['an exception that is not known']));
    return unknown;
  }
  return error('TypeError', 'exceptions must derive from BaseException').exception;
}

/** The exception that a bare `raise` raises again. */
export function handledIn(frame: Frame): PyInstance | undefined {
  for (let f: Frame | null = frame; f !== null; f = f.outer) {
    const last = f.handling.at(-1);
    if (last !== undefined) return last;
  }
  return undefined;
}

/** Whether `except type` catches the exception; undefined when the type is not known. */
export function exceptionMatches(exception: PyInstance, type: Value): boolean | undefined {
  if (type instanceof PyTuple) {
    let result: boolean | undefined = false;
    for (const one of type.items) {
      const matches = exceptionMatches(exception, one);
      if (matches === true) return true;
      if (matches === undefined) result = undefined;
    }
    return result;
  }
  if (type instanceof PyClass) {
    if (exception.cls.isSubclass(type)) return true;
    return exception.cls === UNKNOWN_EXCEPTION && type.isSubclass(T.BaseException) ? undefined : false;
  }
  return type instanceof Unknown ? undefined : false;
}
