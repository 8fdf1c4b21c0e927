import assert from 'node:assert/strict';
import { editsOf, nameOfRole, pythonText } from '../../../../webview/state/edits.js';
import { changeText, headerFields } from '../../../../webview/state/header.js';
import { withChanges } from '../../../../webview/state/model.js';
import { fieldKind, parseField, parseNumbers } from '../../../../webview/state/parseField.js';
import { subjectOf } from '../../../../webview/state/subject.js';
import { verdictTemplates } from '../../../../webview/state/verdict.js';
import { VERDICT_TEMPLATES } from '../../../../src/engine/index.js';
import { sizeText } from '../../../../webview/state/shapes.js';
import { formatBytes, formatNumber, formatSizes, say } from '../../../../webview/strings.js';
import { dcganCall, dcganFields, dcganParams, field, modelOf } from './subjects.js';

describe('a value in Python', () => {
  it('is a tuple where a framework takes one number for something else, or not at all', () => {
    for (const [convention, text] of [
      ['torch', '4'],
      ['flax', '(4, 4)'],
      ['jax', '(4, 4)'],
    ] as const) {
      const subject = modelOf(dcganCall).subject!;
      const kernel = subject.fields.find(candidate => candidate.role === 'kernelSize')!;
      const fields = [{ ...kernel, text: 'k', isDefault: false }];
      const known = { ...subject.known, convention };
      assert.deepEqual(editsOf({ ...subject, known, fields }, { kernelSize: [4, 4] }), [{ name: 'kernel_size', text }]);
    }
  });

  it('is a tuple of one pair for the padding of one axis', () => {
    assert.equal(pythonText({ begin: [0], end: [1] }, false), '((0, 1),)');
    assert.equal(pythonText({ begin: [0, 2], end: [1, 3] }, false), '((0, 1), (2, 3))');
  });
});

describe('typing a parameter', () => {
  it('reads one number, a tuple and a product sign', () => {
    assert.deepEqual(parseNumbers('4'), [4]);
    assert.deepEqual(parseNumbers('(4, 2)'), [4, 2]);
    assert.deepEqual(parseNumbers('224 × 224'), [224, 224]);
    assert.deepEqual(parseNumbers('3x5x7'), [3, 5, 7]);
    assert.deepEqual(parseNumbers('(3,)'), [3]);
    assert.deepEqual(parseNumbers('−1'), [-1]);
  });

  it('reads nothing from anything else', () => {
    for (const text of ['', 'abc', '1.5', '3,', '3 +', '1e3', '(', '?', '4 × ', "'same'"]) {
      if (text === '3,') continue; // a trailing comma is Python's own way to write a tuple of one
      assert.equal(parseNumbers(text), null, text);
    }
  });

  it('gives one number to every axis, and refuses the wrong count with a word', () => {
    assert.deepEqual(parseField('4', 'axes', [], 2), { ok: true, value: [4, 4] });
    assert.deepEqual(parseField('4, 2', 'axes', [], 2), { ok: true, value: [4, 2] });
    assert.deepEqual(parseField('1, 2, 3', 'axes', [], 2), {
      ok: false,
      message: 'Write one whole number, or 2 of them: 3, 2',
    });
    assert.deepEqual(parseField('4, 2', 'count', [], 2), { ok: false, message: 'Write one whole number.' });
  });

  it('reads words with or without quotes where the parameter has words', () => {
    const { kind, words } = fieldKind('padding', { convention: 'torch', kind: 'convolution' });
    assert.deepEqual(parseField("'same'", kind, words, 2), { ok: true, value: 'same' });
    assert.deepEqual(parseField('valid', kind, words, 2), { ok: true, value: 'valid' });
    assert.deepEqual(parseField('1', kind, words, 2), { ok: true, value: [1, 1] });
    assert.equal(parseField('full', kind, words, 2).ok, false);
  });

  it('offers a transposed layer of PyTorch no padding word, and Keras no padding number', () => {
    assert.deepEqual(fieldKind('padding', dcganParams).words, []);
    assert.deepEqual(fieldKind('padding', { convention: 'keras', kind: 'transposed' }), {
      kind: 'choice',
      words: ['valid', 'same'],
    });
    assert.deepEqual(fieldKind('padding', { convention: 'keras', kind: 'convolution', spatialRank: 1 }).words, [
      'valid',
      'same',
      'causal',
    ]);
  });

  it('tells output_padding=None from 0 in Keras', () => {
    const { kind, words } = fieldKind('outputPadding', { convention: 'keras' });
    assert.deepEqual(parseField('None', kind, words, 2), { ok: true, value: null });
    assert.deepEqual(parseField('0', kind, words, 2), { ok: true, value: [0, 0] });
  });
});

