import assert from 'node:assert/strict';
import {
  buildSpec,
  evennessOf,
  outputSpatial,
  overlapCounts,
  overlapEvenness,
  overlapMap,
  overlapParts,
  overlapVerdict,
  type LayerParams,
} from '../../../src/engine/index.js';
import { gcd } from '../../../src/engine/numbers.js';
import { Chooser } from './chooser.js';
import { layer, must } from './layers.js';

const chooser = new Chooser(5002);

function randomLayer(): { params: LayerParams; input: number[] } {
  const rank = chooser.pick([1, 2, 3] as const);
  const each = (from: number, to: number) => Array.from({ length: rank }, () => chooser.integer(from, to));
  const kind = chooser.pick(['convolution', 'transposed'] as const);
  const stride = each(1, 5);
  const sizes = { kernelSize: each(1, 7), stride, dilation: each(1, 4), padding: each(0, 3) };
  const outputPadding = kind === 'transposed' ? stride.map(s => chooser.integer(0, s - 1)) : null;
  return { params: layer(rank, { kind, ...sizes, outputPadding }), input: each(1, rank === 3 ? 9 : 30) };
}

describe('the verdict of any layer', () => {
  it('is even if and only if the stride is 1, or divides the kernel size and has no factor in common with the dilation', () => {
    let even = 0;
    let holes = 0;
    for (let n = 0; n < 3000; n++) {
      const spec = must(buildSpec(randomLayer().params));
      const verdict = overlapVerdict(spec);
      const axes = spec.kernelSize.map((kernel, axis) => {
        const [stride, dilation] = [spec.stride[axis]!, spec.dilation[axis]!];
        const common = gcd(dilation, stride);
        return {
          even: stride === 1 || (kernel % stride === 0 && common === 1),
          holes: common > 1 || kernel < stride,
        };
      });
      assert.equal(
        verdict.even,
        axes.every(axis => axis.even),
      );
      assert.equal(
        verdict.holes,
        axes.some(axis => axis.holes),
      );
      if (verdict.even) even++;
      if (verdict.holes) holes++;
    }
    assert.ok(even > 200 && holes > 500, `${even} even, ${holes} with holes`);
  });

  it('is uneven with a smaller period than the stride for kernel 4, stride 4, dilation 2: phases 2, 0', () => {
    const sizes = { kernelSize: [4], stride: [4], dilation: [2] };
    const verdict = overlapVerdict(must(buildSpec(layer(1, { kind: 'transposed', ...sizes }))));
    assert.deepEqual([verdict.phases, verdict.period, verdict.holes], [[[2, 0]], [2], true]);
  });
});

describe('the parts of a real map', () => {
  it('are an interior with all taps of each phase, and a border that holds all the rest', () => {
    let interiors = 0;
    let borders = 0;
    for (let n = 0; n < 700; n++) {
      const { params, input } = randomLayer();
      const spec = must(buildSpec(params));
      if (!outputSpatial(spec, input).ok) continue;
      const map = must(overlapMap(spec, input));
      const counts = overlapCounts(map);
      const { interior, border } = must(overlapParts(spec, input));
      const { phases } = overlapVerdict(spec);
      const { begin } = spec.padding as { begin: readonly number[] };
      const inside: number[] = [];
      const outside: number[] = [];
      counts.forEach((count, flat) => {
        const place = map.shape.map(() => 0);
        map.shape.reduceRight((rest, size, axis) => {
          place[axis] = rest % size;
          return Math.floor(rest / size);
        }, flat);
        const isInside = interior && place.every((p, a) => p >= interior.begin[a]! && p < interior.end[a]!);
        (isInside ? inside : outside).push(count);
        const full = place.reduce((all, p, a) => all * phases[a]![(p + begin[a]!) % phases[a]!.length]!, 1);
        if (isInside) assert.equal(count, full, JSON.stringify({ params, input, place }));
        else assert.ok(count <= full);
      });
      for (const [part, values] of [
        [interior, inside],
        [border, outside],
      ] as const) {
        assert.equal(part?.elements ?? 0, values.length);
        if (!part) continue;
        assert.equal(part.unpainted, values.filter(value => value === 0).length);
        assert.deepEqual([part.min, part.max], [Math.min(...values), Math.max(...values)]);
      }
      if (interior) interiors++;
      if (border) borders++;
    }
    assert.ok(interiors > 180 && borders > 380, `${interiors} interiors, ${borders} borders`);
  });

  it('tell holes of the interior from outputs that the border leaves unpainted', () => {
    const holed = must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [1], stride: [2] })));
    const parts = must(overlapParts(holed, [4]));
    assert.deepEqual([parts.interior!.unpainted, parts.border], [3, null]);
    const added = must(buildSpec(layer(1, { kind: 'transposed', stride: [2], outputPadding: [1] })));
    const { interior, border } = must(overlapParts(added, [4]));
    assert.deepEqual([interior!.unpainted, border!.unpainted], [0, 1]);
  });

  it('have no interior where the whole map is border, as in the first layer of a DCGAN', () => {
    const first = must(buildSpec(layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2] })));
    const { interior, border } = must(overlapParts(first, [1, 1]));
    assert.deepEqual([interior, border], [null, { elements: 16, unpainted: 0, min: 1, max: 1 }]);
  });

  it('count what padding that reflects, repeats or wraps adds as border', () => {
    for (let n = 0; n < 400; n++) {
      const padding = chooser.integer(0, 3);
      const spec = must(
        buildSpec(
          layer(1, {
            kernelSize: [chooser.integer(1, 5)],
            stride: [chooser.integer(1, 3)],
            padding: [padding],
            paddingMode: chooser.pick(['reflect', 'replicate', 'circular']),
          }),
        ),
      );
      const input = [chooser.integer(padding + 1, 20)];
      if (!outputSpatial(spec, input).ok) continue;
      const { interior } = must(overlapParts(spec, input));
      if (!interior) continue;
      const [profile] = must(overlapMap(spec, input)).profiles;
      const [phases] = overlapVerdict(spec).phases;
      for (let p = interior.begin[0]!; p < interior.end[0]!; p++) {
        assert.equal(profile![p], phases![(p + padding) % phases!.length], JSON.stringify({ spec, input, p }));
      }
    }
  });
});

