import assert from 'node:assert/strict';
import { checkInput, tfjsPadding, type LayerParams, type TfjsRounding } from '../../../src/engine/index.js';
import data from '../../truth/cases.json' with { type: 'json' };
import { row } from './truthTable.js';

/** A hand-picked case of test/truth/cases.json, with the version that answered and where it comes from. */
interface Case {
  readonly id: string;
  readonly framework: string;
  readonly version: string;
  readonly api: string;
  readonly origin: string;
  readonly verified: string;
  readonly input_shape: readonly number[];
  readonly output_shape?: readonly number[];
  readonly error?: string;
  readonly params: LayerParams;
  /** dimRoundingMode of TensorFlow.js, with a number as padding. */
  readonly rounding?: TfjsRounding;
}

function paramsOf({ params, rounding }: Case): LayerParams {
  const { padding } = params;
  const pad = Array.isArray(padding) ? (padding as readonly number[])[0] : undefined;
  if (!rounding || pad === undefined || !Number.isInteger(pad)) return params;
  return { ...params, padding: tfjsPadding(params, pad, rounding) ?? padding };
}

/** Those that are asked as code or as a node of ONNX are in test/unit/truth. */
const cases = (data.cases as unknown as readonly Case[]).filter(c => 'params' in c);

describe('hand-picked cases', () => {
  for (const framework of [...new Set(cases.map(c => c.framework))]) {
    it(`are answered as ${framework} answers them`, () => {
      const asked = cases.filter(c => c.framework === framework);
      const wrong: string[] = [];
      for (const c of asked) {
        const checked = checkInput(paramsOf(c), c.input_shape);
        const agrees = c.output_shape
          ? checked.ok && JSON.stringify(checked.value.output) === JSON.stringify(c.output_shape)
          : !checked.ok;
        if (!agrees) wrong.push(`${c.id} ${JSON.stringify(c.params)}: ${JSON.stringify(checked)}`);
      }
      for (const kind of ['shapes', 'derived'] as const) {
        const executed = kind === 'shapes';
        const those = asked.filter(c => c.verified.startsWith('executed') === executed);
        if (those.length === 0) continue;
        const refusals = those.filter(c => c.output_shape === undefined).length;
        const disagreements = wrong.filter(line => those.some(c => line.startsWith(`${c.id} `))).length;
        row(framework, 'cases.json', those.length, disagreements, { kind, refusals });
      }
      assert.equal(wrong.join('\n'), '');
    });
  }

  it('keep their origin and version, and say what was left out', () => {
    assert.ok(cases.length > 100);
    assert.ok((data.cases as unknown as readonly Case[]).every(c => c.origin && c.version && c.verified));
    assert.ok(data.meta.leftOut.every(left => left.id && left.why));
  });
});
