/** A predicate over data that came from the other side; it never throws, whatever the value. */
export type Guard<T> = (value: unknown) => value is T;

/** What a guard vouches for. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

export const isString: Guard<string> = (value): value is string => typeof value === 'string';

export const isBoolean: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

export const isNumber: Guard<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);

/** A whole number from 0 to 2^53 - 1: an index, a version, a line. */
export const isCount: Guard<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Nothing at all. The transport may carry "undefined" as null. */
export const isNothing: Guard<undefined> = (value): value is undefined => value === undefined || value === null;

export const isNull: Guard<null> = (value): value is null => value === null;

/** A string of at most `limit` UTF-16 units, so that one message cannot fill the memory of the other side. */
export function stringUpTo(limit: number): Guard<string> {
  return (value): value is string => typeof value === 'string' && value.length <= limit;
}

/** One of the given words. */
export function isOneOf<const T extends readonly (string | number | boolean)[]>(...words: T): Guard<T[number]> {
  return (value): value is T[number] => (words as readonly unknown[]).includes(value);
}

/** An array whose every element passes, of at most `limit` elements. */
export function isArrayOf<T>(element: Guard<T>, limit = Number.MAX_SAFE_INTEGER): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.length <= limit && value.every(element);
}

/** Passes what any of the guards passes. */
export function isEither<T extends readonly Guard<unknown>[]>(...guards: T): Guard<Guarded<T[number]>> {
  return (value): value is Guarded<T[number]> => guards.some(guard => guard(value));
}

/** The value or nothing: for keys that may be left out. */
export function isOptional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || guard(value);
}

/**
 * A plain object that has the given keys as its own, each passing its guard. Further keys are let through, so that a
 * newer side can say more; what is read is what was checked.
 */
export function isObject<T extends object>(shape: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const keys = Object.keys(shape) as (keyof T & string)[];
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return false;
    }
    const record = value as Record<string, unknown>;
    return keys.every(key => shape[key](Object.hasOwn(record, key) ? record[key] : undefined));
  };
}
