import { POINT_EVENT, VALUE_EVENT } from '../../state/scene.js';
import type { PointDetail, Pointed, ValueDetail } from '../../state/scene.js';

/** Tells the app what is pointed at. */
export function sendPointed(from: EventTarget, pointed: Pointed, keep: boolean): void {
  from.dispatchEvent(
    new CustomEvent<PointDetail>(POINT_EVENT, { detail: { pointed, keep }, bubbles: true, composed: true }),
  );
}

/** Tells the app that a number was typed. */
export function sendValue(from: EventTarget, detail: ValueDetail): void {
  from.dispatchEvent(new CustomEvent<ValueDetail>(VALUE_EVENT, { detail, bubbles: true, composed: true }));
}

export function samePointed(a: Pointed, b: Pointed): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === 'entry') return b.kind === 'entry' && a.output === b.output && a.input === b.input;
  return b.kind === a.kind && a.index === b.index;
}
