import type { ConvCall } from '../analysis/index.js';
import { wantsTuple, type Change, type ParameterRole } from '../engine/index.js';
import { argumentOf } from './callFacts.js';

const TORCH_NAMES: Partial<Record<ParameterRole, string>> = {
  kernelSize: 'kernel_size',
  stride: 'stride',
  padding: 'padding',
  outputPadding: 'output_padding',
  dilation: 'dilation',
};

const ONNX_NAMES: Partial<Record<ParameterRole, string>> = {
  kernelSize: 'kernel_shape',
  stride: 'strides',
  padding: 'pads',
  outputPadding: 'output_padding',
  dilation: 'dilations',
};

/** A change of parameters as the code would say it: "kernel_size=4, padding=1, output_padding=1". */
export function changeText(call: ConvCall, change: Change): string {
  const onnx = call.known.convention === 'onnx';
  return Object.entries(change.set)
    .map(([key, values]) => {
      const role = key as ParameterRole;
      if (onnx)
        return `${ONNX_NAMES[role] ?? role}=[${(role === 'padding' ? [...values, ...values] : values).join(', ')}]`;
      const argument = argumentOf(call, role);
      // A function has its kernel's size from its weight.
      if (!argument && call.functional && role === 'kernelSize') return `kernel ${values.join('×')}`;
      const tuple = wantsTuple(call.known.convention, role);
      return `${argument?.name ?? TORCH_NAMES[role] ?? role}=${tuple ? tupleText(values) : axesText(values)}`;
    })
    .join(', ');
}

function tupleText(values: readonly number[]): string {
  return values.length === 1 ? `(${values.join('')},)` : `(${values.join(', ')})`;
}

/** Equal axes once: 4, else (4, 3). */
export function axesText(values: readonly number[]): string {
  const first = values[0];
  return first !== undefined && values.every(value => value === first) ? String(first) : `(${values.join(', ')})`;
}
