/**
 * The taps of a run of outputs: for output n the sum Σ_t w[weight + weights[t]] · x[input + inputs[t] + n·step] over t below `length`.
 */
export interface RunTaps {
  length: number;
  inputs: Int32Array;
  weights: Int32Array;
  step: number;
}

/**
 * Adds to sums[n] the run's sum for n = 0 … count − 1. Four taps at a time, so that each partial sum is read and written once for
 * four products. (`input` is where x starts, `weight` where w does.)
 */
export function addRun(
  sums: Float64Array,
  count: number,
  x: Float64Array,
  input: number,
  w: Float64Array,
  weight: number,
  { length, inputs, weights, step }: RunTaps,
): void {
  let t = 0;
  for (; t + 3 < length; t += 4) {
    let a = input + inputs[t]!;
    let b = input + inputs[t + 1]!;
    let c = input + inputs[t + 2]!;
    let d = input + inputs[t + 3]!;
    const wa = w[weight + weights[t]!]!;
    const wb = w[weight + weights[t + 1]!]!;
    const wc = w[weight + weights[t + 2]!]!;
    const wd = w[weight + weights[t + 3]!]!;
    for (let n = 0; n < count; n++) {
      sums[n]! += wa * x[a]! + wb * x[b]! + (wc * x[c]! + wd * x[d]!);
      a += step;
      b += step;
      c += step;
      d += step;
    }
  }
  for (; t < length; t++) {
    let a = input + inputs[t]!;
    const wa = w[weight + weights[t]!]!;
    for (let n = 0; n < count; n++) {
      sums[n]! += wa * x[a]!;
      a += step;
    }
  }
}

/** addRun for two output channels with the same inputs: each input that is read serves both. */
export function addRunTwice(
  sums: Float64Array,
  others: Float64Array,
  count: number,
  x: Float64Array,
  input: number,
  w: Float64Array,
  weight: number,
  other: number,
  { length, inputs, weights, step }: RunTaps,
): void {
  let t = 0;
  for (; t + 3 < length; t += 4) {
    let a = input + inputs[t]!;
    let b = input + inputs[t + 1]!;
    let c = input + inputs[t + 2]!;
    let d = input + inputs[t + 3]!;
    const wa = w[weight + weights[t]!]!;
    const wb = w[weight + weights[t + 1]!]!;
    const wc = w[weight + weights[t + 2]!]!;
    const wd = w[weight + weights[t + 3]!]!;
    const va = w[other + weights[t]!]!;
    const vb = w[other + weights[t + 1]!]!;
    const vc = w[other + weights[t + 2]!]!;
    const vd = w[other + weights[t + 3]!]!;
    for (let n = 0; n < count; n++) {
      const xa = x[a]!;
      const xb = x[b]!;
      const xc = x[c]!;
      const xd = x[d]!;
      sums[n]! += wa * xa + wb * xb + (wc * xc + wd * xd);
      others[n]! += va * xa + vb * xb + (vc * xc + vd * xd);
      a += step;
      b += step;
      c += step;
      d += step;
    }
  }
  for (; t < length; t++) {
    let a = input + inputs[t]!;
    const wa = w[weight + weights[t]!]!;
    const va = w[other + weights[t]!]!;
    for (let n = 0; n < count; n++) {
      sums[n]! += wa * x[a]!;
      others[n]! += va * x[a]!;
      a += step;
    }
  }
}
