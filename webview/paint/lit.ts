import { unflatten } from '../../src/engine/index.js';
import type { Pointed, Scene } from '../state/scene.js';
import { tapsOfInput, tapsOfKernel, tapsOfOutput } from './axisLines.js';
import type { AxisTap } from './axisLines.js';

/** First and last position along an axis. */
export type Span = readonly [first: number, last: number];

interface AxisLit {
  readonly inputs: Map<number, number[]>;
  readonly outputs: Map<number, number[]>;
  readonly kernels: Set<number>;
  /** Kernel positions by output · inputs + input. */
  readonly entries: Map<number, number[]>;
}

/**
 * What takes part in a subject: the taps of an output, an input, a weight or one entry. Taps are the product of their
 * axes, so only each axis' own are kept: a kernel of a million weights costs a thousand positions per axis.
 */
export class Lit {
  private readonly axes: readonly AxisLit[];

  constructor(
    private readonly scene: Scene,
    readonly pointed: NonNullable<Pointed>,
  ) {
    this.axes = axisTapsOf(scene, pointed).map((taps, axis) => collect(taps, scene.inputSpatial[axis] ?? 1));
  }

  /** No tap at all: an output that nothing paints, an input that is never read, an entry that is zero. */
  get empty(): boolean {
    return this.axes.some(axis => axis.kernels.size === 0);
  }

  /** Flat weights that the subject puts on an input: several only where padding folds; empty if it has no part. */
  inputWeights(index: number): readonly number[] {
    return this.weights(unflatten(index, this.scene.inputSpatial), axis => axis.inputs);
  }

  /** Flat weights with which the subject reaches an output; empty if it has no part. */
  outputWeights(index: number): readonly number[] {
    return this.weights(unflatten(index, this.scene.outputSpatial), axis => axis.outputs);
  }

  hasWeight(index: number): boolean {
    return unflatten(index, this.scene.spec.kernelSize).every(
      (position, axis) => this.axes[axis]?.kernels.has(position) ?? false,
    );
  }

  /** Flat weights of an entry of the layer's own matrix, if the subject has it. */
  entryWeights(output: number, input: number): readonly number[] {
    const at = unflatten(output, this.scene.outputSpatial);
    const from = unflatten(input, this.scene.inputSpatial);
    const keys = at.map((position, axis) => position * (this.scene.inputSpatial[axis] ?? 1) + (from[axis] ?? 0));
    return this.weights(keys, axis => axis.entries);
  }

  /** How many taps the subject has. */
  get count(): number {
    return this.axes.reduce((product, axis) => {
      let taps = 0;
      for (const kernels of axis.entries.values()) taps += kernels.length;
      return product * taps;
    }, 1);
  }

  inputSpans(): readonly Span[] | null {
    return this.spans(axis => axis.inputs.keys());
  }
  outputSpans(): readonly Span[] | null {
    return this.spans(axis => axis.outputs.keys());
  }
  weightSpans(): readonly Span[] | null {
    return this.spans(axis => axis.kernels);
  }

  /** Positions along one axis that take part. */
  inputsAlong(axis: number): readonly number[] {
    return [...(this.axes[axis]?.inputs.keys() ?? [])];
  }
  outputsAlong(axis: number): readonly number[] {
    return [...(this.axes[axis]?.outputs.keys() ?? [])];
  }

  private spans(of: (axis: AxisLit) => Iterable<number>): readonly Span[] | null {
    if (this.empty) return null;
    return this.axes.map(axis => {
      let first = Infinity;
      let last = -Infinity;
      for (const position of of(axis)) {
        first = Math.min(first, position);
        last = Math.max(last, position);
      }
      return [first, last];
    });
  }

  private weights(position: readonly number[], of: (axis: AxisLit) => Map<number, number[]>): readonly number[] {
    let flat: number[] = [0];
    for (const [a, axis] of this.axes.entries()) {
      const kernels = of(axis).get(position[a] ?? -1);
      if (!kernels) return [];
      const size = this.scene.spec.kernelSize[a] ?? 1;
      flat =
        flat.length === 1 && kernels.length === 1
          ? [flat[0]! * size + kernels[0]!]
          : flat.flatMap(outer => kernels.map(kernel => outer * size + kernel));
    }
    return flat;
  }
}

/** The taps of a subject along each axis. */
function axisTapsOf(scene: Scene, pointed: NonNullable<Pointed>): AxisTap[][] {
  switch (pointed.kind) {
    case 'output': {
      const at = unflatten(pointed.index, scene.outputSpatial);
      return scene.taps.map((taps, axis) => tapsOfOutput(taps, at[axis] ?? 0));
    }
    case 'input': {
      const at = unflatten(pointed.index, scene.inputSpatial);
      return scene.taps.map((taps, axis) => tapsOfInput(taps, at[axis] ?? 0));
    }
    case 'weight': {
      const at = unflatten(pointed.index, scene.spec.kernelSize);
      return scene.taps.map((taps, axis) => tapsOfKernel(taps, at[axis] ?? 0));
    }
    case 'entry': {
      const at = unflatten(pointed.output, scene.outputSpatial);
      const from = unflatten(pointed.input, scene.inputSpatial);
      return scene.taps.map((taps, axis) => tapsOfOutput(taps, at[axis] ?? 0).filter(tap => tap.input === from[axis]));
    }
  }
}

function collect(taps: readonly AxisTap[], inputCount: number): AxisLit {
  const lit = { inputs: new Map(), outputs: new Map(), kernels: new Set<number>(), entries: new Map() } as AxisLit;
  for (const { output, input, kernel } of taps) {
    add(lit.inputs, input, kernel);
    add(lit.outputs, output, kernel);
    add(lit.entries, output * inputCount + input, kernel);
    lit.kernels.add(kernel);
  }
  return lit;
}

function add(map: Map<number, number[]>, key: number, kernel: number): void {
  const known = map.get(key);
  if (!known) map.set(key, [kernel]);
  else if (!known.includes(kernel)) known.push(kernel);
}

/** Whether an element is the subject itself, or an end of the entry that is. */
export function isPointed(pointed: Pointed, role: 'input' | 'output' | 'weight', index: number): boolean {
  if (!pointed) return false;
  if (pointed.kind === 'entry') return role !== 'weight' && pointed[role] === index;
  return pointed.kind === role && pointed.index === index;
}
