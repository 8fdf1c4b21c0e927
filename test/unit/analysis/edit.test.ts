import assert from 'node:assert/strict';
import { editCall, isExpression, type ParameterChange } from '../../../src/analysis/edit.js';
import type { Argument, ConvCall } from '../../../src/analysis/types.js';

/** A call of which only what an edit needs is filled in; ⟨…⟩ marks the written arguments in the order of `names`. */
function callIn(
  marked: string,
  names: readonly string[],
  defaults: readonly string[] = [],
): { call: ConvCall; text: string } {
  const spans: { from: number; to: number }[] = [];
  let text = '';
  for (const char of marked) {
    if (char === '⟨') spans.push({ from: text.length, to: text.length });
    else if (char === '⟩') spans[spans.length - 1] = { from: spans.at(-1)?.from ?? 0, to: text.length };
    else text += char;
  }
  const from = text.indexOf('nn.Conv2d');
  const argument = (name: string, span: Argument['span']): Argument => ({
    name,
    role: null,
    text: '',
    span,
    keyword: false,
    value: undefined,
  });
  const call: ConvCall = {
    api: 'torch.nn.Conv2d',
    span: { from, to: text.lastIndexOf(')') + 1 },
    calleeSpan: { from, to: from + 'nn.Conv2d'.length },
    callee: 'nn.Conv2d',
    complete: true,
    arguments: [
      ...names.map((name, index) => argument(name, spans[index] ?? null)),
      ...defaults.map(name => argument(name, null)),
    ],
    params: null,
    spec: null,
    known: {},
    runs: [],
    maybe: [],
    assumed: false,
    shown: { input: null, output: null },
    certainty: 'certain',
    problems: [],
  };
  return { call, text };
}

function edited(
  marked: string,
  names: readonly string[],
  defaults: readonly string[],
  ...changes: ParameterChange[]
): string {
  const { call, text } = callIn(marked, names, defaults);
  const result = editCall(call, text, changes);
  if (!result.ok) return result.reason;
  let out = text;
  for (const edit of [...result.edits].reverse()) out = out.slice(0, edit.from) + edit.insert + out.slice(edit.to);
  return out;
}

describe('an edit of a call', () => {
  it('replaces a positional argument in its place', () => {
    assert.equal(
      edited('x = nn.Conv2d(⟨3⟩, ⟨8⟩, ⟨3⟩)\n', ['in_channels', 'out_channels', 'kernel_size'], [], {
        name: 'kernel_size',
        text: '(5, 3)',
      }),
      'x = nn.Conv2d(3, 8, (5, 3))\n',
    );
  });

  it("replaces a keyword argument's expression and keeps its keyword", () => {
    assert.equal(
      edited('nn.Conv2d(3, 8, stride = ⟨2⟩)', ['stride'], [], { name: 'stride', text: '1' }),
      'nn.Conv2d(3, 8, stride = 1)',
    );
  });

  it('writes a default as a keyword argument at the end', () => {
    assert.equal(
      edited('nn.Conv2d(⟨3⟩, 8, 3)', ['in_channels'], ['padding'], { name: 'padding', text: "'same'" }),
      "nn.Conv2d(3, 8, 3, padding='same')",
    );
  });

  it('keeps one line per argument and the trailing comma', () => {
    const before = 'nn.Conv2d(\n    3,\n    8,\n    kernel_size=3,\n)';
    const after = 'nn.Conv2d(\n    3,\n    8,\n    kernel_size=3,\n    stride=2,\n    padding=1,\n)';
    assert.equal(
      edited(before, [], ['stride', 'padding'], { name: 'stride', text: '2' }, { name: 'padding', text: '1' }),
      after,
    );
  });

  it('keeps CRLF line ends and tabs', () => {
    assert.equal(
      edited('nn.Conv2d(\r\n\t3,\r\n\t8,\r\n)', [], ['stride'], { name: 'stride', text: '2' }),
      'nn.Conv2d(\r\n\t3,\r\n\t8,\r\n\tstride=2,\r\n)',
    );
  });

  it('writes before a comment that follows the last argument, and after one that follows a trailing comma', () => {
    assert.equal(
      edited('nn.Conv2d(3, 8, 3  # why\n)', [], ['stride'], { name: 'stride', text: '2' }),
      'nn.Conv2d(3, 8, 3, stride=2  # why\n)',
    );
    assert.equal(
      edited('nn.Conv2d(\n  3,  # why\n)', [], ['stride'], { name: 'stride', text: '2' }),
      'nn.Conv2d(\n  3,  # why\n  stride=2,\n)',
    );
  });

  it('keeps a trailing comma on one line', () => {
    assert.equal(
      edited('nn.Conv2d(3, 8, 3,)', [], ['stride'], { name: 'stride', text: '2' }),
      'nn.Conv2d(3, 8, 3, stride=2,)',
    );
  });

  it('is refused with * or **', () => {
    assert.match(edited('nn.Conv2d(*sizes)', [], ['stride'], { name: 'stride', text: '2' }), /\* or \*\*/);
    assert.match(edited('nn.Conv2d(3, 8, **options)', [], ['stride'], { name: 'stride', text: '2' }), /\* or \*\*/);
  });

  it('is refused for an incomplete call, an unknown parameter and a value that is no expression', () => {
    const { call, text } = callIn('nn.Conv2d(⟨3⟩)', ['in_channels']);
    assert.equal(editCall({ ...call, complete: false }, text, []).ok, false);
    assert.equal(editCall(call, text, [{ name: 'height', text: '3' }]).ok, false);
    assert.equal(editCall(call, text, [{ name: 'in_channels', text: '3, 4' }]).ok, false);
  });

  it('is refused when the text is another version', () => {
    const { call } = callIn('nn.Conv2d(⟨3⟩)', ['in_channels']);
    assert.equal(editCall(call, '\nnn.Conv2d(3)', [{ name: 'in_channels', text: '4' }]).ok, false);
  });
});

describe('a typed value', () => {
  it('is one expression without errors, comments or commas', () => {
    for (const text of ['4', '(2, 1)', "'same'", 'ngf * 8', '-1', 'None']) assert.equal(isExpression(text), true, text);
    for (const text of ['', ' ', '4,', '4, 5', 'a=3', '*a', '**a', '(2', '2)', '4 # four', '4\nimport os', ')(']) {
      assert.equal(isExpression(text), false, text);
    }
  });
});
