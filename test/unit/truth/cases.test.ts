import assert from 'node:assert/strict';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import { UnknownShape } from '../../../src/frameworks/flow.js';
import { nodeOutput } from '../../../src/frameworks/onnx/nodeOutput.js';
import type { Plain } from '../../../src/frameworks/plain.js';
import { runModule } from '../../../src/python/run.js';
import data from '../../truth/cases.json' with { type: 'json' };
import { row } from '../engine/truthTable.js';

/** A hand-picked case that is asked as Python code, or as a node of ONNX. */
interface CodeCase {
  readonly id: string;
  readonly framework: string;
  readonly verified: string;
  readonly output_shape?: readonly number[];
  readonly error?: string;
  readonly imports?: readonly string[];
  readonly call?: string;
  readonly node?: {
    readonly op: string;
    readonly attributes: Readonly<Record<string, Plain>>;
    readonly inputs: readonly (readonly number[])[];
  };
  /** Why we answer with unknown. */
  readonly unknown?: string;
}

type Ours = { readonly shape: string } | { readonly refused: string } | { readonly unknown: string };

const cases = (data.cases as unknown as readonly CodeCase[]).filter(c => c.call !== undefined || c.node);

function ofCall({ imports = [], call }: CodeCase): Ours {
  const run = runModule(`${imports.join('\n')}\nresult = ${call}\n`, { libraries: [FRAMEWORKS] });
  const [error] = run.errors;
  if (error) return { refused: error.message };
  const value = run.module.globals.get('result');
  const shape = value instanceof Tensor ? value.shape : null;
  if (!shape?.every(size => typeof size === 'number')) return { unknown: 'a size is not known' };
  return { shape: JSON.stringify(shape) };
}

function ofNode({ op, attributes, inputs }: NonNullable<CodeCase['node']>): Ours {
  const output = nodeOutput({ op, attributes: new Map(Object.entries(attributes)), inputs, constants: [] });
  if (output instanceof UnknownShape) return { unknown: output.why };
  return output.ok ? { shape: JSON.stringify(output.value) } : { refused: output.problem.message };
}

describe('hand-picked cases as code', () => {
  for (const framework of new Set(cases.map(c => c.framework))) {
    it(`are answered as ${framework} answers them, or with unknown where that is said`, () => {
      const asked = cases.filter(c => c.framework === framework);
      const wrong: string[] = [];
      for (const c of asked) {
        const ours = c.node ? ofNode(c.node) : ofCall(c);
        const agrees =
          c.unknown !== undefined
            ? 'unknown' in ours
            : c.output_shape
              ? 'shape' in ours && ours.shape === JSON.stringify(c.output_shape)
              : 'refused' in ours;
        if (!agrees) wrong.push(`${c.id}: ${JSON.stringify(ours)}, not ${JSON.stringify(c.output_shape ?? c.error)}`);
      }
      const executed = asked.every(c => c.verified.startsWith('executed'));
      const unknown = asked.filter(c => c.unknown !== undefined).length;
      const refusals = asked.filter(c => c.error !== undefined).length;
      row(framework, 'cases.json', asked.length, wrong.length, {
        kind: executed ? 'shapes' : 'derived',
        unknown,
        refusals,
      });
      assert.equal(wrong.join('\n'), '');
    });
  }
});
