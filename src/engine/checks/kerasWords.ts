import { at } from '../numbers.js';
import type { ConvSpec, ExplicitPadding } from '../params.js';
import type { CallContext } from '../refusals.js';
import type { Problem } from '../result.js';
import { rawOutput } from '../sizeRule.js';

/** What Keras says when a layer is called with an input that it cannot take. Messages as of Keras 3.15.1. */

/** A tuple as Python prints it: (1,) and (1, 2). */
export function tuple(values: readonly (number | string)[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

/** The shape that the whole input has in the layer's layout, from the leading sizes (batch, channels). */
export function fullShape(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  leading: readonly (number | string)[],
): (number | string)[] {
  return spec.layout === 'NCHW'
    ? [...leading, ...inputSpatial]
    : [...leading.slice(0, 1), ...inputSpatial, ...leading.slice(1)];
}

/** The kernel's shape as Keras' messages have it: as if every input channel led to every filter, whatever the groups. */
function quotedKernel(spec: ConvSpec, filters: number): string {
  return tuple([...spec.kernelSize, spec.inChannels, filters]);
}

/** No output is left. Keras writes numpy's dilations without a comma and everything else as tuples. */
export function noOutput(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  _padding: ExplicitPadding,
  call: CallContext,
): Problem {
  const outputs = inputSpatial.map((size, axis) => rawOutput(spec, axis, size));
  const axis = outputs.findIndex(size => size < 1);
  if (spec.transposed) {
    return {
      code: 'output-too-small',
      message: `The output of this layer would be empty: an input of ${inputSpatial.join(' × ')} gives ${outputs.join(' × ')}`,
      parameter: 'outputPadding',
      axis,
      values: { inputSpatial, outputSpatial: outputs },
    };
  }
  const [batch, ...rest] = call.leading;
  const shape = fullShape(spec, inputSpatial, [batch === 'N' ? 'None' : (batch ?? 'None'), ...rest]);
  return {
    code: 'kernel-larger-than-input',
    message:
      `Computed output size would be zero or negative. Received \`inputs shape=${tuple(shape)}\`, ` +
      `\`kernel shape=${quotedKernel(spec, call.filters)}\`, \`dilation_rate=[${spec.dilation.join(' ')}]\`, ` +
      `\`strides=${tuple(spec.stride)}\`, \`padding=${spec.padding === 'same' ? 'same' : 'valid'}\`.`,
    parameter: 'kernelSize',
    axis,
    values: { inputSpatial, kernelSize: spec.kernelSize, dilation: spec.dilation },
  };
}

/** A whole input shape with too few or too many axes. */
export function rankMismatch(spec: ConvSpec, shape: readonly number[], filters: number): Problem {
  const rank = spec.spatialRank + 2;
  const values = { expected: rank, shape };
  if (shape.length < rank) {
    const message = `Input is incompatible with the layer: expected min_ndim=${rank}, found ndim=${shape.length}. Full shape received: ${tuple(shape)}`;
    return { code: 'rank-mismatch', message, parameter: 'input', values };
  }
  return {
    code: 'rank-mismatch',
    message: `Kernel shape must have the same length as input, but received kernel of shape ${quotedKernel(spec, filters)} and input of shape ${tuple(shape)}.`,
    parameter: 'input',
    values,
  };
}

/** An input with another number of channels than the layer was built for. */
export function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const axis = spec.layout === 'NCHW' ? 1 : shape.length - 1;
  return {
    code: 'channels-mismatch',
    message:
      `Input is incompatible with the layer: expected axis ${spec.layout === 'NCHW' ? 1 : -1} of input shape to have ` +
      `value ${spec.inChannels}, but received input with shape ${tuple(shape)}`,
    parameter: 'inChannels',
    values: { expected: spec.inChannels, got: at(shape, axis) },
  };
}

/** A spatial size of 0: Keras may name a shape for it, but there is nothing that a layer could compute from it. */
export function emptyInput(inputSpatial: readonly number[], _leading: readonly (number | string)[]): Problem {
  return {
    code: 'not-positive',
    message: `The input is empty: its spatial size is ${inputSpatial.join(' × ')}`,
    parameter: 'input',
    axis: inputSpatial.indexOf(0),
    values: { inputSpatial },
  };
}
