import type { ConvRow } from '../convRow.js';

/** What make_node takes beside an operator's attributes; see onnx/helper.py. */
const NODE = 'op_type, inputs, outputs, name=None, doc_string=None, domain=None, overload=None';

/** The attributes of Conv and ConvTranspose (onnx/defs/nn/defs.cc, opset 22). */
const CONV = 'auto_pad="NOTSET", dilations=None, group=1, kernel_shape=None, pads=None, strides=None';

const ROLES: ConvRow['roles'] = {
  auto_pad: 'padding',
  dilations: 'dilation',
  group: 'groups',
  kernel_shape: 'kernelSize',
  pads: 'padding',
  strides: 'stride',
};
const TRANSPOSED_ROLES: ConvRow['roles'] = { ...ROLES, output_padding: 'outputPadding', output_shape: 'outputSize' };

/**
 * ONNX's convolutions, which Python code makes by onnx.helper.make_node: the operator is an argument, and so there is no function
 * of that name. `inputs` stands for the data; a weight is named there, and its shape is not in the call.
 */
export function onnxRows(): ConvRow[] {
  const common = {
    convention: 'onnx',
    spatialRank: 2,
    rankOfKernel: true,
    form: 'function',
    lazy: false,
    dataParameter: 'inputs',
    tensorsByName: true,
    ignoresDilation: false,
  } as const;
  return [
    { ...common, api: 'onnx.Conv', kind: 'convolution', signature: `${NODE}, ${CONV}`, roles: ROLES },
    {
      ...common,
      api: 'onnx.ConvTranspose',
      kind: 'transposed',
      signature: `${NODE}, ${CONV}, output_padding=None, output_shape=None`,
      roles: TRANSPOSED_ROLES,
    },
  ];
}

const ROWS = new Map(onnxRows().map(row => [row.api, row]));

/** The row of an operator of ONNX, or undefined when it is no convolution. */
export function operatorRow(op: string): ConvRow | undefined {
  return ROWS.get(`onnx.${op}`);
}

/** Whether an operator has such an attribute. */
export function isAttribute(row: ConvRow, name: string): boolean {
  return Object.hasOwn(row.roles, name);
}
