import type { AxisTaps, ConvSpec, Csr, LayerParams, OverlapMap, OverlapVerdict } from '../../src/engine/index.js';

/**
 * What the pictures draw: one channel pair of one layer on one input size, everything computed by the engine. A scene
 * never changes; a new snapshot, a what-if or a typed number makes a new one. Row and column, output and input are
 * flat, row-major over the spatial axes.
 */
export interface Scene {
  readonly params: LayerParams;
  readonly spec: ConvSpec;
  readonly inputSpatial: readonly number[];
  readonly outputSpatial: readonly number[];
  /** Taps along each axis: geometry of rows, columns and pictures, whatever the size. */
  readonly taps: readonly AxisTaps[];
  /** The layer's own matrix for the channel pair (rows = outputs), null where it is too large to hold. */
  readonly matrix: Csr | null;
  /** C, the matrix of the convolution whose connectivity the layer has: matrix itself, or its transpose. */
  readonly c: Csr | null;
  readonly x: Float64Array;
  readonly w: Float64Array;
  readonly y: Float64Array;
  /** Only in the lesson: z and Cᵀz, the same cells with the arrow turned. */
  readonly z: Float64Array | null;
  readonly ctz: Float64Array | null;
  readonly verdict: OverlapVerdict;
  readonly overlap: OverlapMap;
  readonly lesson: boolean;
  readonly colourBy: 'index' | 'value';
}

/** The subject: the one thing that is pointed at. Every picture and the read-out draw it. */
export type Pointed =
  | { readonly kind: 'output'; readonly index: number }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'weight'; readonly index: number }
  /** An entry of the layer's own matrix. */
  | { readonly kind: 'entry'; readonly output: number; readonly input: number }
  | null;

/** What a picture tells the app; composed and bubbling, detail as below. */
export const POINT_EVENT = 'conv-point';
export interface PointDetail {
  readonly pointed: Pointed;
  /** A click or a walk keeps the subject; moving over a cell only shows it until the pointer leaves. */
  readonly keep: boolean;
}

/** A number was typed into an input value or a kernel weight. */
export const VALUE_EVENT = 'conv-value';
export interface ValueDetail {
  readonly target: 'x' | 'w';
  readonly index: number;
  readonly value: number;
}