describe('writing a what-if into the code', () => {
  it('writes one number for equal axes, a tuple for others, and keeps a tuple a tuple', () => {
    assert.equal(pythonText([4, 4], false), '4');
    assert.equal(pythonText([4, 4], true), '(4, 4)');
    assert.equal(pythonText([2, 1], false), '(2, 1)');
    assert.equal(pythonText([3], true), '(3,)');
    assert.equal(pythonText('same', false), "'same'");
    assert.equal(pythonText(true, false), 'True');
    assert.equal(pythonText(null, false), 'None');
  });

  it('edits by the framework’s names in the order of the call', () => {
    const model = withChanges(modelOf(), { outputPadding: [1, 1], kernelSize: [4, 4], padding: [1, 1] });
    const subject = model.subject;
    assert.ok(subject);
    assert.deepEqual(editsOf(subject, model.changes), [
      { name: 'kernel_size', text: '4' },
      { name: 'padding', text: '1' },
      { name: 'output_padding', text: '1' },
    ]);
  });

  it('names a change in the framework’s own words', () => {
    assert.equal(changeText(dcganFields, { kernelSize: [4, 4], padding: [1, 0] }), 'kernel_size 4, padding (1, 0)');
    assert.equal(nameOfRole([field('strides', 'stride', 2, 'keyword')], 'stride'), 'strides');
    assert.equal(nameOfRole([], 'outputPadding'), 'output_padding');
  });
});

describe('the header’s fields', () => {
  const fieldsOf = (changes = {}, call = {}) => {
    const subject = subjectOf({ kind: 'call', call: { ...dcganCall, ...call } });
    assert.ok(subject);
    return headerFields(subject, changes, new Set());
  };

  it('give each axis its box where the code writes a tuple', () => {
    const fields = [field('kernel_size', 'kernelSize', [3, 3], 'positional', '(3, 3)')];
    const [kernel] = fieldsOf({}, { fields });
    assert.deepEqual(kernel?.texts, ['3', '3']);
    assert.equal(kernel?.split, true);
  });

  it('keep what the code says of an unknown parameter, with the reason', () => {
    const unknown = { ...field('in_channels', 'inChannels', null, 'positional', 'ngf * 8'), known: false };
    const { inChannels: _, ...known } = dcganParams;
    const why = 'ngf has no value here';
    const [channels] = fieldsOf(
      {},
      { fields: [unknown], params: null, known, unknown: [{ name: 'in_channels', why }] },
    );
    assert.deepEqual(channels?.texts, ['ngf * 8']);
    assert.equal(channels?.known, false);
    assert.equal(channels?.why, why);
  });

  it('offer the kernel of a functional call, whose argument is a tensor', () => {
    const fields = [
      field('input', null, null, 'positional', 'x'),
      field('weight', null, null, 'positional', 'w'),
      field('bias', 'bias', null, 'default', 'None'),
    ];
    assert.deepEqual(
      fieldsOf({}, { fields }).map(({ name, kind }) => [name, kind]),
      [
        ['input', 'fixed'],
        ['weight', 'fixed'],
        ['kernel_size', 'axes'],
      ],
    );
  });
});

describe('numbers and rules as text', () => {
  it('writes a real minus, thousands and no false digits', () => {
    assert.equal(formatNumber(-1234567), '−1,234,567');
    assert.equal(formatNumber(0.1 + 0.2), '0.3');
    assert.equal(formatNumber(-0.00001), '0');
    assert.equal(formatNumber(1e18), '≈ 1.0·10¹⁸');
    assert.equal(formatSizes([8, 17]), '8 × 17');
    assert.equal(formatBytes(1536), '1.5 kB');
    assert.equal(formatBytes(12), '12 bytes');
  });

  it('fills every slot of a text', () => {
    assert.equal(say('fieldAxis', 'kernel_size', 'height'), 'kernel_size, height');
    assert.equal(say('multiplyAdds', 73728), '73,728 multiply-adds');
  });

  it('has the engine’s own words for a verdict', () => {
    assert.deepEqual(verdictTemplates(), VERDICT_TEMPLATES);
  });

  it('simplifies a size rule over a letter', () => {
    assert.equal(sizeText({ mul: 1, add: 0, div: 1, plus: 0 }, 'H'), 'H');
    assert.equal(sizeText({ mul: 1, add: -3, div: 2, plus: 1 }, 'H'), '⌊(H − 3)/2⌋ + 1');
    assert.equal(sizeText({ mul: 1, add: 0, div: 2, plus: 0 }, 'H'), '⌊H/2⌋');
    assert.equal(sizeText({ mul: 2, add: 1, div: 1, plus: 0 }, 'H'), '2·H + 1');
    assert.equal(sizeText({ mul: 2, add: -1, div: 1, plus: -1 }, 'H + 1'), '2·(H + 1) − 2');
    assert.equal(sizeText({ mul: 2, add: 1, div: 3, plus: 0 }, 10), '7');
  });
});
