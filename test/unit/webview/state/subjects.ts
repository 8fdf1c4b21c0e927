import type { LayerParams } from '../../../../src/engine/index.js';
import type { CallView, FieldView, Snapshot, SubjectView } from '../../../../src/protocol/messages.js';
import { emptyModel, withSnapshot } from '../../../../webview/state/model.js';
import type { Model } from '../../../../webview/state/model.js';

/** nn.ConvTranspose2d(16, 8, 3, stride=2) as the engine takes it. */
export const dcganParams: LayerParams = {
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
};

export function field(
  name: string,
  role: FieldView['role'],
  value: FieldView['value'],
  how: 'positional' | 'keyword' | 'default',
  text = String(value),
): FieldView {
  return { name, role, text, keyword: how === 'keyword', isDefault: how === 'default', value, known: true };
}

export const dcganFields: readonly FieldView[] = [
  field('in_channels', 'inChannels', 16, 'positional'),
  field('out_channels', 'outChannels', 8, 'positional'),
  field('kernel_size', 'kernelSize', 3, 'positional'),
  field('stride', 'stride', 2, 'keyword'),
  field('padding', 'padding', 0, 'default'),
  field('output_padding', 'outputPadding', 0, 'default'),
  field('groups', 'groups', 1, 'default'),
  field('bias', 'bias', true, 'default'),
  field('dilation', 'dilation', 1, 'default'),
  field('padding_mode', 'paddingMode', 'zeros', 'default'),
];

export const dcganCall: CallView = {
  document: { uri: 'file:///dcgan.py', name: 'dcgan.py', version: 1 },
  index: 3,
  line: 41,
  offset: 900,
  api: 'torch.nn.ConvTranspose2d',
  callee: 'nn.ConvTranspose2d',
  complete: true,
  fields: dcganFields,
  params: dcganParams,
  unknown: [],
  inputShape: ['N', '16', '8', '8'],
  outputShape: ['N', '8', '17', '17'],
  inputSpatial: [8, 8],
  rememberedInput: null,
  certainty: 'certain',
  otherRuns: [],
  problems: [],
};

let generation = 0;

export function snapshot(subject: SubjectView): Snapshot {
  return { generation: ++generation, subject, pinned: false };
}

export function callSnapshot(changes: Partial<CallView> = {}): Snapshot {
  return snapshot({ kind: 'call', call: { ...dcganCall, ...changes } });
}

export function modelOf(changes: Partial<CallView> = {}): Model {
  return withSnapshot(emptyModel, callSnapshot(changes));
}

export function lessonModel(): Model {
  return withSnapshot(emptyModel, snapshot({ kind: 'lesson' }));
}
