import { geometries } from './axis.js';
import { resolveOutputPadding, resolvePadding } from './padding.js';
import { at, effectiveKernelSize } from './numbers.js';
import type { ConvSpec } from './params.js';

/** A layer whose matrix is the transpose of another's, on the input size that the other gives. */
export interface Adjoint {
  readonly spec: ConvSpec;
  readonly inputSpatial: readonly number[];
}

/** The layout in which the adjoint layer reads the same weight tensor: its two channel axes have changed their names. */
const TURNED: Readonly<Record<ConvSpec['weightLayout'], ConvSpec['weightLayout']>> = {
  OIHW: 'IOHW',
  IOHW: 'OIHW',
  HWIO: 'HWOI',
  HWOI: 'HWIO',
  HWIM: 'HWOI',
  OHWI: 'IHWO',
  IHWO: 'OHWI',
};

/**
 * The layer with the same connectivity and the arrow turned: of a convolution, the transposed convolution that carries its
 * gradient back; of a transposed one, the convolution. Its weights are the same tensor, so that its matrix is the other's transpose, entry by entry.
 * outputPadding makes up what the stride left over. Padding other than with zeros, and a convolution that both strides and dilates
 * its input, have no such layer (RangeError).
 */
export function adjointSpec(spec: ConvSpec, inputSpatial: readonly number[]): Adjoint {
  if (spec.paddingMode !== 'zeros') throw new RangeError('Padding that folds has no transposed layer');
  if (spec.inputDilation)
    throw new RangeError('A convolution of a dilated input with a stride has no transposed layer');
  const outputs = geometries(spec, inputSpatial).map(axis => axis.outputs);
  const padding = resolvePadding(spec, inputSpatial);
  const outputPadding = spec.kernelSize.map((kernel, axis) => {
    if (spec.transposed) return 0;
    const span = effectiveKernelSize(kernel, at(spec.dilation, axis));
    const natural =
      (at(outputs, axis) - 1) * at(spec.stride, axis) + span - at(padding.begin, axis) - at(padding.end, axis);
    return at(inputSpatial, axis) - natural;
  });
  // Output padding of a transposed layer is padding at the end for the convolution that goes back.
  const added = resolveOutputPadding(spec, inputSpatial);
  const end = padding.end.map((size, axis) => (spec.transposed ? size - at(added, axis) : size));
  const { outputSize: _asked, outputLayout, dividedAxis, ...rest } = spec;
  return {
    spec: {
      ...rest,
      ...(dividedAxis ? { dividedAxis: dividedAxis === 'inputs' ? ('outputs' as const) : ('inputs' as const) } : {}),
      ...(outputLayout ? { layout: outputLayout, outputLayout: spec.layout } : {}),
      transposed: !spec.transposed,
      inChannels: spec.outChannels,
      outChannels: spec.inChannels,
      padding: { begin: padding.begin, end },
      outputPadding,
      weightLayout: TURNED[spec.weightLayout],
    },
    inputSpatial: outputs,
  };
}
