import assert from 'node:assert/strict';
import { callSummary, callView, isUneven } from '../../../src/editor/callView.js';
import type { CallPlace } from '../../../src/editor/callView.js';
import { english } from '../../../src/editor/translate.js';
import { isSnapshot } from '../../../src/protocol/guards.js';
import { params, sampleCall, torchCall } from './calls.js';

const place: CallPlace = {
  document: { uri: 'file:///dcgan.py', name: 'dcgan.py', version: 7 },
  index: 2,
  line: 41,
  rememberedInput: null,
  t: english,
};

describe('a call as the explorer gets it', () => {
  it('is a snapshot that the view’s guard lets through', () => {
    for (const call of [sampleCall(), sampleCall({ complete: false }), sampleCall({ params: null, spec: null })]) {
      const snapshot = { generation: 1, pinned: false, subject: { kind: 'call', call: callView(call, place) } };
      assert.ok(isSnapshot(JSON.parse(JSON.stringify(snapshot))));
    }
  });

  it('has its place, its parameters and its shapes', () => {
    const view = callView(sampleCall(), place);
    assert.deepEqual(view.document, place.document);
    assert.deepEqual([view.index, view.line, view.offset], [2, 41, 10]);
    assert.deepEqual(view.params, params());
    assert.deepEqual(view.inputShape, ['1', '16', '8', '8']);
    assert.deepEqual(view.outputShape, ['1', '8', '17', '17']);
    assert.deepEqual(view.inputSpatial, [8, 8]);
  });

  it('takes the spatial size from where the layout has it', () => {
    const layer = params({ convention: 'keras', layout: 'NHWC', padding: 'valid', outputPadding: null });
    const view = callView(
      { ...torchCall(layer, { input: [1, 8, 9, 16], output: [1, 17, 19, 8] }), api: 'keras.layers.Conv2DTranspose' },
      place,
    );
    assert.deepEqual(view.inputSpatial, [8, 9]);
  });

  it('has null for each size that is not a number', () => {
    const why = { unknown: 'n comes from a file' };
    assert.deepEqual(callView(sampleCall({ shown: { input: [1, 16, why, 8], output: null } }), place).inputSpatial, [
      null,
      8,
    ]);
    assert.deepEqual(callView(sampleCall({ shown: { input: null, output: null } }), place).inputSpatial, [null, null]);
    assert.deepEqual(callView(sampleCall({ shown: { input: [3], output: null } }), place).inputSpatial, [null, null]);
  });

  it('tells what is written from what is a default, and what is known from what is not', () => {
    const call = sampleCall();
    const view = callView(
      {
        ...call,
        arguments: call.arguments.map(a => (a.name === 'stride' ? { ...a, value: undefined, why: 'a reason' } : a)),
      },
      place,
    );
    const field = (name: string) => view.fields.find(its => its.name === name);
    assert.equal(field('kernel_size')?.isDefault, false);
    assert.equal(field('padding')?.isDefault, true);
    assert.deepEqual([field('stride')?.known, field('stride')?.value], [false, null]);
    assert.deepEqual(view.unknown, [{ name: 'stride', why: 'a reason' }]);
  });

  it('has no number of an incomplete call', () => {
    const view = callView(sampleCall({ complete: false }), place);
    assert.deepEqual([view.complete, view.params, view.inputShape, view.outputShape], [false, null, null, null]);
  });

  it('names a problem’s parameter as the framework does', () => {
    const view = callView(
      sampleCall({
        problems: [
          {
            code: 'groups-do-not-divide',
            message: 'in_channels must be divisible by groups',
            parameter: 'groups',
            span: { from: 1, to: 2 },
          },
          { code: 'stride-with-dilation', message: 'no', parameter: 'outputPadding', span: { from: 1, to: 2 } },
          { code: 'uneven-overlap', message: 'the verdict says this', span: { from: 1, to: 2 } },
        ],
      }),
      place,
    );
    assert.deepEqual(
      view.problems.map(problem => problem.parameter),
      ['groups', 'output_padding'],
    );
  });

  it('lists further runs once each', () => {
    const run = { input: [1, 16, 9, 9], output: [1, 8, 19, 19] };
    const view = callView(
      sampleCall({ runs: [run, run, { input: [1, 16, 8, 8], output: [1, 8, 17, 17] }], maybe: [run] }),
      place,
    );
    assert.deepEqual(view.otherRuns, ['(1, 16, 9, 9) → (1, 8, 19, 19)']);
  });
});

describe('the runs of a call in the explorer', () => {
  it('are told with how often they happen and where, and with what is assumed', () => {
    const times = { least: 6, exact: true, places: [{ path: 'Net.a', least: 6, exact: true }] };
    const shown = { input: [1, 16, 8, 8], output: [1, 8, 17, 17], times };
    const other = { input: [1, 16, 9, 9], output: [1, 8, 19, 19], times };
    const assumption = 'Net() on an input (N, 16, H, W)';
    const view = callView(sampleCall({ shown, runs: [shown, other], assumption }), place);
    assert.equal(view.times, '×6 in Net.a');
    assert.equal(view.assumption, assumption);
    assert.deepEqual(view.otherRuns, ['(1, 16, 9, 9) → (1, 8, 19, 19) (×6 in Net.a)']);
    assert.ok(isSnapshot({ generation: 1, pinned: false, subject: { kind: 'call', call: view } }));
  });
});

describe('a call in a list', () => {
  it('is one line of code, cut where it is long', () => {
    const text = `x = torch.nn.ConvTranspose2d(\r\n    16,\t8,\n  3)${' '.repeat(40)}`;
    const call = sampleCall({ span: { from: 4, to: text.trimEnd().length } });
    assert.equal(callSummary(call, 0, 1, text, english).text, 'torch.nn.ConvTranspose2d( 16, 8, 3)');
    const long = `nn.Conv2d(${'a'.repeat(200)})`;
    const summary = callSummary(sampleCall({ span: { from: 0, to: long.length } }), 0, 1, long, english);
    assert.equal(summary.text.length, 80);
    assert.ok(summary.text.endsWith('…'));
  });

  it('says its shapes, or that it is incomplete', () => {
    assert.equal(callSummary(sampleCall(), 0, 1, '', english).shapes, '(1, 16, 8, 8) → (1, 8, 17, 17)');
    assert.equal(callSummary(sampleCall({ complete: false }), 0, 1, '', english).shapes, 'incomplete');
  });

  it('is uneven only as a transposed convolution whose stride does not divide its kernel', () => {
    assert.ok(isUneven(sampleCall()));
    assert.ok(!isUneven(sampleCall({ complete: false })));
    assert.ok(!isUneven(torchCall(params({ kernelSize: [4, 4] }), { input: null, output: null })));
    assert.ok(
      !isUneven(torchCall(params({ kind: 'convolution', outputPadding: null }), { input: null, output: null })),
    );
  });
});