describe('the map of a large layer', () => {
  it('is refused where an axis, its padding or the counts are absurd', () => {
    const absurd = [
      [layer(1, { kind: 'transposed' }), [1e9]],
      [layer(1, { kernelSize: [2], dilation: [1e9], padding: [1e9], paddingMode: 'replicate' }), [8]],
      [layer(3, { kernelSize: [2 ** 20, 2 ** 20, 2 ** 20], kind: 'transposed' }), [1, 1, 1]],
    ] as const;
    for (const [params, input] of absurd) {
      const built = buildSpec(params);
      const map = built.ok ? overlapMap(built.value, input) : built;
      assert.ok(!map.ok && map.problem.code === 'too-large');
      const parts = built.ok ? overlapParts(built.value, input) : built;
      assert.ok(!parts.ok && parts.problem.code === 'too-large');
    }
  });

  it('is known from its profiles alone, for 4096 × 4096 outputs and any kernel', () => {
    for (const kernel of [3, 4, 64, 4096]) {
      const input = (4096 - kernel) / 2 + 1;
      const size = Number.isInteger(input) ? input : Math.ceil(input);
      const added = 4096 - ((size - 1) * 2 + kernel);
      const outputPadding = added > 0 ? [added, added] : null;
      const padding = added < 0 ? [1, 1] : [0, 0];
      const sizes = { kernelSize: [kernel, kernel], stride: [2, 2], padding };
      const more = added < 0 ? [1, 1] : outputPadding;
      const spec = must(buildSpec(layer(2, { kind: 'transposed', ...sizes, outputPadding: more })));
      const map = must(overlapMap(spec, [size, size]));
      assert.deepEqual(map.shape, [4096, 4096]);
      assert.equal(
        map.histogram.reduce((sum, { elements }) => sum + elements, 0),
        4096 ** 2,
      );
      // Taps that land, from the other side: along one axis each window's taps that are not cropped.
      let landed = 0;
      for (let v = 0; v < size; v++) {
        const start = v * 2 - padding[0]!;
        landed += Math.min(4096, start + kernel) - Math.max(0, start);
      }
      assert.equal(
        map.profiles[0]!.reduce((a, b) => a + b),
        landed,
      );
    }
  });
});

describe('the verdict of a convolution whose inputs stand apart', () => {
  it('counts only the phases on which inputs stand, for every stride, spread, dilation and padding', () => {
    let spread = 0;
    for (let n = 0; n < 700; n++) {
      const stride = chooser.integer(2, 8);
      const begin = chooser.integer(0, 6);
      const padding = { begin: [begin], end: [chooser.integer(0, 4)] };
      const sizes = { kernelSize: [chooser.integer(1, 9)], stride: [stride], dilation: [chooser.integer(1, 6)] };
      const params = layer(1, { convention: 'jax', ...sizes, padding, inputDilation: [chooser.integer(2, 8)] });
      const spec = must(buildSpec(params));
      const verdict = overlapVerdict(spec);
      const input = [200];
      const [profile] = must(overlapMap(spec, input)).profiles;
      const phases = verdict.phases[0]!;
      assert.equal(phases.length, verdict.period[0]);
      for (let e = 80; e < 120; e++) {
        assert.equal(profile![e], phases[(e + begin) % phases.length], JSON.stringify({ params, phases, e }));
      }
      assert.deepEqual([verdict.min, verdict.max], [Math.min(...phases), Math.max(...phases)]);
      assert.ok(
        phases.every((_, p) => p === 0 || phases.some((count, q) => count !== phases[(q + p) % phases.length])),
      );
      const { ratio, variation } = evennessOf(phases);
      const found = overlapEvenness(spec);
      assert.ok(
        Math.abs(found.variation - variation) < 1e-9 && found.ratio === ratio,
        JSON.stringify({ params, found }),
      );
      if (verdict.period[0]! > 1) spread++;
    }
    assert.ok(spread > 150, `${spread} with a period`);
  });

  it('is known for large strides too', () => {
    const sizes = { kernelSize: [5], stride: [4093], padding: [0] };
    const spec = must(buildSpec(layer(1, { convention: 'jax', ...sizes, inputDilation: [4096] })));
    const { period, min, max } = overlapVerdict(spec);
    assert.deepEqual([period, min, max], [[4093], 0, 1]);
  });
});
