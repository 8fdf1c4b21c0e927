import assert from 'node:assert/strict';
import { HOST_REQUESTS, isSnapshot, isViewState } from '../../../src/protocol/guards.js';
import { isLayerParams } from '../../../src/protocol/paramsGuard.js';
import type { CallView, Snapshot } from '../../../src/protocol/messages.js';
import { fill, readStrings, STRINGS } from '../../../src/protocol/strings.js';

const call: CallView = {
  document: { uri: 'file:///dcgan.py', name: 'dcgan.py', version: 3 },
  index: 0,
  line: 41,
  offset: 1200,
  api: 'torch.nn.ConvTranspose2d',
  callee: 'nn.ConvTranspose2d',
  complete: true,
  fields: [
    { name: 'stride', role: 'stride', text: '2', keyword: true, isDefault: false, value: 2, known: true },
    { name: 'device', role: null, text: 'None', keyword: true, isDefault: true, value: null, known: true },
  ],
  params: {
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
  },
  unknown: [],
  inputShape: ['N', '16', 'H', 'W'],
  outputShape: ['N', '8', '2H + 1', '2W + 1'],
  inputSpatial: [null, null],
  rememberedInput: [8, 8],
  certainty: 'assumed',
  otherRuns: [],
  problems: [{ code: 'uneven-overlap', message: 'Uneven', parameter: 'kernelSize' }],
};
const snapshot: Snapshot = { generation: 1, subject: { kind: 'call', call }, pinned: false };

/** Every copy of `value` with one value inside it replaced by something of another type. */
function* spoiled(value: unknown): Generator<unknown> {
  yield Symbol.for('wrong');
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      for (const wrong of spoiled(value[i])) {
        yield value.with(i, wrong);
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const wrong of spoiled(inner)) {
        yield { ...value, [key]: wrong };
      }
    }
  }
}

describe('the guards of the messages', () => {
  it('pass a snapshot of each kind', () => {
    assert.ok(isSnapshot(snapshot));
    assert.ok(isSnapshot({ generation: 2, subject: { kind: 'lesson' }, pinned: true }));
    assert.ok(isSnapshot({ generation: 3, subject: { kind: 'none', document: null, calls: [] }, pinned: false }));
  });

  it('refuse a snapshot in which any one value has the wrong type', () => {
    let count = 0;
    for (const wrong of spoiled(snapshot)) {
      count++;
      assert.ok(!isSnapshot(wrong), JSON.stringify(wrong));
    }
    assert.ok(count > 60, `only ${count} places were spoiled`);
  });

  it('refuse a snapshot in which any one key of the call is missing', () => {
    for (const key of Object.keys(call)) {
      const rest: Record<string, unknown> = { ...call };
      delete rest[key];
      assert.ok(!isSnapshot({ ...snapshot, subject: { kind: 'call', call: rest } }), key);
    }
  });

  it('refuse parameters of a kind or rank that does not exist', () => {
    assert.ok(isLayerParams(call.params));
    assert.ok(!isLayerParams({ ...call.params, kind: 'pooling' }));
    assert.ok(!isLayerParams({ ...call.params, spatialRank: 4 }));
    assert.ok(!isLayerParams({ ...call.params, stride: [1, 1, 1, 1] }));
    assert.ok(!isLayerParams({ ...call.params, stride: [Number.NaN] }));
  });

  it('refuse an edit without a version, with endless text, or with too many parts', () => {
    const guard = HOST_REQUESTS.applyEdit.argument;
    const edit = { uri: 'file:///a.py', version: 1, index: 0, edits: [{ name: 'stride', text: '2' }] };
    assert.ok(guard(edit));
    assert.ok(!guard({ ...edit, version: undefined }));
    assert.ok(!guard({ ...edit, index: -1 }));
    assert.ok(!guard({ ...edit, edits: [{ name: 'stride', text: '2'.repeat(1001) }] }));
    assert.ok(!guard({ ...edit, edits: Array.from({ length: 21 }, () => edit.edits[0]) }));
  });

  it('refuse sizes that are no sizes', () => {
    const guard = HOST_REQUESTS.rememberInputSize.argument;
    assert.ok(guard({ uri: 'untitled:1', inputSpatial: [64, 64] }));
    for (const bad of [[0, 1], [-1], [1.5], ['8'], [1, 1, 1, 1]]) {
      assert.ok(!guard({ uri: 'untitled:1', inputSpatial: bad }), JSON.stringify(bad));
    }
  });

  it('refuse a stored state of another shape', () => {
    const state = {
      uri: null,
      offset: 12,
      pinned: true,
      colourBy: 'index',
      inputValues: 'example',
      weightValues: 'typed',
      scrollTop: 0,
    };
    assert.ok(isViewState(state));
    assert.ok(!isViewState({ ...state, offset: -1 }));
    assert.ok(!isViewState({ ...state, colourBy: 'rainbow' }));
    assert.ok(!isViewState(undefined));
  });
});

describe('the strings of the view', () => {
  it('stay English where the host gave nothing, nonsense, or other types', () => {
    for (const json of [undefined, null, '', '{', '3', 'null', '{"reset": 5, "toString": "x"}']) {
      assert.deepEqual(readStrings(json), STRINGS);
    }
  });

  it('take the host’s translation for the keys that exist', () => {
    const strings = readStrings('{"reset": "重置", "unheard": "of"}');
    assert.equal(strings.reset, '重置');
    assert.deepEqual(Object.keys(strings), Object.keys(STRINGS));
  });

  it('are filled by position, and leave a place without a value as it is', () => {
    assert.equal(fill('was {0}', 3), 'was 3');
    assert.equal(fill('{1} and {0} and {2}', 'a', 'b'), 'b and a and {2}');
  });
});
