import { PyRaise } from './errors.js';
import { evalText } from './evaluating.js';
import type { PyFunction } from './function.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { Unknown } from './value.js';
import { PyDict, PyModule, type PyClass } from './value.js';

/**
 * `C.__annotations__`. A class keeps the texts of its annotations; here each is what its text means in the module, or unknown
 * where that is not found. With `from __future__ import annotations` they are texts in Python, too.
 */
export function annotationsOf(cx: Machine, cls: PyClass): Value {
  const kept = cls.dict.get('__annotations__');
  if (kept !== undefined && !(kept instanceof PyDict)) return kept;
  if (kept === undefined || kept.open !== null) return kept ?? new PyDict();
  const module = cx.modules.loaded.getString(cls.module);
  if (isPutOff(module)) return kept;
  const globals = module instanceof PyModule ? cx.getAttr(module, '__dict__') : undefined;
  const out = new PyDict();
  for (const { key, value } of kept.map.values()) {
    const given = typeof value === 'string' ? meaning(cx, value, globals) : value;
    cx.dictSet(out, key, given);
  }
  return out;
}

/** Whether annotations of the module stay texts: the future import binds its own name. */
function isPutOff(module: Value | undefined): boolean {
  return module instanceof PyModule && module.cells.get('annotations') === null;
}

/** What typing.get_type_hints() gives for the first parameter with an annotation; null where there is none. */
export function firstAnnotation(cx: Machine, fn: PyFunction): Value {
  const text = fn.code.signature.params.find(param => param.annotation !== undefined)?.annotation;
  if (text === undefined) return null;
  const globals = cx.getAttr(fn.module, '__dict__');
  const value = meaning(cx, text, globals);
  return typeof value === 'string' ? meaning(cx, value, globals) : value;
}

function meaning(cx: Machine, text: string, globals: Value | undefined): Value {
  const unknown = (): Unknown => cx.unknown('unmodelled', `the annotation ${text} is not evaluated`);
  if (globals === undefined) return unknown();
  try {
    return evalText(cx, text, { globals, locals: null });
  } catch (e) {
    if (e instanceof PyRaise) return unknown();
    throw e;
  }
}
