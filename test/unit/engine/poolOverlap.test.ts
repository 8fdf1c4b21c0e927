import assert from 'node:assert/strict';
import {
  axisTaps,
  composedOverlap,
  overlapCounts,
  overlapMap,
  overlapVerdict,
  poolOverlap,
  poolSpec,
  receptiveField,
  type WindowPool,
} from '../../../src/engine/index.js';
import poolData from '../../truth/poolOverlap.json' with { type: 'json' };
import { Chooser } from './chooser.js';
import { must } from './layers.js';
import { row } from './truthTable.js';

const chooser = new Chooser(5004);

/** What test/truth/poolOverlap.py writes. */
interface PoolCase {
  readonly input: number[];
  readonly kernel?: number[];
  readonly stride?: number[];
  readonly padding?: number[];
  readonly ceil?: boolean;
  readonly include?: boolean;
  readonly divisor?: number | null;
  readonly adaptive?: number[];
  readonly error?: string;
  readonly output?: number[];
  readonly gradient?: number[];
  readonly counts?: number[];
}

function pool(changes: Partial<WindowPool> & { kernelSize: number[] }): WindowPool {
  const each = (value: number) => changes.kernelSize.map(() => value);
  return {
    kind: 'average',
    stride: changes.kernelSize,
    padding: { begin: each(0), end: each(0) },
    dilation: each(1),
    ceilMode: false,
    countIncludePad: true,
    divisor: null,
    ...changes,
  };
}

/** The product of one profile per axis, row-major. */
function outer(profiles: readonly ArrayLike<number>[]): number[] {
  return profiles.reduce<number[]>((all, profile) => all.flatMap(a => Array.from(profile, b => a * b)), [1]);
}

const close = (a: number, b: number) => Math.abs(a - b) < 1e-9;

