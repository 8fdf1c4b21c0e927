import assert from 'node:assert/strict';
import type { Argument, ConvCall, Shape } from '../../../src/analysis/index.js';
import { buildSpec } from '../../../src/engine/index.js';
import type { LayerParams, ParameterRole } from '../../../src/engine/index.js';

const TORCH: readonly (readonly [string, ParameterRole])[] = [
  ['in_channels', 'inChannels'],
  ['out_channels', 'outChannels'],
  ['kernel_size', 'kernelSize'],
  ['stride', 'stride'],
  ['padding', 'padding'],
  ['output_padding', 'outputPadding'],
  ['groups', 'groups'],
  ['bias', 'bias'],
  ['dilation', 'dilation'],
];

/** nn.ConvTranspose2d(16, 8, 3, stride=2) with changes. */
export function params(changes: Partial<LayerParams> = {}): LayerParams {
  return {
    convention: 'torch',
    kind: 'transposed',
    spatialRank: 2,
    inChannels: 16,
    outChannels: 8,
    kernelSize: [3, 3],
    stride: [2, 2],
    padding: [0, 0],
    dilation: [1, 1],
    outputPadding: [0, 0],
    groups: 1,
    bias: true,
    paddingMode: 'zeros',
    depthMultiplier: 1,
    layout: 'NCHW',
    ...changes,
  };
}

/** A complete call with all parameters known, as the analysis would find it at offset 10. */
export function torchCall(layer: LayerParams, shown: { input: Shape | null; output: Shape | null }): ConvCall {
  const spec = buildSpec(layer);
  assert.ok(spec.ok, 'the fixture is a possible layer');
  const name = `${layer.kind === 'transposed' ? 'ConvTranspose' : 'Conv'}${layer.spatialRank}d`;
  const args = TORCH.filter(([, role]) => layer.kind === 'transposed' || role !== 'outputPadding');
  return {
    api: `torch.nn.${name}`,
    span: { from: 10, to: 60 },
    calleeSpan: { from: 10, to: 10 + name.length + 3 },
    callee: `nn.${name}`,
    complete: true,
    arguments: args.map(([argument, role], index): Argument => {
      const value = layer[role as keyof LayerParams] as Argument['value'];
      const written = index < 3;
      return {
        name: argument,
        role,
        text: String(value),
        span: written ? { from: 20 + index, to: 21 + index } : null,
        keyword: !written,
        value,
      };
    }),
    params: layer,
    spec: spec.value,
    known: layer,
    runs: [],
    maybe: [],
    assumed: false,
    shown,
    certainty: 'certain',
    problems: [],
  };
}

/** The layer of the issue on the input of its sample: (1, 16, 8, 8) → (1, 8, 17, 17). */
export function sampleCall(changes: Partial<ConvCall> = {}): ConvCall {
  return { ...torchCall(params(), { input: [1, 16, 8, 8], output: [1, 8, 17, 17] }), ...changes };
}
