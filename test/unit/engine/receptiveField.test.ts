import assert from 'node:assert/strict';
import {
  axisTaps,
  buildSpec,
  outputSpatial,
  pairMatrix,
  receptiveField,
  type ConvSpec,
  type Csr,
  type LayerParams,
} from '../../../src/engine/index.js';
import { Chooser } from './chooser.js';
import { kerasLayer, layer, must } from './layers.js';

const chooser = new Chooser(4003);

function conv(kernel: number, stride: number, padding = 0, dilation = 1): ConvSpec {
  const sizes = { kernelSize: [kernel], stride: [stride], padding: [padding], dilation: [dilation] };
  return must(buildSpec(layer(1, sizes)));
}

function transposedConv(kernel: number, stride: number, padding = 0, dilation = 1): ConvSpec {
  const sizes = { kernelSize: [kernel], stride: [stride], padding: [padding], dilation: [dilation] };
  return must(buildSpec(layer(1, { kind: 'transposed', ...sizes })));
}

/** The inputs that one output of a chain really depends on, from the taps of its layers at this input size. */
function inputsOf(chain: readonly ConvSpec[], input: number, chooseOutput: (outputs: number) => number) {
  const taps = [];
  let size = input;
  for (const spec of chain) {
    const listed = axisTaps(spec, 0, size);
    taps.push(listed);
    size = listed.outputs;
  }
  const output = chooseOutput(size);
  let positions = new Set([output]);
  for (const { ptr, input: inputs } of taps.reverse()) {
    const next = new Set<number>();
    for (const o of positions) for (let p = ptr[o]!; p < ptr[o + 1]!; p++) next.add(inputs[p]!);
    positions = next;
  }
  return { output, positions: [...positions].sort((a, b) => a - b) };
}

function randomChain(): ConvSpec[] {
  const length = chooser.integer(1, 4);
  return Array.from({ length }, () => {
    const make = chooser.integer(0, 2) === 0 ? transposedConv : conv;
    return make(chooser.integer(1, 5), chooser.integer(1, 3), chooser.integer(0, 2), chooser.pick([1, 1, 2, 3]));
  });
}

