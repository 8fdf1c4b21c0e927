import type { SpatialRank } from '../../engine/index.js';
import type { ConvRow } from '../convTable.js';

/** What make_node takes beside an operator's attributes; see onnx/helper.py. */
const NODE = 'op_type, inputs, outputs, name=None, doc_string=None, domain=None, overload=None';

/** The attributes of Conv and ConvTranspose (onnx/defs/nn/defs.cc, opset 22). */
const CONV = 'auto_pad="NOTSET", dilations=None, group=1, kernel_shape=None, pads=None, strides=None';
const TRANSPOSED = `${CONV}, output_padding=None, output_shape=None`;

const ROLES: ConvRow['roles'] = {
  auto_pad: 'padding',
  dilations: 'dilation',
  group: 'groups',
  kernel_shape: 'kernelSize',
  pads: 'padding',
  strides: 'stride',
};
const TRANSPOSED_ROLES: ConvRow['roles'] = { ...ROLES, output_padding: 'outputPadding', output_shape: 'outputSize' };

export const ONNX_OPERATORS = ['Conv', 'ConvTranspose'] as const;

/**
 * ONNX's convolutions, which Python code makes by onnx.helper.make_node: the operator is an argument, and the spatial rank
 * is the length of an attribute. So a name has a row per rank, and is found by operatorRow.
 */
export const ONNX_ROWS: readonly ConvRow[] = ONNX_OPERATORS.flatMap(op =>
  ([1, 2, 3] as const).map(spatialRank => ({
    api: `onnx.${op}`,
    convention: 'onnx' as const,
    kind: op === 'Conv' ? ('convolution' as const) : ('transposed' as const),
    spatialRank,
    form: 'function' as const,
    lazy: false,
    signature: `${NODE}, ${op === 'Conv' ? CONV : TRANSPOSED}`,
    roles: op === 'Conv' ? ROLES : TRANSPOSED_ROLES,
    ignoresDilation: false,
  })),
);

/** The row of an operator of ONNX with so many spatial axes, or undefined when it is no convolution of up to three. */
export function operatorRow(op: string, spatialRank: number): ConvRow | undefined {
  return ONNX_ROWS.find(row => row.api === `onnx.${op}` && row.spatialRank === (spatialRank as SpatialRank));
}

/** Whether an operator has such an attribute. */
export function isAttribute(op: string, name: string): boolean {
  return Object.hasOwn(op === 'Conv' ? ROLES : TRANSPOSED_ROLES, name);
}