describe('the overlap of pooling', () => {
  it('is what PyTorch gives back to each input, with ceil_mode, padding, divisors and adaptive windows', () => {
    const cases = poolData.cases as PoolCase[];
    let disagreements = 0;
    let compared = 0;
    for (const one of cases) {
      const found = poolOverlap(
        one.adaptive
          ? { kind: 'adaptive-average', outputSize: one.adaptive }
          : pool({
              kernelSize: one.kernel!,
              stride: one.stride!,
              padding: { begin: one.padding!, end: one.padding! },
              ceilMode: one.ceil!,
              countIncludePad: one.include!,
              divisor: one.divisor ?? null,
            }),
        one.input,
      );
      compared++;
      const agrees = one.error
        ? !found.ok
        : found.ok &&
          outer(found.value.gradient!).every((value, n) => close(value, one.gradient![n]!)) &&
          (!one.counts || outer(found.value.counts).join() === one.counts.join()) &&
          (!one.output || found.value.outputSpatial.join() === one.output.join());
      if (!agrees) disagreements++;
    }
    row('torch', 'gradients of pooling', compared, disagreements, 'numeric');
    assert.equal(disagreements, 0);
  });

  it('counts the windows of a max pool, dilated and with ceil_mode, as going through all of them does', () => {
    let unread = 0;
    for (let n = 0; n < 500; n++) {
      const [kernel, stride, dilation] = [chooser.integer(1, 4), chooser.integer(1, 4), chooser.integer(1, 3)];
      const padding = chooser.integer(0, Math.floor(kernel / 2));
      const input = chooser.integer(1, 20);
      const layer = pool({
        kind: 'max',
        kernelSize: [kernel],
        stride: [stride],
        dilation: [dilation],
        padding: { begin: [padding], end: [padding] },
        ceilMode: chooser.integer(0, 1) === 1,
      });
      const found = poolOverlap(layer, [input]);
      const counts = new Array<number>(input).fill(0);
      const span = dilation * (kernel - 1) + 1;
      let windows = 0;
      for (let start = -padding; ; start += stride) {
        // Floor: the whole window fits; ceil: it begins before the padding at the end, and the one before it left something over.
        const fits = start + span <= input + padding;
        const more = layer.ceilMode && start < input && start - stride + span < input + padding && windows > 0;
        const first = layer.ceilMode && windows === 0 && start + span - stride < input + padding && start < input;
        if (!fits && !more && !first) break;
        windows++;
        for (let j = 0; j < kernel; j++)
          if (counts[start + j * dilation] !== undefined) counts[start + j * dilation]! += 1;
      }
      if (windows === 0) {
        assert.equal(found.ok, false);
        continue;
      }
      const overlap = must(found);
      assert.deepEqual(
        [[...overlap.counts[0]!], overlap.outputSpatial],
        [counts, [windows]],
        JSON.stringify({ layer, input }),
      );
      assert.equal(overlap.gradient, null);
      assert.equal(overlap.unread, counts.filter(count => count === 0).length);
      if (overlap.unread) unread++;
    }
    assert.ok(unread > 50, `${unread} with inputs that are never read`);
  });

  it('is that of a convolution, for everything that asks about one', () => {
    const layer = pool({ kind: 'max', kernelSize: [3, 3], stride: [2, 2], ceilMode: true });
    const spec = must(poolSpec(layer, [8, 8]));
    assert.equal(axisTaps(spec, 0, 8).outputs, 4);
    assert.deepEqual(overlapCounts(must(overlapMap(spec, [8, 8]))).slice(0, 8), Int32Array.of(1, 1, 2, 1, 2, 1, 2, 1));
    assert.deepEqual([overlapVerdict(spec).min, overlapVerdict(spec).max], [1, 4]);
    assert.deepEqual(must(receptiveField([spec, spec], null))[0]!.size, 7);
    assert.deepEqual(must(composedOverlap([spec], null, 'gradient'))[0]!.stages[0]!.counts, [2, 1]);
    const even = must(poolOverlap(pool({ kernelSize: [2, 2] }), [8, 8]));
    assert.deepEqual([even.even, even.evenness], [true, { ratio: 1, variation: 0 }]);
  });

  it('of TensorFlow’s SAME averages over what lies on the input', () => {
    const same = pool({ kernelSize: [3], stride: [2], padding: 'same', countIncludePad: false });
    const { counts, gradient, outputSpatial } = must(poolOverlap(same, [4]));
    // Two windows: inputs 0 to 2, and 2 and 3 with one place of padding at the end.
    assert.deepEqual([outputSpatial, [...counts[0]!]], [[2], [1, 1, 2, 1]]);
    assert.ok([1 / 3, 1 / 3, 1 / 3 + 1 / 2, 1 / 2].every((value, n) => close(value, gradient![0]![n]!)));
  });

  it('of adaptive windows is 1 where the sizes divide, and a pattern where not', () => {
    const flat = must(poolOverlap({ kind: 'adaptive-average', outputSize: [4, 1] }, [8, 5]));
    assert.deepEqual([flat.even, flat.min, flat.max, flat.evenness.ratio], [true, 1, 1, 1]);
    const uneven = must(poolOverlap({ kind: 'adaptive-max', outputSize: [3] }, [4]));
    // Windows 0–1, 1–2, 2–3.
    assert.deepEqual([[...uneven.counts[0]!], uneven.even, uneven.gradient], [[1, 2, 2, 1], false, null]);
  });

  it('is refused for what is not a pooling layer', () => {
    const code = (layer: WindowPool, input: number[] | null) => {
      const found = input ? poolOverlap(layer, input) : poolSpec(layer, null);
      return found.ok ? null : found.problem.code;
    };
    assert.equal(code(pool({ kernelSize: [3] }), [2]), 'kernel-larger-than-input');
    assert.equal(code(pool({ kernelSize: [0] }), [2]), 'not-positive');
    assert.equal(code(pool({ kernelSize: [2.5] }), [2]), 'not-an-integer');
    assert.equal(code(pool({ kernelSize: [2], divisor: 0 }), [2]), 'not-positive');
    assert.equal(code(pool({ kernelSize: [2], padding: { begin: [-1], end: [0] } }), [2]), 'negative-padding');
    assert.equal(code(pool({ kernelSize: [2] }), [1e9]), 'too-large');
    assert.equal(code(pool({ kernelSize: [2], ceilMode: true }), null), 'argument-missing');
    assert.equal(code(pool({ kernelSize: [2], ceilMode: true, stride: [1] }), null), null);
    const adaptive = poolOverlap({ kind: 'adaptive-average', outputSize: [0] }, [4]);
    assert.ok(!adaptive.ok && adaptive.problem.code === 'not-positive');
  });
});
