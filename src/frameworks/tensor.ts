import { births } from '../python/births.js';
import type { JoinCx } from '../python/heap.js';
import type { Interp } from '../python/interp.js';
import { PyClass, PyObj, T, type Value } from '../python/klass.js';
import { PyDict, PyList, PyTuple, Sym, Unknown, type Reason } from '../python/value.js';
import { NO_CONTENTS, ofType, valuesOf, type Contents, type Dtype } from './contents.js';
import { isKnown, sameDim, unknownFor, type Shape } from './dims.js';
import { Refusal, UnknownShape, type Flow } from './flow.js';
import { raiseRefusal } from './problems.js';

/** torch.Tensor, as user code sees it; its methods are filled in by torch/tensorMethods.ts. */
export const TENSOR = new PyClass('Tensor', [T.object], { native: true });
TENSOR.module = 'torch';

/** torch.nn.Parameter: a tensor that a module registers. */
export const PARAMETER = new PyClass('Parameter', [TENSOR], { native: true });
PARAMETER.module = 'torch.nn.parameter';

/** torch.Size: a tuple of dimensions. */
export const SIZE = new PyClass('Size', [T.tuple], { native: true });
SIZE.module = 'torch';
// A slice of a torch.Size is one.
SIZE.data = { sliceKeepsClass: true };

/** What keras.Input gives and Keras layers pass on; TensorFlow's own tensors are alike in what matters here. */
export const KERAS_TENSOR = new PyClass('KerasTensor', [T.object], { native: true });
KERAS_TENSOR.module = 'keras';

/** TensorFlow's tensor of an eager call: what tf's functions give, and Keras' layers for arrays. */
export const TF_TENSOR = new PyClass('EagerTensor', [T.object], { native: true });
TF_TENSOR.module = 'tensorflow';

/** A NumPy array. */
export const NDARRAY = new PyClass('ndarray', [T.object], { native: true });
NDARRAY.module = 'numpy';

/** isinstance() of what has no axes in NumPy, which may be a number: undefined where that is not known. */
type ScalarRule = (value: Tensor, cls: PyClass) => boolean | undefined;
let scalarRule: ScalarRule | null = null;

/** NumPy's classes of numbers say what is one of theirs. */
export function setScalarRule(rule: ScalarRule): void {
  scalarRule = rule;
}

/**
 * A tensor: its dimensions, and what is known of its contents (their type; of small tensors their values). Both are cells on
 * the heap, because some methods change them in place.
 */
export class Tensor extends PyObj {
  override readonly born = ++births.count;
  private own: Map<string, Value> | null = null;
  private held: Contents = NO_CONTENTS;
  /** The tensors of which it is one, where two arms of an undecided condition left them in one place; and the other way. */
  private readonly parts: Tensor[] = [];
  private readonly wholes: Tensor[] = [];

  /** Of what has no axes in NumPy: whether it is a number, and not an array; null where that is not told apart. */
  isNumber: boolean | null = null;

  constructor(
    private dims: Shape | null,
    /** Why the rank is not known, where it is not. */
    private why = '',
    readonly cls: PyClass = TENSOR,
    /** Set on the stand-in for an input that the code does not give: what first takes it says what it must be. */
    readonly placeholder: number | null = null,
  ) {
    super();
  }

  /** The sizes, or null where not even their number is known. */
  get shape(): Shape | null {
    return this.dims;
  }

  get whyUnknown(): string {
    return this.why;
  }

  override isInstance(cls: PyClass): boolean | undefined | null {
    return this.cls === NDARRAY && this.dims?.length === 0 ? scalarRule?.(this, cls) : null;
  }

  override get bulk(): number {
    return (this.dims?.length ?? 0) + 4 * (this.held.index?.length ?? 0);
  }

  get contents(): Contents {
    return this.held;
  }

  get dtype(): Dtype | null {
    return this.held.dtype;
  }

  /** The elements in row-major order, as numbers; null where they are not known. */
  get values(): readonly number[] | null {
    return valuesOf(this.held);
  }

  /** Says what a new tensor holds, before others see it. */
  holding(contents: Contents): this {
    this.held = contents;
    return this;
  }

  /** Something writes into it: elements at these places of the row-major order get values, or all are unknown afterwards. */
  write(cx: Interp, places: readonly number[] | null, values: (place: number, at: number) => number | undefined): void {
    const { storage, index } = this.held;
    const old = storage?.values;
    if (storage) {
      const next = old && index && places ? [...old] : null;
      const written =
        next &&
        places?.every((place, at) => {
          const [to, value] = [index?.[place], values(place, at)];
          if (to === undefined || value === undefined) return false;
          next[to] = value;
          return true;
        });
      storage.write(cx, written === true ? next : null);
    }
    // Written through one of several, each may have been meant; written to one of them, so may what stands for several.
    for (const part of this.parts) part.write(cx, null, () => undefined);
  }

  /** Its elements are not known any more. */
  forget(cx: Interp): void {
    this.write(cx, null, () => undefined);
  }

  /** Changes the sizes in place. Tensors of which it is not known whether they are this one may change as well. */
  setShape(cx: Interp, shape: Shape | null): void {
    cx.heap.set(this, DIMS, shape);
    if (this.held.index) cx.heap.set(this, CONTENTS, { ...this.held, index: null });
    const seen = new Set<Tensor>([this]);
    const queue = [...this.parts, ...this.wholes];
    for (let other = queue.pop(); other; other = queue.pop()) {
      if (seen.has(other)) continue;
      seen.add(other);
      cx.heap.set(other, DIMS, joinShapes(other.dims, shape, CHANGED_IN_PLACE));
      queue.push(...other.parts, ...other.wholes);
    }
  }

