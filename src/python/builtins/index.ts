import { EXCEPTIONS } from '../exceptions.js';
import { T, type Value } from '../klass.js';
import { ELLIPSIS, NOT_IMPLEMENTED } from '../value.js';
import { defineBuffers } from './buffers.js';
import { defineContainers } from './containers.js';
import { builtinFunctions } from './functions.js';
import { defineNumbers } from './numbers.js';
import { defineObjects } from './objects.js';
import { defineSets } from './sets.js';
import { defineStrings } from './strings.js';

let table: ReadonlyMap<string, Value> | null = null;

/** The names of Python's builtins module. Made once: its values are immutable. */
export function builtinTable(): ReadonlyMap<string, Value> {
  if (table !== null) return table;
  defineObjects();
  defineNumbers();
  defineStrings();
  defineContainers();
  defineSets();
  const names = new Map<string, Value>([...EXCEPTIONS]);
  for (const cls of [
    T.object,
    T.type,
    T.int,
    T.float,
    T.bool,
    T.complex,
    T.str,
    T.bytes,
    T.list,
    T.tuple,
    T.dict,
    T.set,
    T.frozenset,
    T.range,
    T.slice,
    T.property,
    T.staticmethod,
    T.classmethod,
    T.super,
  ]) {
    names.set(cls.name, cls);
  }
  for (const [name, value] of [
    ['Ellipsis', ELLIPSIS],
    ['NotImplemented', NOT_IMPLEMENTED],
    ['__debug__', true],
  ] as const) {
    names.set(name, value);
  }
  names.set('EnvironmentError', EXCEPTIONS.get('OSError') as Value);
  names.set('IOError', EXCEPTIONS.get('OSError') as Value);
  for (const cls of defineBuffers()) names.set(cls.name, cls);
  for (const fn of builtinFunctions()) names.set(fn.name, fn);
  table = names;
  return names;
}
