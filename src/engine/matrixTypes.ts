/** A sparse matrix in compressed sparse row form, rows sorted, columns ascending within a row. */
export interface Csr {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 offsets into colIdx. */
  readonly rowPtr: Int32Array | Float64Array;
  readonly colIdx: Int32Array;
  /** Flat index into the framework's own weight tensor, per entry. A column repeats when taps fold onto it. */
  readonly weightIdx: Int32Array;
}

/** One (input, output, weight) triple of a single channel pair; indices are flat, row-major over the spatial axes. */
export interface Tap {
  readonly output: number;
  readonly input: number;
  /** Flat index into the kernel's own spatial axes. */
  readonly weight: number;
}

/** Along one axis: for every output position, the input positions and kernel positions that meet there (CSR form). */
export interface AxisTaps {
  readonly inputs: number;
  readonly outputs: number;
  readonly ptr: Int32Array;
  readonly input: Int32Array;
  readonly kernel: Int32Array;
}

/** How evenly the interior is covered, from residues alone, whatever the input size. */
export interface OverlapVerdict {
  readonly even: boolean;
  /** Some interior outputs (or inputs, for a convolution's gradient) have no tap at all. */
  readonly holes: boolean;
  /** The smallest period along each axis; 1 where the axis is even. */
  readonly period: readonly number[];
  /** Taps per element of the interior, over all axes (products of the axes' own). */
  readonly min: number;
  readonly max: number;
  /** Per axis, the counts over one period, from phase 0. */
  readonly phases: readonly (readonly number[])[];
}

export interface OverlapMap {
  /** Spatial size of what is painted. */
  readonly shape: readonly number[];
  /** Per axis, taps per position; the map is their product. */
  readonly profiles: readonly Int32Array[];
  /** How many elements of the real map, border included, have no tap. */
  readonly unpainted: number;
  readonly min: number;
  readonly max: number;
  /** Whether any element has every tap of its phase, along all axes. */
  readonly hasInterior: boolean;
  /** Every count that occurs with how many elements have it, ascending by count. */
  readonly histogram: readonly { readonly count: number; readonly elements: number }[];
}

/** Output size along one axis as ⌊(mul·i + add)/div⌋ + plus: every framework's rule has this form. */
export interface SizeRule {
  readonly mul: number;
  readonly add: number;
  readonly div: number;
  readonly plus: number;
}

/** A change of parameters, in the framework's own parameters, and what it gives. */
export interface Change {
  readonly set: Readonly<
    Partial<Record<'kernelSize' | 'stride' | 'padding' | 'outputPadding' | 'dilation', readonly number[]>>
  >;
  /** Set when the input size is what changes. */
  readonly inputSpatial?: readonly number[];
  readonly outputSpatial: readonly number[];
}