  override get attrs(): Map<string, Value> {
    return (this.own ??= new Map());
  }

  override peek(key: string | number): unknown {
    return key === DIMS ? this.dims : key === CONTENTS ? this.held : super.peek(key);
  }

  override poke(key: string | number, value: unknown): void {
    if (key === DIMS) this.dims = value as Shape | null;
    else if (key === CONTENTS) this.held = value as Contents;
    else super.poke(key, value);
  }

  override joinCell(key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    if (key === CONTENTS) return joinContents(a as Contents, b as Contents);
    if (key !== DIMS) return super.joinCell(key, a, b, cx);
    return joinShapes(a as Shape | null, b as Shape | null, cx.reason);
  }

  /** Two tensors that a variable may hold: what is certain of both. */
  override joinWith(other: PyObj, cx: JoinCx): Value | undefined {
    if (!(other instanceof Tensor) || other.cls !== this.cls) return undefined;
    // Of two ranks each is tried by itself, where alternatives are kept.
    if (cx.keepsAlternatives && this.dims && other.dims && this.dims.length !== other.dims.length) return undefined;
    const why = cx.reason.message;
    const shape = joinShapes(this.dims, other.dims, cx.reason);
    if (!cx.keepsAlternatives && this.parts.length > 0 && shape === this.dims) return this;
    const made = new Tensor(shape, this.why || other.why || why, this.cls);
    made.held = ofType(this.dtype === other.dtype ? this.dtype : null);
    made.parts.push(this, other);
    this.wholes.push(made);
    other.wholes.push(made);
    return made;
  }

  override get isJoined(): boolean {
    return this.parts.length > 0;
  }

  override havocCell(key: string | number, old: unknown, cx: JoinCx): unknown {
    if (key === CONTENTS) return { ...(old as Contents), dtype: null, index: null };
    return key === DIMS ? null : super.havocCell(key, old, cx);
  }
}

const CHANGED_IN_PLACE: Reason = {
  code: 'data-dependent',
  message: 'it may be a tensor whose sizes were changed in place',
};

const DIMS = '\0dims';
const CONTENTS = '\0contents';

/** Contents that two executions left in one tensor. Whichever storage it is, its values are not known where they differ. */
function joinContents(a: Contents, b: Contents): Contents {
  const dtype = a.dtype === b.dtype ? a.dtype : null;
  if (a.storage && b.storage && a.storage !== b.storage) a.storage.entangle(b.storage);
  const same =
    a.storage === b.storage && (a.index === b.index || a.index?.every((at, i) => at === b.index?.[i]) === true);
  return { dtype, storage: a.storage ?? b.storage, index: same ? a.index : null };
}

/** What is certain of a shape that is one of two: the dimensions in which they agree. */
export function joinShapes(a: Shape | null, b: Shape | null, why: Reason): Shape | null {
  if (a === b) return a;
  if (!a || a.length !== b?.length) return null;
  const joined = a.map((dim, axis) => {
    const other = b[axis];
    if (!isKnown(dim)) return dim;
    return other !== undefined && sameDim(dim, other) === true ? dim : unknownFor(why);
  });
  return joined.every((dim, axis) => dim === a[axis]) ? a : joined;
}

/** A tensor of the same framework as `like` with the shape that came out of a rule; the framework's refusal is raised. */
export function tensorOf(cx: Interp, flow: Flow, like: PyClass = TENSOR, placeholder: number | null = null): Tensor {
  if (flow instanceof Refusal) throw raiseRefusal(cx, flow);
  if (flow instanceof UnknownShape) return new Tensor(null, flow.why, like, placeholder);
  return new Tensor(placed(cx, flow), '', like, placeholder);
}

/** What is not known from here on is so because of the call in flight, where nothing before it is said to be. */
function placed(cx: Interp, shape: Shape): Shape {
  if (!shape.some(dim => !isKnown(dim) && dim.place === undefined)) return shape;
  const place = cx.place();
  if (place === undefined) return shape;
  return shape.map(dim => (isKnown(dim) || dim.place !== undefined ? dim : { ...dim, place }));
}

/** The class of results: a parameter's operations give plain tensors. */
export function resultClass(tensor: Tensor): PyClass {
  return tensor.cls === PARAMETER ? TENSOR : tensor.cls;
}

/** The class of what a Keras layer gives: symbolic for a symbolic input, else TensorFlow's own. */
export function kerasResult(input: Tensor): PyClass {
  return input.cls === KERAS_TENSOR ? KERAS_TENSOR : TF_TENSOR;
}

/** The first tensor among values, looking into tuples, lists and dictionaries: what a call is said to take or give. */
export function firstTensor(values: Iterable<Value>): Tensor | undefined {
  for (const value of values) {
    if (value instanceof Tensor) return value;
    if (value instanceof PyTuple || value instanceof PyList) {
      const inner = firstTensor(value.items);
      if (inner) return inner;
    }
    if (value instanceof PyDict && value.open === null) {
      const inner = firstTensor([...value.map.values()].map(entry => entry.value));
      if (inner) return inner;
    }
  }
  return undefined;
}

/** A value where a tensor is expected: the tensor, one of unknown rank for an unknown, or undefined for anything else. */
export function asTensor(value: Value | undefined, cls: PyClass = TENSOR): Tensor | undefined {
  if (value instanceof Tensor) return value;
  // A parameter without a value stands for whatever the caller gives.
  if (value instanceof Sym) return new Tensor(null, `${value.toString()} has no value here`, cls);
  return value instanceof Unknown ? new Tensor(null, value.why.message, cls) : undefined;
}
