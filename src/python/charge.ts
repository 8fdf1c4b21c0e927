import type { Machine } from './machine.js';
import type { Value } from './klass.js';
import { PyBytes, PyDict, PyList, PyObj, PySet, PyTuple } from './value.js';

/** An int beyond it has a size that counts. */
const LONG = 1n << 4096n;

/**
 * Charges for the size of what a native made, so that the steps of the budget bound the memory too: a step stands for at most
 * some hundred bytes. An object that was there before (`births` tells) costs nothing again. @throws Abort
 */
export function chargeMade(cx: Machine, made: Value, births: number): void {
  if (typeof made === 'string') {
    if (made.length > 64) cx.tick(made.length >> 6);
  } else if (typeof made === 'bigint') {
    if (made > LONG || made < -LONG) cx.tick(256);
  } else if (made instanceof PyTuple) {
    cx.tick(made.items.length >> 3);
    // Several results are one.
    if (made.items.length <= 64)
      for (const item of made.items) if (item instanceof PyObj && item.bulk > 8) cx.tick(item.bulk >> 3);
  } else if (made instanceof PyBytes) cx.tick(made.value.length >> 6);
  else if (made instanceof PyObj && made.born !== undefined && made.born > births) {
    if (made instanceof PyList) cx.tick(made.items.length >> 2);
    else if (made instanceof PyDict || made instanceof PySet) cx.tick(made.map.size);
    else if (made.bulk > 8) cx.tick(made.bulk >> 3);
  }
}

/** Charges for work that goes through so much text. @throws Abort */
export function chargeText(cx: { tick(steps: number): void }, length: number): void {
  if (length > 256) cx.tick(length >> 8);
}

/** Charges for looking for a text in another one, which may have to compare all of it at each place. @throws Abort */
export function chargeSearch(cx: { tick(steps: number): void }, text: string, sought: string): void {
  chargeText(cx, text.length * Math.max(1, Math.min(sought.length, text.length)));
}

/** Appends each item: `push(...items)` fails where there are more than the stack holds. */
export function appendAll<T>(into: T[], items: readonly T[]): void {
  for (const item of items) into.push(item);
}
