import type { JoinCx, Owner } from '../python/heap.js';
import type { Interp } from '../python/interp.js';
import { births } from '../python/births.js';

/** Element types, by PyTorch's names. */
export type Dtype =
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128';

/** How many elements are kept at most. */
export const MOST_ELEMENTS = 4096;

const VALUES = 'values';

/**
 * The elements of small tensors of known values; tensors that are views of each other have one of them. Numbers are as the
 * element type holds them (bool: 0 and 1); null: not known any more, which never changes back.
 */
export class Storage implements Owner {
  readonly born = ++births.count;
  /** Storages that may be this one, or a copy: which of both it is depends on strides. */
  private readonly perhapsSame: Storage[] = [];

  constructor(
    private elements: readonly number[] | null,
    /** How far each element may be from what is written here, where no build computes it exactly. */
    private readonly errors: readonly number[] | null = null,
  ) {}

  get values(): readonly number[] | null {
    return this.errors === null ? this.elements : null;
  }

  /** The elements and how far they may be off. */
  get about(): { readonly values: readonly number[]; readonly errors: readonly number[] } | null {
    return this.errors && this.elements ? { values: this.elements, errors: this.errors } : null;
  }

  peek(key: string | number): unknown {
    return key === VALUES ? this.elements : undefined;
  }

  poke(key: string | number, value: unknown): void {
    if (key === VALUES) this.elements = (value ?? null) as readonly number[] | null;
  }

  joinCell(_key: string | number, a: unknown, b: unknown, _cx: JoinCx): unknown {
    const [x, y] = [a as readonly number[] | null, b as readonly number[] | null];
    const same = x === y || (x?.length === y?.length && x?.every((value, i) => value === y?.[i]) === true);
    return same ? x : null;
  }

  havocCell(): unknown {
    return null;
  }

  /** Notes that writing to one may write to the other. */
  entangle(other: Storage): void {
    this.perhapsSame.push(other);
    other.perhapsSame.push(this);
  }

  /** Changes the elements; what may be the same storage is not known afterwards. */
  write(cx: Interp, values: readonly number[] | null): void {
    if (this.elements !== null) cx.heap.set(this, VALUES, values);
    const seen = new Set<Storage>([this]);
    const queue = [...this.perhapsSame];
    for (let other = queue.pop(); other; other = queue.pop()) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (other.elements !== null) cx.heap.set(other, VALUES, null);
      queue.push(...other.perhapsSame);
    }
  }
}

/** What is known of a tensor's elements. */
export interface Contents {
  /** Null: not known. */
  readonly dtype: Dtype | null;
  /** Where the elements are; null where they never were known. */
  readonly storage: Storage | null;
  /** Which element of the storage stands where, in row-major order; null: not known. */
  readonly index: readonly number[] | null;
}

export const NO_CONTENTS: Contents = { dtype: null, storage: null, index: null };

/** Only the element type is known. */
export function ofType(dtype: Dtype | null): Contents {
  return dtype === null ? NO_CONTENTS : { dtype, storage: null, index: null };
}

/** New elements; too many of them are not kept. */
export function ofValues(dtype: Dtype | null, values: readonly number[] | null | undefined): Contents {
  if (dtype === null || !values || values.length > MOST_ELEMENTS) return ofType(dtype);
  const rounded: number[] = [];
  for (const value of values) {
    const held = roundTo(dtype, value);
    if (held === undefined) return ofType(dtype);
    rounded.push(held);
  }
  return { dtype, storage: new Storage(rounded), index: rounded.map((_, i) => i) };
}

/** New elements that are known up to an error. */
export function ofAbout(dtype: Dtype | null, values: readonly number[], errors: readonly number[]): Contents {
  const useful = values.every((value, i) => Number.isFinite(value) && Number.isFinite(errors[i] ?? NaN));
  if (dtype === null || !useful || values.length > MOST_ELEMENTS) return ofType(dtype);
  return { dtype, storage: new Storage(values, errors), index: values.map((_, i) => i) };
}

/** The elements in row-major order, with how far they may be off: 0 where they are known. */
export function aboutOf(contents: Contents): { values: number[]; errors: number[] } | null {
  const exact = valuesOf(contents);
  if (exact) return { values: [...exact], errors: exact.map(() => 0) };
  const about = contents.storage?.about;
  const { index } = contents;
  if (!about || !index) return null;
  return { values: index.map(at => about.values[at] ?? 0), errors: index.map(at => about.errors[at] ?? Infinity) };
}

/** The elements in row-major order; null where they are not known. */
export function valuesOf({ storage, index }: Contents): readonly number[] | null {
  const values = storage?.values;
  return values && index ? index.map(at => values[at] ?? 0) : null;
}

/** The same storage seen otherwise; without positions its elements are not known, and writing to it may change the storage. */
export function viewOf({ dtype, storage, index }: Contents, positions: readonly number[] | null): Contents {
  if (!storage) return ofType(dtype);
  const seen = positions && index && positions.length <= MOST_ELEMENTS ? positions.map(at => index[at] ?? 0) : null;
  return { dtype, storage, index: seen };
}

/** What may be a view or a copy: the same elements until one of both is written to. */
export function viewOrCopy(contents: Contents, positions: readonly number[] | null): Contents {
  const { dtype, storage, index } = contents;
  if (!storage) return ofType(dtype);
  const isRun = index?.every((at, i) => at === i + (index[0] ?? 0)) === true;
  if (isRun) return viewOf(contents, positions);
  const values = valuesOf(contents);
  const made = new Storage(values && positions ? positions.map(at => values[at] ?? 0) : null);
  made.entangle(storage);
  return { dtype, storage: made, index: positions?.map((_, i) => i) ?? null };
}

export function isFloat(dtype: Dtype): boolean {
  return /^(float|bfloat)/.test(dtype);
}

export function isInt(dtype: Dtype): boolean {
  return /^u?int/.test(dtype);
}

const INT_RANGES: Partial<Record<Dtype, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  int16: [-32768, 32767],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** A number as the element type holds it; undefined where that is not followed (overflow, half precision). */
export function roundTo(dtype: Dtype, value: number): number | undefined {
  if (dtype === 'bool') return Number.isNaN(value) || value !== 0 ? 1 : 0;
  if (dtype === 'float32') return Math.fround(value);
  if (dtype === 'float64') return value;
  const range = INT_RANGES[dtype];
  if (range) {
    const whole = Math.trunc(value) + 0;
    return whole >= range[0] && whole <= range[1] ? whole : undefined;
  }
  // Small whole numbers are exact in half precision too.
  const exact = dtype === 'float16' ? 2048 : dtype === 'bfloat16' ? 256 : 0;
  return Number.isInteger(value) && Math.abs(value) <= exact ? value : undefined;
}

const ORDER: readonly Dtype[] = ['bool', 'int64', 'float32', 'float64'];

/** The element type of an operation on two (torch.promote_types), where both are of the usual ones. */
export function promoted(a: Dtype | null, b: Dtype | null): Dtype | null {
  if (a === b) return a;
  if (a === null || b === null) return null;
  if (isFloat(a) && (isInt(b) || b === 'bool')) return a;
  if (isFloat(b) && (isInt(a) || a === 'bool')) return b;
  if (a === 'bool' || b === 'bool') return a === 'bool' ? b : a;
  const [x, y] = [ORDER.indexOf(a), ORDER.indexOf(b)];
  return x < 0 || y < 0 ? null : (ORDER[Math.max(x, y)] ?? null);
}
