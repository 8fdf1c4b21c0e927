import type { LayerParams } from '../../../src/engine/params.js';
import type { CallView, FieldView, Snapshot, SubjectView } from '../../../src/protocol/messages.js';

/** Recorded subjects for the development page: what the host would send for a few typical calls. */

const TORCH: LayerParams = {
  convention: 'torch',
  kind: 'convolution',
  spatialRank: 2,
  inChannels: 3,
  outChannels: 8,
  kernelSize: [3, 3],
  stride: [1, 1],
  padding: [0, 0],
  dilation: [1, 1],
  outputPadding: [0, 0],
  groups: 1,
  bias: true,
  paddingMode: 'zeros',
  depthMultiplier: 1,
  layout: 'NCHW',
};

const document = { uri: 'file:///samples/dcgan.py', name: 'dcgan.py', version: 3 };

type Written = readonly [
  name: string,
  role: FieldView['role'],
  value: FieldView['value'],
  how: 'place' | 'keyword' | 'default',
];

function fields(written: readonly Written[]): FieldView[] {
  return written.map(([name, role, value, how]) => ({
    name,
    role,
    text: Array.isArray(value)
      ? `(${value.join(', ')})`
      : value === true
        ? 'True'
        : value === false
          ? 'False'
          : String(value),
    keyword: how === 'keyword',
    isDefault: how === 'default',
    value,
    known: value !== null,
  }));
}

function call(
  callee: string,
  written: readonly Written[],
  params: LayerParams | null,
  inputSpatial: readonly (number | null)[],
  rest: Partial<CallView> = {},
): SubjectView {
  return {
    kind: 'call',
    call: {
      document,
      index: 0,
      line: 41,
      offset: 1200,
      api: `torch.${callee}`,
      callee,
      complete: true,
      fields: fields(written),
      params,
      unknown: [],
      inputShape: null,
      outputShape: null,
      inputSpatial,
      rememberedInput: null,
      certainty: 'certain',
      otherRuns: [],
      problems: [],
      ...rest,
    },
  };
}

const transposed: LayerParams = { ...TORCH, kind: 'transposed', inChannels: 16, outChannels: 8, stride: [2, 2] };

const transposedFields = (kernel: number, padding: number): Written[] => [
  ['in_channels', 'inChannels', 16, 'place'],
  ['out_channels', 'outChannels', 8, 'place'],
  ['kernel_size', 'kernelSize', kernel, 'place'],
  ['stride', 'stride', 2, 'keyword'],
  ['padding', 'padding', padding, padding ? 'keyword' : 'default'],
  ['output_padding', 'outputPadding', 0, 'default'],
  ['groups', 'groups', 1, 'default'],
  ['bias', 'bias', true, 'default'],
  ['dilation', 'dilation', 1, 'default'],
  ['padding_mode', 'paddingMode', 'zeros', 'default'],
];

const convFields = (
  inChannels: number,
  outChannels: number,
  kernel: number,
  stride: number,
  padding: number,
): Written[] => [
  ['in_channels', 'inChannels', inChannels, 'place'],
  ['out_channels', 'outChannels', outChannels, 'place'],
  ['kernel_size', 'kernelSize', kernel, 'place'],
  ['stride', 'stride', stride, stride === 1 ? 'default' : 'keyword'],
  ['padding', 'padding', padding, padding === 0 ? 'default' : 'keyword'],
  ['dilation', 'dilation', 1, 'default'],
  ['groups', 'groups', 1, 'default'],
  ['bias', 'bias', true, 'default'],
  ['padding_mode', 'paddingMode', 'zeros', 'default'],
];

const shapes = (input: string, output: string) => ({ inputShape: input.split(' '), outputShape: output.split(' ') });

