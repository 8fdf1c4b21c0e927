import assert from 'node:assert/strict';
import { emptyModel, withChange, withInput, withSnapshot, withValue } from '../../../../webview/state/model.js';
import type { Model } from '../../../../webview/state/model.js';
import { outcomeOf } from '../../../../webview/state/outcome.js';
import type { Header, Outcome } from '../../../../webview/state/outcome.js';
import { dcganCall, dcganFields, dcganParams, field, lessonModel, modelOf, snapshot } from './subjects.js';

function outcome<K extends Outcome['kind']>(model: Model, kind: K): Extract<Outcome, { kind: K }> {
  const found = outcomeOf(model);
  assert.equal(found.kind, kind);
  return found as Extract<Outcome, { kind: K }>;
}

describe('what the view shows', () => {
  it('waits until the host has said something', () => {
    outcome(emptyModel, 'waiting');
  });

  it('opens the lesson with the numbers of the worked example', () => {
    const { scene, header } = outcome(lessonModel(), 'drawn');
    assert.deepEqual([...scene.y], [122, 148, 126, 134]);
    assert.deepEqual([...(scene.ctz ?? [])], [2, 9, 6, 1, 6, 29, 30, 7, 10, 29, 33, 13, 12, 24, 16, 4]);
    assert.equal(scene.c?.rows, 4);
    assert.equal(scene.c?.cols, 16);
    assert.equal(scene.c?.colIdx.length, 36);
    assert.equal(scene.lesson, true);
    assert.equal(header.parameters, 9);
    assert.equal(header.multiplyAdds, 36);
    assert.deepEqual(header.shapes.formulas, ['⌊(4 + 2·0 − 1·(3−1) − 1)/1⌋ + 1 = 2']);
    assert.deepEqual(header.shapes.output, ['N', '1', '2', '2']);
  });

  it('draws a transposed layer with C the matrix of the convolution that it transposes', () => {
    const { scene, header } = outcome(modelOf(), 'drawn');
    assert.deepEqual([scene.matrix?.rows, scene.matrix?.cols], [289, 64]);
    assert.deepEqual([scene.c?.rows, scene.c?.cols], [64, 289]);
    assert.equal(header.blocks, 128);
    assert.equal(header.parameters, 1160);
    assert.equal(header.multiplyAdds, 73728);
  });

  it('says uneven with the nearest change that covers evenly at the same size', () => {
    const { header } = outcome(modelOf(), 'drawn');
    assert.equal(header.verdict?.tone, 'uneven');
    assert.equal(header.verdict?.title, 'Uneven');
    assert.equal(header.verdict?.text, ': 1 to 4 contributions per pixel, period 2');
    assert.deepEqual(header.verdict?.fix?.set, { kernelSize: [4, 4], padding: [1, 1], outputPadding: [1, 1] });
  });

  it('has no verdict on a convolution that uses every input evenly, but names inputs that are never read', () => {
    const params = { ...dcganParams, kind: 'convolution' as const, kernelSize: [2, 2] };
    assert.equal(outcome(modelOf({ params }), 'drawn').header.verdict, null);
    const odd = outcome(modelOf({ params, inputSpatial: [9, 8] }), 'drawn').header.verdict;
    assert.match(odd?.text ?? '', /8 input pixels are never read/);
  });

  it('notes, and does not warn, that a strided convolution reads its inputs unevenly', () => {
    const params = { ...dcganParams, kind: 'convolution' as const };
    const { verdict } = outcome(modelOf({ params }), 'drawn').header;
    assert.equal(verdict?.tone, 'gradient');
    assert.equal(verdict?.fix, null);
  });

  it('shows shapes, formula and "was" of a what-if, which does not touch the subject', () => {
    const model = withChange(modelOf(), 'kernelSize', [4, 3]);
    const { header } = outcome(model, 'drawn');
    assert.deepEqual(header.shapes.output, ['N', '8', '18', '17']);
    assert.equal(header.shapes.formulas.length, 2);
    const kernel = header.fields.find(({ name }) => name === 'kernel_size');
    assert.deepEqual(kernel?.texts, ['4', '3']);
    assert.equal(kernel?.was, '3');
    assert.equal(header.applicable, true);
    assert.deepEqual(model.subject?.known.kernelSize, [3, 3]);
  });

  it('sets each axis of the input on its own', () => {
    const { header, scene } = outcome(withInput(modelOf(), [4, 8]), 'drawn');
    assert.deepEqual(scene.outputSpatial, [9, 17]);
    assert.deepEqual(header.inputWas, [8, 8]);
    assert.equal(header.applicable, false);
  });

  it('asks for the input size where the code does not give it, and keeps the symbolic shape', () => {
    const model = modelOf({
      inputSpatial: [null, null],
      inputShape: ['N', '16', 'H', 'W'],
      outputShape: ['N', '8', '2·H + 1', '2·W + 1'],
    });
    const { header } = outcome(model, 'unknown-size');
    assert.deepEqual(header.shapes.output, ['N', '8', '2·H + 1', '2·W + 1']);
    assert.equal(header.multiplyAdds, null);
    assert.equal(header.parameters, 1160);
    const { header: drawn } = outcome(withInput(model, [5, 6]), 'drawn');
    assert.deepEqual(drawn.shapes.input, ['N', '16', '5', '6']);
    assert.deepEqual(drawn.shapes.output, ['N', '8', '11', '13']);
  });

  it('writes a formula once for axes that have the same', () => {
    const formulas = (stride: readonly number[], inputSpatial: readonly (number | null)[]) => {
      const params = { ...dcganParams, kind: 'convolution' as const, stride };
      const model = modelOf({ params, inputSpatial, inputShape: null, outputShape: null });
      return (outcomeOf(model) as { header: Header }).header.shapes.formulas;
    };
    assert.deepEqual(formulas([2, 2], [null, null]), ['⌊(H + 2·0 − 1·(3−1) − 1)/2⌋ + 1 (W alike)']);
    assert.equal(formulas([2, 1], [null, null]).length, 2);
    assert.deepEqual(formulas([2, 2], [9, 9]), ['⌊(9 + 2·0 − 1·(3−1) − 1)/2⌋ + 1 = 4']);
    assert.equal(formulas([2, 2], [9, 8]).length, 2);
  });

  it('writes the rule over letters when a what-if meets an unknown size', () => {
    const model = withChange(
      modelOf({ inputSpatial: [null, null], inputShape: ['N', '16', 'H', 'W'] }),
      'padding',
      [1, 1],
    );
    assert.deepEqual(outcome(model, 'unknown-size').header.shapes.output, ['N', '8', '2·H − 1', '2·W − 1']);
  });

  it('draws on the size that was answered earlier for this file', () => {
    const model = modelOf({ inputSpatial: [null, null], rememberedInput: [4, 4], inputShape: ['N', '16', 'H', 'W'] });
    const { scene, header } = outcome(model, 'drawn');
    assert.deepEqual(scene.outputSpatial, [9, 9]);
    assert.deepEqual(header.shapes.output, ['N', '8', '9', '9']);
    assert.equal(header.changed, false);
    assert.equal(header.inputRemembered, true);
    assert.equal(outcome(withInput(model, [5, 5]), 'drawn').header.inputRemembered, false);
  });

  it('names what is not known, and draws once it was typed', () => {
    const { kernelSize, ...known } = dcganParams;
    const model = modelOf({ params: null, known, unknown: [{ name: 'kernel_size', why: 'k has no value here' }] });
    assert.deepEqual(outcome(model, 'unknown-parameters').missing, [
      { name: 'kernel_size', why: 'k has no value here' },
    ]);
    outcome(withChange(model, 'kernelSize', kernelSize), 'drawn');
  });

  it('names the kernel size of a functional call by its own name, with the reason, and draws once it was typed', () => {
    const {
      kernelSize: _,
      inChannels: _in,
      outChannels: _out,
      ...known
    } = { ...dcganParams, kind: 'convolution' as const };
    const why = 'the shape of the weight is not known';
    const fields = dcganFields.filter(({ role }) => !['kernelSize', 'inChannels', 'outChannels'].includes(role ?? ''));
    const model = modelOf({ params: null, known, fields, unknown: [{ name: 'input', why }] });
    const found = outcome(model, 'unknown-parameters');
    assert.deepEqual(found.missing, [{ name: 'kernel_size', why }]);
    const box = found.header.fields.find(({ role }) => role === 'kernelSize');
    assert.deepEqual([box?.texts, box?.known, box?.written], [['?'], false, false]);
    outcome(withChange(model, 'kernelSize', [3, 3]), 'drawn');
  });

  it('draws one channel pair although channels are unknown, without a number that depends on them', () => {
    const { inChannels: _in, outChannels: _out, ...known } = dcganParams;
    const model = modelOf({
      params: null,
      known,
      unknown: [{ name: 'in_channels', why: 'a parameter of __init__' }],
      inputShape: ['N', 'in_ch', '8', '8'],
      outputShape: ['N', 'out_ch', '17', '17'],
    });
    const { header } = outcome(withChange(model, 'kernelSize', [4, 4]), 'drawn');
    assert.equal(header.parameters, null);
    assert.equal(header.multiplyAdds, null);
    assert.equal(header.blocks, null);
    assert.deepEqual(header.countNeeds, ['in_channels', 'out_channels']);
    assert.deepEqual(header.shapes.output, ['N', 'out_ch', '18', '18']);
  });

  it('offers numbers of groups that divide the channels, also where the input size is not known', () => {
    const params = { ...dcganParams, kind: 'convolution' as const, inChannels: 10, outChannels: 20, groups: 4 };
    const model = modelOf({ params, inputSpatial: [null, null] });
    const found = outcome(model, 'impossible');
    assert.deepEqual(found.nearestGroups, [5, 2, 1]);
    outcome(withChange(model, 'groups', 5), 'unknown-size');
    const prime = modelOf({ params: { ...params, inChannels: 7, outChannels: 2 ** 50 + 1 }, inputSpatial: [8, 8] });
    assert.deepEqual(outcome(prime, 'impossible').nearestGroups, [1]);
  });

  it('says why there is no output, in the framework’s words, with the nearest changes that give one', () => {
    const params = { ...dcganParams, kind: 'convolution' as const, kernelSize: [5, 5] };
    const found = outcome(modelOf({ params, inputSpatial: [4, 4] }), 'impossible');
    assert.equal(found.problem.code, 'kernel-larger-than-input');
    assert.match(found.problem.message, /Kernel size can't be greater than actual input size/);
    assert.ok(found.nearest.length > 0 && found.nearest.length <= 3);
    assert.ok(found.nearest.every(change => change.outputSpatial.every(size => size >= 1)));
    assert.equal(found.header.shapes.output, null);
    assert.equal(found.header.verdict, null);
  });

  it('refuses what cannot be built without throwing', () => {
    for (const [role, value] of [
      ['kernelSize', [0, 3]],
      ['stride', [-1, 1]],
      ['dilation', [0, 0]],
      ['groups', 3],
      ['groups', 0],
      ['inChannels', -16],
      ['outputPadding', [2, 2]],
      ['padding', [-1, 0]],
      ['padding', 'nonsense'],
      ['kernelSize', [1e30, 1]],
    ] as const) {
      const found = outcomeOf(withChange(modelOf(), role, value));
      assert.ok(found.kind === 'impossible' || found.kind === 'too-large', `${role} ${String(value)}: ${found.kind}`);
      if (found.kind === 'impossible') assert.ok(found.problem.message.length > 10);
    }
  });

  it('stays quick and says so for sizes that no picture could hold', () => {
    for (const size of [4096, 1e6, 1e9, 2 ** 53]) {
      const begin = performance.now();
      const found = outcomeOf(withInput(modelOf(), [size, size]));
      assert.equal(found.kind, 'too-large', String(size));
      assert.ok(performance.now() - begin < 1000);
    }
    const { structure, header } = outcome(withInput(modelOf(), [4096, 4096]), 'too-large');
    assert.deepEqual(header.shapes.output, ['N', '8', '8193', '8193']);
    assert.equal(structure?.rows, 8193 * 8193);
    assert.equal(structure?.entries, 9 * 4096 * 4096);
    assert.deepEqual(structure?.smaller, [64, 64]);
  });

  it('refuses an input below 1 instead of drawing it', () => {
    for (const size of [0, -3, 1.5, Number.NaN]) {
      assert.equal(outcomeOf(withInput(modelOf(), [size, 8])).kind, 'impossible', String(size));
    }
  });

  it('holds no matrix beyond four million entries of one channel pair', () => {
    const small = outcome(withInput(modelOf(), [8, 8]), 'drawn');
    const large = outcome(withInput(modelOf(), [64, 64]), 'drawn');
    assert.ok(small.scene.matrix);
    assert.equal(large.scene.matrix, null);
    assert.equal(large.scene.c, null);
    assert.equal(large.scene.y.length, 129 * 129);
  });

  it('keeps the last picture while the call is being typed', () => {
    const before = outcome(modelOf(), 'drawn');
    const typing = withSnapshot(
      modelOf(),
      snapshot({ kind: 'call', call: { ...dcganCall, complete: false, params: null, fields: [] } }),
    );
    const { scene, header } = outcome(typing, 'drawn');
    assert.deepEqual(scene.y, before.scene.y);
    assert.equal(header.incomplete, true);
  });

  it('shows no number of a half-typed call that was never complete', () => {
    const model = withSnapshot(emptyModel, snapshot({ kind: 'call', call: { ...dcganCall, complete: false } }));
    outcome(model, 'incomplete');
  });

  it('lists the calls of the file where there is none under the cursor', () => {
    const model = withSnapshot(emptyModel, snapshot({ kind: 'none', document: null, calls: [] }));
    outcome(model, 'none');
  });

  it('puts typed numbers into x and w and computes y from them', () => {
    const model = withValue(withValue(lessonModel(), 'x', 0, 0), 'w', 8, 2);
    // 122 − 1·4 for the first input, and the last weight's 6 once more.
    assert.equal(outcome(model, 'drawn').scene.y[0], 122 - 4 + 6);
  });

  it('keeps the problems of the code that do not stop the picture, but not the verdict’s', () => {
    const problems = [
      { code: 'channels-mismatch', message: 'expected input to have 16 channels, but got 3', parameter: 'inChannels' },
      { code: 'uneven-overlap', message: 'uneven' },
    ];
    const { header } = outcome(modelOf({ problems }), 'drawn');
    assert.deepEqual(header.problems, ['expected input to have 16 channels, but got 3']);
    assert.equal(header.fields.find(({ name }) => name === 'in_channels')?.fault, true);
  });

  it('counts the blocks of groups, depthwise and separable layers', () => {
    const blocks = (params: Partial<typeof dcganParams>) =>
      outcome(modelOf({ params: { ...dcganParams, ...params } as typeof dcganParams }), 'drawn').header.blocks;
    assert.equal(blocks({ groups: 4 }), 32);
    const depthwise = {
      kind: 'depthwise',
      convention: 'keras',
      depthMultiplier: 2,
      outputPadding: null,
      padding: 'valid',
    } as const;
    assert.equal(blocks(depthwise), 32);
    assert.equal(blocks({ ...depthwise, kind: 'separable', stride: [1, 1] }), 32);
  });

  it('offers to write back only what the call can take', () => {
    // A functional call takes its kernel from a weight tensor.
    const fields = dcganFields.filter(({ name }) => name !== 'kernel_size');
    const model = withChange(modelOf({ fields }), 'kernelSize', [4, 4]);
    assert.equal(outcome(model, 'drawn').header.applicable, false);
    assert.equal(outcome(withChange(modelOf({ fields }), 'stride', [1, 1]), 'drawn').header.applicable, true);
  });

  it('shows the framework’s own names for defaults, and only those that can be changed', () => {
    const fields = [...dcganFields, field('device', null, null, 'default', 'None')];
    const { header } = outcome(modelOf({ fields }), 'drawn');
    assert.deepEqual(
      header.fields.map(({ name }) => name),
      [
        'in_channels',
        'out_channels',
        'kernel_size',
        'stride',
        'padding',
        'output_padding',
        'dilation',
        'groups',
        'bias',
      ],
    );
  });
});
