import { LESSON, unflatten } from '../../src/engine/index.js';

/**
 * Example numbers for x and w. Code says nothing about them (inputs are data, weights are learned), so they are whole
 * numbers that read well in a cell, the same every time. All arrays are row-major over the spatial axes.
 */
export const INPUT_KINDS = ['example', 'blob', 'ones', 'ramp', 'impulse', 'picture', 'wave', 'random'] as const;
export const WEIGHT_KINDS = ['example', 'ones', 'smooth', 'edges', 'random'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];
export type WeightKind = (typeof WEIGHT_KINDS)[number];

/** The kinds of input to choose from: the worked example's own numbers exist for its size alone. */
export function inputKinds(lesson: boolean): readonly InputKind[] {
  return lesson ? INPUT_KINDS : INPUT_KINDS.filter(kind => kind !== 'example');
}

export function isInputKind(text: string): text is InputKind {
  return (INPUT_KINDS as readonly string[]).includes(text);
}

export function isWeightKind(text: string): text is WeightKind {
  return (WEIGHT_KINDS as readonly string[]).includes(text);
}

/**
 * The kind that an example is: the worked example's own numbers at its size; else what shows most at a glance, which is
 * a bump where cells have numbers, a picture where they are pixels, and a wave along one axis.
 */
export function shownKind(kind: InputKind, shape: readonly number[], lesson: boolean): InputKind {
  if (kind !== 'example' || (lesson && sameSizes(shape, LESSON.inputSpatial))) return kind;
  if (shape.length === 1) return 'wave';
  const largest = Math.max(...shape);
  // Few elements of a bump are all equal, and then one cannot see which of them goes where.
  if (largest === 2 || largest === 3) return 'random';
  return largest > 32 ? 'picture' : 'blob';
}

/** Input values of one channel, 0 to 9. */
export function inputValues(kind: InputKind, shape: readonly number[], lesson = false): Float64Array {
  const length = shape.reduce((product, size) => product * size, 1);
  const shown = shownKind(kind, shape, lesson);
  if (shown === 'example') return Float64Array.from(LESSON.x);
  const value = sampler(shown, shape);
  const values = new Float64Array(length);
  const position = new Array<number>(shape.length).fill(0);
  for (let index = 0; index < length; index++) {
    values[index] = value(position, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis] = (position[axis] ?? 0) + 1;
      if ((position[axis] ?? 0) < (shape[axis] ?? 1)) break;
      position[axis] = 0;
    }
  }
  return values;
}

type Sampler = (position: readonly number[], index: number) => number;

function sampler(kind: Exclude<InputKind, 'example'>, shape: readonly number[]): Sampler {
  const middle = shape.map(size => (size - 1) / 2);
  const last = shape.length - 1;
  switch (kind) {
    case 'ones':
      return () => 1;
    case 'ramp':
      return position => Math.round((9 * sum(position)) / Math.max(1, sum(shape) - shape.length));
    case 'impulse': {
      const at = shape.map(size => size >> 1);
      return position => (position.every((coordinate, axis) => coordinate === at[axis]) ? 1 : 0);
    }
    case 'blob': {
      // A Gaussian bump: σ is a quarter of each axis, so that the rim is near 1 and the middle 9.
      const bells = shape.map((size, axis) =>
        Float64Array.from({ length: size }, (_, c) => Math.exp(-(((c - (middle[axis] ?? 0)) / spread(size)) ** 2) / 2)),
      );
      return position => Math.round(bells.reduce((value, bell, axis) => value * (bell[position[axis] ?? 0] ?? 0), 9));
    }
    case 'wave':
      return position =>
        Math.round(4.5 + 4.5 * Math.sin(((position[last] ?? 0) * 2 * Math.PI) / Math.max(6, (shape[last] ?? 1) / 3)));
    case 'picture':
      return position => pictureAt(position, shape);
    case 'random': {
      const next = random(1);
      return () => Math.floor(next() * 10);
    }
  }
}

/** A small still life: a bright disc with a dark ring before a slanting, striped ground. */
function pictureAt(position: readonly number[], shape: readonly number[]): number {
  const relative = position.map((coordinate, axis) => (coordinate + 0.5) / (shape[axis] ?? 1));
  const across = relative.at(-1) ?? 0;
  const down = relative.at(-2) ?? 0.45;
  const distance = Math.hypot(across - 0.58, (down - 0.42) * 1.05);
  if (distance < 0.2) return 9;
  if (distance < 0.25) return 1;
  const ground = down > 0.62 + 0.16 * (across - 0.5);
  if (ground) return Math.floor((across * 1.4 + down) * 9) % 2 === 0 ? 6 : 3;
  return Math.round(2 + 3 * (1 - down) + 1.5 * across);
}

/** Weights of one channel pair's kernel. */
export function weightValues(kind: WeightKind, shape: readonly number[], lesson: boolean): Float64Array {
  const length = shape.reduce((product, size) => product * size, 1);
  const values = new Float64Array(length);
  if (kind === 'example' && lesson && length === LESSON.w.length) return Float64Array.from(LESSON.w);
  const next = random(7);
  for (let index = 0; index < length; index++) {
    switch (kind) {
      case 'ones':
        values[index] = 1;
        break;
      case 'random':
        values[index] = Math.floor(next() * 9) - 4;
        break;
      case 'example':
        // Small and uneven, so that neighbouring weights differ and sums can be checked in the head.
        values[index] = ((index * 7 + 3 * Math.floor(index / 4)) % 5) + 1;
        break;
      case 'smooth':
        values[index] = unflatten(index, shape).reduce((product, c, axis) => product * smooth(shape[axis] ?? 1, c), 1);
        break;
      case 'edges':
        values[index] = index === (length - 1) >> 1 ? length - 1 : -1;
        break;
    }
  }
  return values;
}

/** Values with those that a person typed put over them; indices beyond the array are ignored. */
export function withTyped(values: Float64Array, typed: ReadonlyMap<number, number>): Float64Array {
  for (const [index, value] of typed) if (index < values.length) values[index] = value;
  return values;
}

/** 1 2 1, 1 3 3 1, …: binomial weights; a triangle for long kernels, where binomial numbers would not be readable. */
function smooth(size: number, position: number): number {
  return size > 9 ? Math.min(position + 1, size - position) : binomial(size - 1, position);
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - i + 1)) / i;
  return Math.round(result);
}

function spread(size: number): number {
  return Math.max(0.75, size / 4);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function sameSizes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Numbers from 0 to below 1, the same for the same seed (a linear congruential generator: Numerical Recipes, §7.1). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