const subjects = {
  lesson: { kind: 'lesson' },
  dcgan: call('nn.ConvTranspose2d', transposedFields(3, 0), transposed, [8, 8], shapes('N 16 8 8', 'N 8 17 17')),
  even: call(
    'nn.ConvTranspose2d',
    transposedFields(4, 1),
    { ...transposed, kernelSize: [4, 4], padding: [1, 1] },
    [8, 8],
    shapes('N 16 8 8', 'N 8 16 16'),
  ),
  strided: call(
    'nn.Conv2d',
    convFields(3, 64, 3, 2, 1),
    { ...TORCH, outChannels: 64, stride: [2, 2], padding: [1, 1] },
    [16, 12],
    shapes('N 3 16 12', 'N 64 8 6'),
  ),
  big: call(
    'nn.Conv2d',
    convFields(3, 64, 7, 2, 3),
    { ...TORCH, outChannels: 64, kernelSize: [7, 7], stride: [2, 2], padding: [3, 3] },
    [224, 224],
    shapes('N 3 224 224', 'N 64 112 112'),
  ),
  huge: call(
    'nn.Conv2d',
    convFields(3, 64, 3, 1, 1),
    { ...TORCH, outChannels: 64, padding: [1, 1] },
    [1_000_000_000, 1_000_000_000],
    shapes('N 3 1000000000 1000000000', 'N 64 1000000000 1000000000'),
  ),
  '1d': call(
    'nn.ConvTranspose1d',
    transposedFields(16, 4),
    {
      ...transposed,
      spatialRank: 1,
      kernelSize: [16],
      stride: [8],
      padding: [4],
      dilation: [1],
      outputPadding: [0],
    },
    [24],
    shapes('N 16 24', 'N 8 192'),
  ),
  '3d': call(
    'nn.ConvTranspose3d',
    transposedFields(3, 0),
    {
      ...transposed,
      spatialRank: 3,
      kernelSize: [3, 3, 3],
      stride: [2, 2, 2],
      padding: [0, 0, 0],
      dilation: [1, 1, 1],
      outputPadding: [0, 0, 0],
    },
    [3, 4, 4],
    shapes('N 16 3 4 4', 'N 8 7 9 9'),
  ),
  groups: call(
    'nn.Conv2d',
    convFields(8, 16, 3, 1, 1).map(field => (field[0] === 'groups' ? ['groups', 'groups', 4, 'keyword'] : field)),
    { ...TORCH, inChannels: 8, outChannels: 16, padding: [1, 1], groups: 4 },
    [6, 6],
    shapes('N 8 6 6', 'N 16 6 6'),
  ),
  separable: call(
    'layers.SeparableConv2D',
    [
      ['filters', 'outChannels', 32, 'place'],
      ['kernel_size', 'kernelSize', 3, 'place'],
      ['strides', 'stride', [1, 1], 'default'],
      ['padding', 'padding', 'same', 'keyword'],
      ['dilation_rate', 'dilation', [1, 1], 'default'],
      ['depth_multiplier', 'depthMultiplier', 1, 'default'],
      ['use_bias', 'bias', true, 'default'],
    ],
    {
      ...TORCH,
      convention: 'keras',
      kind: 'separable',
      inChannels: 16,
      outChannels: 32,
      padding: 'same',
      outputPadding: null,
      layout: 'NHWC',
    },
    [8, 8],
    { ...shapes('N 8 8 16', 'N 8 8 32'), api: 'keras.layers.SeparableConv2D' },
  ),
  unknown: call(
    'nn.Conv2d',
    convFields(3, 64, 3, 2, 1),
    { ...TORCH, outChannels: 64, stride: [2, 2], padding: [1, 1] },
    [null, null],
    shapes('N 3 H W', 'N 64 ⌈H/2⌉ ⌈W/2⌉'),
  ),
  parameters: call(
    'nn.Conv2d',
    convFields(3, 64, 3, 2, 1).map(field =>
      field[0] === 'kernel_size' ? ['kernel_size', 'kernelSize', null, 'place'] : field,
    ),
    null,
    [32, 32],
    {
      unknown: [{ name: 'kernel_size', why: 'k is a parameter of __init__ without a default' }],
      known: { ...Object.fromEntries(Object.entries(TORCH).filter(([key]) => key !== 'kernelSize')), stride: [2, 2] },
      inputShape: ['N', '3', '32', '32'],
    },
  ),
  impossible: call('nn.Conv2d', convFields(3, 64, 7, 1, 0), { ...TORCH, outChannels: 64, kernelSize: [7, 7] }, [4, 4], {
    inputShape: ['N', '3', '4', '4'],
    problems: [
      {
        code: 'kernel-exceeds-input',
        message:
          "Calculated padded input size per channel: (4 x 4). Kernel size: (7 x 7). Kernel size can't be greater than actual input size",
        parameter: 'kernelSize',
      },
    ],
  }),
  incomplete: call('nn.Conv2d', convFields(3, 64, 3, 2, 1).slice(0, 2), null, [null, null], { complete: false }),
  none: {
    kind: 'none',
    document,
    calls: [
      {
        index: 0,
        line: 23,
        text: 'nn.ConvTranspose2d(nz, ngf * 8, 4, 1, 0, bias=False)',
        shapes: '(N, 100, 1, 1) → (N, 512, 4, 4)',
        uneven: false,
      },
      {
        index: 1,
        line: 48,
        text: 'nn.ConvTranspose2d(16, 8, 3, stride=2)',
        shapes: '(N, 16, H, W) → (N, 8, 2·H + 1, 2·W + 1)',
        uneven: true,
      },
    ],
  },
  nofile: { kind: 'none', document: null, calls: [] },
} satisfies Record<string, SubjectView>;

export type SnapshotName = keyof typeof subjects;

export const SNAPSHOT_NAMES = Object.keys(subjects) as SnapshotName[];

let generation = 0;

/** The next snapshot of a recorded subject. */
export function snapshot(name: SnapshotName, pinned = false): Snapshot {
  return { generation: ++generation, subject: subjects[name], pinned };
}

export function isSnapshotName(name: string): name is SnapshotName {
  return Object.hasOwn(subjects, name);
}
