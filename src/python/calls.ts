import { refuseAbstract } from './abstract.js';
import { births } from './births.js';
import { chargeMade } from './charge.js';
import { Abort, PyRaise } from './errors.js';
import { Choice, choose } from './choice.js';
import { DEAD, Frame, NORMAL, RETURN, type Completion } from './frame.js';
import { changedSince, joinFor, merge } from './fork.js';
import { BoundMethod, ClassMethod, PyFunction, StaticMethod } from './function.js';
import type { Value } from './klass.js';
import { LazyIterator, PyIterator } from './iterators.js';
import type { Machine } from './machine.js';
import { Args, NativeFn } from './native.js';
import { exBlock, exBlockG, mayCleanUp, type Steps } from './nodes/base.js';
import { poisonWays, spill } from './spill.js';
import { lose } from './alternatives.js';
import { countOf, isSeveral, settle } from './settle.js';
import { bind } from './attributes.js';
import { PyClass, PyContainer, PyDict, PyInstance, PyObj, PyTuple, Sym, T, Unknown, type Reason } from './value.js';

/**
 * A function that has reached itself so often, each time through another undecided condition, may never end, so it is given up.
 * A recursion that passes no such condition ends by itself, as in Python.
 */
const MAX_UNDECIDED_ACTIVATIONS = 5;

/** Calls any value. @throws PyRaise */
export function call(cx: Machine, callee: Value, args: Args): Value {
  if (callee instanceof PyFunction) return callFunction(cx, callee, args);
  if (callee instanceof BoundMethod) return call(cx, callee.fn, args.after(callee.self));
  if (callee instanceof NativeFn) return callNative(cx, callee, args);
  if (callee instanceof PyClass) return make(cx, callee, args);
  if (cx.uncertain && callee instanceof Choice) return choose(cx, callee, one => call(cx, one, args));
  if (callee instanceof Unknown) return cx.calledUnknown(callee, args);
  if (callee instanceof Sym) return cx.unknown('argument-required', `${callee.printPython()} is called`);
  if (callee instanceof StaticMethod || callee instanceof ClassMethod) return call(cx, callee.fn, args);
  if (callee instanceof PyObj) {
    const method = cx.special(callee, '__call__');
    if (method !== undefined) return call(cx, method, args);
  }
  throw cx.error('TypeError', `'${cx.classOf(callee).name}' object is not callable`);
}

/** Combinations of alternatives that a native is called with; of arguments beyond it sees unknown values. */
const MAX_COMBINATIONS = 16;

/** Calls a native: once for each alternative of its arguments, unless it only keeps them. */
function callNative(cx: Machine, fn: NativeFn, args: Args): Value {
  const container = args.pos[0];
  // What is stored in an open container may be any of its elements later on.
  if (container instanceof PyContainer && container.open !== null)
    lose(container.open, args.pos.slice(1), [...args.kw.values()]);
  if (!cx.uncertain) return invoke(cx, fn, args);
  if (!fn.keeps) return perAlternative(cx, args, one => invoke(cx, fn, one));
  const [first] = args.pos;
  return isSeveral(first) ? settle(cx, first, one => invoke(cx, fn, args.replaced(0, one))) : invoke(cx, fn, args);
}

function invoke(cx: Machine, fn: NativeFn, args: Args): Value {
  // Natives call natives, too: a model of models may come to more calls than anything else bounds.
  cx.tick(1 + (args.kw.size >> 1));
  const before = births.count;
  const made = fn.invoke(cx, args);
  chargeMade(cx, made, before);
  if (made instanceof PyIterator && made.sources.length === 0 && !args.pos.includes(made)) made.sources = args.pos;
  return made;
}

/** An instance; one for each alternative of the arguments where the class is made by natives, which look at them. */
function make(cx: Machine, cls: PyClass, args: Args): Value {
  if (cx.uncertain) {
    const init = cls.lookup('__init__');
    if (init instanceof NativeFn && !init.keeps) return perAlternative(cx, args, one => instantiate(cx, cls, one));
  }
  return instantiate(cx, cls, args);
}

/** Does something with the arguments: once for each combination of their alternatives, up to a limit. */
function perAlternative(cx: Machine, args: Args, use: (args: Args) => Value, combinations = 1): Value {
  if (!hasSeveral(args)) return use(args);
  const entries: Iterable<[number | string, Value]> = [...args.pos.entries(), ...args.kw];
  for (const [which, value] of entries) {
    if (!isSeveral(value)) continue;
    const count = combinations * countOf(cx, value);
    if (count > MAX_COMBINATIONS) continue;
    return settle(cx, value, one => perAlternative(cx, args.replaced(which, one), use, count));
  }
  return use(args);
}

function hasSeveral({ pos, kw }: Args): boolean {
  for (const value of pos) if (isSeveral(value)) return true;
  for (const value of kw.values()) if (isSeveral(value)) return true;
  return false;
}

function newFrame(cx: Machine, fn: PyFunction): Frame {
  return new Frame(cx, fn.module, fn.code.file, fn.code.size(), fn.outer, fn, fn.classFrame);
}

/** Puts the arguments into the frame's slots. */
function bindArguments(cx: Machine, fn: PyFunction, args: Args, frame: Frame): void {
  const { signature, paramSlots } = fn.code;
  const { params } = signature;
  const { slots } = frame;
  if (args.kw.size === 0 && args.pos.length === params.length && signature.positionalCount === params.length) {
    for (let i = 0; i < params.length; i++) slots[paramSlots[i] as number] = args.pos[i];
    return;
  }
  const bound = signature.bind(cx, args);
  for (let i = 0; i < params.length; i++) {
    const slot = paramSlots[i] as number;
    if (i === signature.varargs) slots[slot] = new PyTuple(bound.rest);
    else if (i === signature.kwargs) slots[slot] = PyDict.of(bound.extra);
    else {
      const value = bound.values[i];
      slots[slot] = value === undefined ? fn.defaults[i] : value;
    }
  }
}

