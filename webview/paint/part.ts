import type { Pointed, Scene } from '../state/scene.js';
import type { Lit } from './lit.js';
import type { Palette } from './palette.js';
import type { Theme } from './theme.js';

/** A rectangle in CSS pixels of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
}

/** What painting needs. */
export interface Brush {
  readonly ctx: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly palette: Palette;
  readonly scene: Scene;
}

/** What a subject lights, ready for painting. */
export type Shown = Lit;

/** What lies under the pointer. */
export interface Hit {
  readonly pointed: NonNullable<Pointed>;
  /** The part follows the subject, so it must hold still while the pointer is in it. */
  readonly still?: boolean;
}

/** A matrix as a part draws it, for those who read the page instead of seeing it. */
export interface Figure {
  readonly name: 'C' | 'Cᵀ';
  readonly rows: number;
  readonly cols: number;
  readonly entries: number;
  readonly box: Box;
}

/**
 * One piece of a picture. The base layer is painted when the scene, the size or the theme changes, the subject layer
 * at every move of the pointer: over the base and above it, so what a subject lights is painted again, opaque.
 */
export interface Part {
  readonly box: Box;
  /** faded: a subject is shown, and everything that is not part of it steps back. */
  base?(brush: Brush, faded: boolean): void;
  subject?(brush: Brush, shown: Shown): void;
  /** Follows the subject, so it is painted on the subject's layer, also without a subject. */
  moving?(brush: Brush, shown: Shown | null): void;
  /** Asked only for points inside the box. */
  hit?(x: number, y: number): Hit | null;
  /** Where an input value or a weight is drawn, to type over it. */
  place?(role: 'input' | 'weight', index: number): Box | null;
  /** Where an entry of the layer's own matrix is drawn. */
  placeEntry?(output: number, input: number): Box | null;
  readonly figure?: Figure;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly Part[];
}