describe('the receptive field', () => {
  it('is what the taps of the layers reach, for random chains with dilation and transposed layers', () => {
    let compared = 0;
    let phased = 0;
    for (let n = 0; n < 600; n++) {
      const chain = randomChain();
      const field = must(receptiveField(chain, null))[0]!;
      // Long enough that the middle is far from every layer's border.
      const input = 20 * (field.size + 30) * Math.ceil(Math.max(1, field.jump));
      if (input > 40_000) continue;
      const whole = (outputs: number) => Math.floor(outputs / 2 / field.period) * field.period;
      for (let phase = 0; phase < field.period; phase++) {
        const { output, positions } = inputsOf(chain, input, outputs => whole(outputs) + phase);
        const size = positions.length === 0 ? 0 : positions.at(-1)! - positions[0]! + 1;
        assert.equal(size, field.sizes[phase], JSON.stringify({ chain, phase }));
        if (phase === 0 && positions.length > 0) assert.equal(positions[0], field.start! + output * field.jump);
        if (phase === 0 && positions.length === 0) assert.equal(field.start, null);
        compared++;
      }
      assert.equal(field.size, Math.max(...field.sizes));
      if (field.period > 1) phased++;
    }
    assert.ok(compared > 800 && phased > 100, `${compared} outputs, ${phased} chains with phases`);
  });

  it('holds every input that the product of the layers’ matrices reads, and its ends are reached, in two dimensions', () => {
    let checked = 0;
    for (let n = 0; n < 120; n++) {
      const chain = Array.from({ length: chooser.integer(1, 3) }, () => {
        const each = (from: number, to: number) => [chooser.integer(from, to), chooser.integer(from, to)];
        const sizes = { kernelSize: each(1, 3), stride: each(1, 2), padding: each(0, 1), dilation: each(1, 2) };
        return must(
          buildSpec(layer(2, { kind: chooser.pick(['convolution', 'convolution', 'transposed']), ...sizes })),
        );
      });
      const input = [22, 25];
      const sizes = [input];
      const matrices: Csr[] = [];
      for (const spec of chain) {
        const next = outputSpatial(spec, sizes.at(-1)!);
        if (!next.ok || next.value.some(size => size > 80)) break;
        matrices.push(must(pairMatrix(spec, sizes.at(-1)!)));
        sizes.push(next.value);
      }
      if (matrices.length < chain.length) continue;
      const fields = must(receptiveField(chain, input));
      const output = sizes.at(-1)!;
      for (let m = 0; m < 5; m++) {
        const place = output.map(size => chooser.integer(0, size - 1));
        let rows = new Set([place[0]! * output[1]! + place[1]!]);
        for (const { rowPtr, colIdx } of [...matrices].reverse()) {
          const next = new Set<number>();
          for (const row of rows) for (let p = rowPtr[row]!; p < rowPtr[row + 1]!; p++) next.add(colIdx[p]!);
          rows = next;
        }
        if (rows.size === 0) continue;
        fields.forEach((field, axis) => {
          if (field.start === null) return;
          const seen = [...rows].map(column => (axis === 0 ? Math.floor(column / input[1]!) : column % input[1]!));
          const phase = place[axis]! % field.period;
          // All outputs of a phase see fields alike, moved by period·jump; those of another phase begin elsewhere.
          const size = field.sizes[phase]!;
          const [first, last] = [Math.min(...seen), Math.max(...seen)];
          assert.ok(last - first + 1 <= size, JSON.stringify({ chain, place, axis, first, last, field }));
          if (phase !== 0) return;
          const start = field.start! + place[axis]! * field.jump;
          assert.ok(
            first >= start && last <= start + size - 1,
            JSON.stringify({ chain, place, axis, first, last, field }),
          );
          const inside = start >= 0 && start + size <= input[axis]!;
          const around = place[axis]! > 10 && place[axis]! < output[axis]! - 10;
          if (!inside || !around) return;
          assert.deepEqual([first, last], [start, start + size - 1], JSON.stringify({ chain, place, axis, field }));
          checked++;
        });
      }
    }
    assert.ok(checked > 60, `${checked} fields inside`);
  });

  it('of one convolution is its effective kernel, its stride and its padding', () => {
    assert.deepEqual(must(receptiveField([conv(3, 2, 1, 4)], null)), [
      { size: 9, jump: 2, start: -1, period: 1, sizes: [9] },
    ]);
  });

  it('of no layer is the element itself', () => {
    assert.deepEqual(must(receptiveField([], [7])), [{ size: 1, jump: 1, start: 0, period: 1, sizes: [1] }]);
  });

  it('of VGG-16 is 212 and of AlexNet v2 195, both with jump 32 (Araujo et al. 2019)', () => {
    const block = (convolutions: number) => [...new Array<ConvSpec>(convolutions).fill(conv(3, 1, 1)), conv(2, 2)];
    const vgg = [2, 2, 3, 3, 3].flatMap(block);
    const alexnet = [
      conv(11, 4),
      conv(3, 2),
      conv(5, 1, 2),
      conv(3, 2),
      ...[1, 2, 3].map(() => conv(3, 1, 1)),
      conv(3, 2),
    ];
    const [vggField, alexnetField] = [vgg, alexnet].map(chain => must(receptiveField(chain, null))[0]!);
    assert.deepEqual([vggField!.size, vggField!.jump], [212, 32]);
    assert.deepEqual([alexnetField!.size, alexnetField!.jump], [195, 32]);
  });

  it('of a DCGAN’s layer is two inputs, which change every second output', () => {
    assert.deepEqual(must(receptiveField([transposedConv(4, 2, 1)], null)), [
      { size: 2, jump: 0.5, start: -1, period: 2, sizes: [2, 2] },
    ]);
  });

  it('of a transposed layer with a kernel of 3 and a stride of 2 is one input or two', () => {
    assert.deepEqual(must(receptiveField([transposedConv(3, 2)], null))[0]!.sizes, [2, 1]);
  });

  it('of a kernel smaller than its stride is empty where nothing is painted', () => {
    assert.deepEqual(must(receptiveField([transposedConv(1, 2, 1)], null))[0], {
      size: 1,
      jump: 0.5,
      start: null,
      period: 2,
      sizes: [0, 1],
    });
  });

  it('begins where TensorFlow’s SAME puts its zeros, which depends on the input size', () => {
    const params: LayerParams = kerasLayer(2, { padding: 'same', stride: [2, 2] });
    const spec = must(buildSpec(params));
    assert.deepEqual(
      must(receptiveField([spec], [8, 9])).map(field => field.start),
      [0, -1],
    );
    assert.deepEqual(
      must(receptiveField([spec], null)).map(field => [field.size, field.start]),
      [
        [3, null],
        [3, null],
      ],
    );
  });

  it('is refused where a layer cannot run or the strides pass 2^53, and is quick for absurd kernels', () => {
    const impossible = receptiveField([conv(9, 1)], [4]);
    assert.ok(!impossible.ok && impossible.problem.code === 'kernel-larger-than-input');
    const chain = new Array<ConvSpec>(8).fill(conv(3, 1000));
    const refused = receptiveField([...chain, ...chain], null);
    assert.ok(!refused.ok && refused.problem.code === 'too-large');
    assert.equal(must(receptiveField([conv(1e9, 1), conv(1e9, 1)], null))[0]!.size, 2e9 - 1);
    const irregular = receptiveField([transposedConv(1e9, 2, 0, 3)], null);
    assert.ok(!irregular.ok && irregular.problem.code === 'too-large');
    const phases = receptiveField([transposedConv(1e6, 1e5)], null);
    assert.ok(!phases.ok && phases.problem.code === 'too-large');
  });
});