export function callFunction(cx: Machine, fn: PyFunction, args: Args): Value {
  const { code } = fn;
  const frame = newFrame(cx, fn);
  bindArguments(cx, fn, args, frame);
  if (code.isAsync) return cx.unknown('unmodelled', `${code.name} is asynchronous`);
  if (code.isGenerator) {
    const rest = (why: Reason): void => spill(frame, fn.code.body(), why);
    const made = new LazyIterator(cx, runGenerator(frame, fn), T.generator, code.name, rest);
    made.cleansUp = mayCleanUp(code.body());
    made.sources = [fn, ...args.pos, ...args.kw.values()];
    return made;
  }
  if (cx.depth >= cx.maxDepth) throw cx.tooDeep();
  const { undecidedAt } = code;
  const isDeeper = cx.undecided > (undecidedAt.at(-1) ?? 0);
  if (isDeeper && undecidedAt.length >= MAX_UNDECIDED_ACTIVATIONS) {
    throw new Abort({ code: 'fork-limit', message: `${code.name} calls itself below an undecided condition` });
  }
  if (args.pos.length + args.kw.size > 16) cx.tick((args.pos.length >> 3) + 2 * args.kw.size);
  cx.depth++;
  if (isDeeper) undecidedAt.push(cx.undecided);
  try {
    const expression = code.expression();
    if (expression !== null) return expression.ev(frame);
    return runBody(cx, frame, fn);
  } finally {
    cx.depth--;
    if (isDeeper) undecidedAt.pop();
  }
}

/** Runs the body and joins the ways out of it. */
function runBody(cx: Machine, frame: Frame, fn: PyFunction): Value {
  let end: Completion;
  try {
    end = exBlock(fn.code.body(), frame);
  } catch (e) {
    if (!(e instanceof PyRaise) || frame.outs.length === 0) throw e;
    // Executions that returned before go on; this one is dropped.
    cx.dropRaise(e, changedSince(frame, frame.outs));
    end = DEAD;
  }
  let value: Value | undefined = end === RETURN ? frame.result : end === NORMAL ? null : undefined;
  let live = end === RETURN || end === NORMAL;
  for (const out of frame.outs) {
    if (live && value !== undefined) {
      const join = joinFor(cx, out.mark, out.diff, cx.undecidedReason);
      value = join.joinValues(value, out.value) as Value;
      merge(frame, out, live, join);
    } else {
      value = out.value;
      merge(frame, out, live);
    }
    live = true;
  }
  frame.outs = [];
  if (value === undefined) throw new RangeError('a function ended in no way');
  return value;
}

function* runGenerator(frame: Frame, fn: PyFunction): Steps<Value> {
  const end = yield* exBlockG(fn.code.body(), frame);
  if (frame.outs.length > 0) poisonWays(frame, frame.cx.undecidedReason);
  return end === RETURN ? frame.result : null;
}

/** type.__call__: `__new__`, then `__init__` when it made an instance of the class. */
export function instantiate(cx: Machine, cls: PyClass, args: Args): Value {
  const meta = cls.cls;
  if (meta !== T.type) {
    const own = meta.lookup('__call__');
    if (own instanceof PyFunction) return callFunction(cx, own, args.after(cls));
    if (own instanceof NativeFn && own !== T.type.dict.get('__call__')) return call(cx, own, args.after(cls));
  }
  return construct(cx, cls, args);
}

export function construct(cx: Machine, cls: PyClass, args: Args): Value {
  if (cls === T.type && args.pos.length === 1 && args.pos[0] !== undefined) return cx.classOf(args.pos[0]);
  const maker = cls.lookup('__new__');
  const isDefault = maker === undefined || maker === T.object.dict.get('__new__');
  const made = isDefault ? allocate(cx, cls) : callNew(cx, maker, cls, args);
  if (made instanceof Unknown) return made;
  if (!cx.classOf(made).isSubclass(cls)) return made;
  const init = cx.classOf(made).lookup('__init__');
  if (init === undefined || init === T.object.dict.get('__init__')) {
    const surplus = args.pos.length + args.kw.size > 0 && isDefault && cls.unknownBase === null;
    if (surplus) throw cx.error('TypeError', `${cls.name}() takes no arguments`);
    return made;
  }
  const result = call(cx, bind(cx, init, made, cx.classOf(made)), args);
  if (result !== null && !cx.isUnknown(result)) {
    throw cx.error('TypeError', `__init__() should return None, not '${cx.classOf(result).name}'`);
  }
  return made;
}

function callNew(cx: Machine, maker: Value, cls: PyClass, args: Args): Value {
  const fn = maker instanceof StaticMethod || maker instanceof ClassMethod ? maker.fn : maker;
  return call(cx, fn, args.after(cls));
}

/** object.__new__(cls). */
export function allocate(cx: Machine, cls: PyClass): Value {
  refuseAbstract(cx, cls);
  const alloc = cls.nativeAlloc;
  return alloc === null ? new PyInstance(cls) : alloc(cx, cls);
}

/** Applies a decorator; one that is not known is taken for the identity, which is an assumption. */
export function decorate(cx: Machine, decorator: Value, made: Value): Value {
  if (decorator instanceof Choice) return choose(cx, decorator, one => decorate(cx, one, made));
  if (cx.isUnknown(decorator)) {
    cx.assumed.add('a decorator that is not known is taken to return what it decorates');
    return made;
  }
  return cx.call(decorator, new Args([made]));
}
