import { Sym } from '../python/sym/sym.js';
import type { Place } from '../python/value.js';
import { dimKey, type Shape } from './dims.js';

/**
 * Values as the shape rules see them: what is left of a Python value when its identity and its methods do not matter.
 * An int is a number; a float keeps its kind, since frameworks refuse 4.0 where they take 4.
 */
export type Plain = number | string | boolean | null | Sym | PlainFloat | PlainUnknown | PlainOther | readonly Plain[];

export interface PlainFloat {
  readonly float: number;
}

/** No value that the code determines, and why. */
export interface PlainUnknown {
  readonly unknown: string;
  /** The nearest place in the user's files, where there is one. */
  readonly place?: Place;
}

/** A value that is known but is none of these: a function, a module, a dict, a tensor. */
export interface PlainOther {
  /** Its Python type's name. */
  readonly other: string;
  /** A tensor's sizes, where their number is known. */
  readonly shape?: Shape;
}

export function isPlainUnknown(value: Plain): value is PlainUnknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}

export function isPlainFloat(value: Plain): value is PlainFloat {
  return typeof value === 'object' && value !== null && 'float' in value;
}

export function isPlainList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** The Python type's name, for messages. */
export function plainType(value: Plain): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'number' || value instanceof Sym) return 'int';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (isPlainList(value)) return 'tuple';
  if (isPlainFloat(value)) return 'float';
  return isPlainUnknown(value) ? 'object' : value.other;
}

/** Why a value has no number: its own reason, or the reason of the first part that has none. */
export function whyUnknown(value: Plain): string | undefined {
  if (isPlainList(value)) {
    for (const part of value) {
      const why = whyUnknown(part);
      if (why !== undefined) return why;
    }
    return undefined;
  }
  if (value instanceof Sym) return `${value.toString()} has no value here`;
  return isPlainUnknown(value) ? value.unknown : undefined;
}

/** The arguments of one call by parameter name, with the readings that shape rules need. */
export class PlainArgs {
  constructor(private readonly values: ReadonlyMap<string, Plain>) {}

  get(name: string): Plain | undefined {
    return this.values.get(name);
  }

  /** The number, or undefined where the argument is no known int. True and False count as 1 and 0, as in Python. */
  int(name: string): number | undefined {
    return intOf(this.values.get(name));
  }

  /** A float or int as a JavaScript number. */
  real(name: string): number | undefined {
    return realOf(this.values.get(name));
  }

  /** Truth of a known scalar; undefined where it is not known. */
  flag(name: string): boolean | undefined {
    const value = this.values.get(name);
    if (value === undefined) return false;
    if (value === null) return false;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return value !== 0;
    if (typeof value === 'string') return value !== '';
    if (isPlainFloat(value)) return value.float !== 0;
    if (isPlainList(value)) return value.length > 0;
    return 'other' in value ? true : undefined;
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  isNone(name: string): boolean {
    const value = this.values.get(name);
    return value === null || value === undefined;
  }

  /** One int per axis: an int stands for all axes. Undefined where a part is unknown or the length is another. */
  ints(name: string, rank: number): number[] | undefined {
    return intsOf(this.values.get(name), rank);
  }

  /** The reason for the first of these arguments that has no value. */
  why(...names: string[]): string {
    for (const name of names) {
      const value = this.values.get(name);
      const why = value === undefined ? undefined : whyUnknown(value);
      if (why !== undefined) return why;
    }
    return `${names[0] ?? 'an argument'} has a form that is not understood`;
  }
}

export function intOf(value: Plain | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

export function realOf(value: Plain | undefined): number | undefined {
  if (value !== undefined && isPlainFloat(value)) return value.float;
  return intOf(value);
}

export function intsOf(value: Plain | undefined, rank: number): number[] | undefined {
  if (value !== undefined && isPlainList(value)) {
    const ints = value.map(intOf);
    // PyTorch repeats a list of one over all axes in most of its functions.
    const full = ints.length === 1 && rank > 1 ? Array<number | undefined>(rank).fill(ints[0]) : ints;
    return full.length === rank && full.every(part => part !== undefined) ? full : undefined;
  }
  const one = intOf(value);
  return one === undefined ? undefined : Array<number>(rank).fill(one);
}

/** A text that two values share exactly when they are alike. */
export function plainKey(value: Plain): string {
  if (isPlainList(value)) return `(${value.map(plainKey).join(',')})`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (value instanceof Sym) return value.toString();
  if (isPlainFloat(value)) return `${value.float}f`;
  if (isPlainUnknown(value)) return `?${value.unknown}`;
  // A function's weight is in its sizes: two of other sizes are two layers.
  return value.shape ? `${value.other}[${value.shape.map(dimKey).join(',')}]` : value.other;
}
