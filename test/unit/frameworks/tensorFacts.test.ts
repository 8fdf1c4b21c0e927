import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';
import { PyFloat, PyList, PyTuple, Unknown, type Value } from '../../../src/python/value.js';

/** Expressions of torch and NumPy, with what the real libraries made of them (truth/tensorFacts.py). */
interface TensorFact {
  readonly kind: 'Tensor' | 'ndarray';
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}
type Fact = TensorFact | number | boolean | string | null | readonly Fact[];

interface Row {
  readonly expression: string;
  readonly before: string;
  readonly fact: Fact;
}

const truth = JSON.parse(readFileSync('test/unit/frameworks/truth/tensorFacts.json', 'utf8')) as {
  readonly meta: { readonly torch: string; readonly numpy: string; readonly head: string };
  readonly rows: readonly Row[];
};

/** What is wrong with a value, where something is; "unknown" for what is not known of its sizes. */
function wrongOf(value: Value | undefined, fact: Fact): string | undefined {
  if (value instanceof Unknown || value === undefined) return 'unknown';
  if (Array.isArray(fact)) {
    const items = value instanceof PyTuple || value instanceof PyList ? value.items : undefined;
    if (items?.length !== fact.length) return `${String(items?.length)} items, not ${fact.length}`;
    return items
      .map((item, i) => wrongOf(item, (fact as readonly Fact[])[i] ?? null))
      .find(wrong => wrong !== undefined);
  }
  if (typeof fact === 'object' && fact !== null) return wrongTensor(value, fact as TensorFact);
  const plain = value instanceof PyFloat ? value.value : value;
  return plain === fact ? undefined : `${String(plain)}, not ${String(fact)}`;
}

function wrongTensor(value: Value, fact: TensorFact): string | undefined {
  if (!(value instanceof Tensor)) {
    // A number that NumPy gives may be one of Python here.
    const plain = value instanceof PyFloat ? value.value : Number(value);
    return fact.shape.length === 0 && plain === fact.values[0] ? undefined : `no tensor, but ${String(plain)}`;
  }
  if (!value.shape?.every(size => typeof size === 'number')) return 'unknown';
  if (value.cls.name !== fact.kind) return `a ${value.cls.name}`;
  if (JSON.stringify(value.shape) !== JSON.stringify(fact.shape)) return `of shape ${JSON.stringify(value.shape)}`;
  if (value.dtype !== null && value.dtype !== fact.dtype) return `of type ${value.dtype}, not ${fact.dtype}`;
  const { values } = value;
  return values?.every((one, i) => one === fact.values[i]) === false ? `of ${values.join(', ')}` : undefined;
}

describe(`tensors and arrays, against torch ${truth.meta.torch} and NumPy ${truth.meta.numpy}`, () => {
  for (const { expression, before, fact } of truth.rows) {
    it(`${expression}${before === '' ? '' : ` after ${before}`}`, () => {
      const run = runModule([truth.meta.head, ...before.split('; '), `r = ${expression}`].join('\n'), {
        libraries: [FRAMEWORKS],
      });
      const value = run.module.globals.get('r');
      const messages = run.errors.map(error => error.message);
      const wrong = wrongOf(value, fact);
      run.machine.close();
      assert.deepEqual([messages, wrong], [[], undefined]);
    });
  }
});
