import { columnTaps, rowTaps, unflatten } from '../../src/engine/index.js';
import type { Tap } from '../../src/engine/index.js';
import { formatNumber, say } from '../strings.js';
import type { Pointed, Scene } from './scene.js';

/** A piece of the read-out's sentence. A weight is underlined in its colour. */
export type Piece =
  | { readonly kind: 'strong' | 'text' | 'muted' | 'sum'; readonly text: string }
  | { readonly kind: 'weight'; readonly text: string; readonly weight: number };

/** Groups of pieces: pieces of a group run on, groups stand apart. */
export type Readout = readonly (readonly Piece[])[];

/** How many terms of a sum are written out. */
const TERMS = 9;
const PAINTED = 3;

/** What is pointed at, in numbers: exactly the sum that makes an output, or what an input or a weight does. */
export function readout(scene: Scene, pointed: Pointed): Readout {
  const kernel = scene.spec.kernelSize.reduce((product, size) => product * size, 1);
  if (!pointed) {
    const rest = say(scene.spec.transposed ? 'atRestTransposed' : 'atRestConvolution', kernel);
    return [[text(rest)], [muted(say('pointAt'))]];
  }
  switch (pointed.kind) {
    case 'output':
      return outputReadout(scene, pointed.index);
    case 'input':
      return inputReadout(scene, pointed.index);
    case 'weight':
      return weightReadout(scene, pointed.index);
    case 'entry':
      return entryReadout(scene, pointed.output, pointed.input);
  }
}

/** The layer's own matrix: C for a convolution, Cᵀ for a transposed one. */
export function matrixName(scene: Scene): string {
  return scene.spec.transposed ? 'Cᵀ' : 'C';
}

function outputReadout(scene: Scene, index: number): Readout {
  const taps = rowTaps(scene.spec, scene.inputSpatial, index);
  const head = [
    strong(say('output', place(index, scene.outputSpatial))),
    text(` = ${say('rowOf', index, matrixName(scene))}`),
  ];
  if (taps.length === 0) return [head, [muted(say('noTap'))]];
  const terms = taps
    .slice(0, TERMS)
    .flatMap((tap, term) => [
      ...(term > 0 ? [sum(' + ')] : []),
      weight(scene, tap.weight),
      sum(`·${factor(scene.x[tap.input] ?? 0)}`),
    ]);
  const more = taps.length > TERMS ? [sum(` + ${say('and')}`)] : [];
  const many = scene.spec.transposed || taps.length < 2 ? '' : `: ${say('manyToOne')}`;
  return [
    head,
    [...terms, ...more, sum(' = '), strong(formatNumber(scene.y[index] ?? 0))],
    [muted(`${taps.length === 1 ? say('tapOne') : say('taps', taps.length)}${many}`)],
  ];
}

function inputReadout(scene: Scene, index: number): Readout {
  const taps = columnTaps(scene.spec, scene.inputSpatial, index);
  const value = scene.x[index] ?? 0;
  const head = [
    strong(`${say('input', place(index, scene.inputSpatial))} = ${formatNumber(value)}`),
    text(` → ${say('columnOf', index, matrixName(scene))}`),
  ];
  if (taps.length === 0) return [head, [muted(say('unused'))]];
  const count = taps.length === 1 ? say('outputOne') : say('outputsCount', taps.length);
  const painted = taps
    .slice(0, PAINTED)
    .map((tap): readonly Piece[] => [
      sum(`(${place(tap.output, scene.outputSpatial)}) += `),
      weight(scene, tap.weight),
      sum(`·${factor(value)}`),
    ]);
  const more = taps.length > PAINTED ? [[muted(say('and'))]] : [];
  return [
    head,
    [text(say(scene.spec.transposed ? 'paints' : 'feeds', count))],
    ...(taps.length > 1 ? [[muted(say('oneToMany'))]] : []),
    ...painted,
    ...more,
  ];
}

function entryReadout(scene: Scene, output: number, input: number): Readout {
  // A padding mode other than zeros can fold several taps onto one input: their weights add up in one entry.
  const taps = rowTaps(scene.spec, scene.inputSpatial, output).filter(tap => tap.input === input);
  const name = `${matrixName(scene)}[${formatNumber(output)}, ${formatNumber(input)}]`;
  const from = place(input, scene.inputSpatial);
  const to = place(output, scene.outputSpatial);
  if (taps.length === 0) return [[strong(name), text(' = 0')], [text(say('entryZero', from, to))]];
  const x = scene.x[input] ?? 0;
  const w = taps.reduce((total, tap) => total + weightOf(scene, tap), 0);
  const names = taps.map(tap => `w(${place(tap.weight, scene.spec.kernelSize)})`).join(' + ');
  const numbers = taps.flatMap((tap, term) => [...(term > 0 ? [sum(' + ')] : []), weight(scene, tap.weight)]);
  return [
    [strong(name), text(` = ${names} = `), ...numbers],
    [text(say('entryReach', from, to, `${factor(w)}·${factor(x)}`, formatNumber(w * x)))],
  ];
}

function weightReadout(scene: Scene, index: number): Readout {
  const entries = weightEntries(scene, index);
  const name = matrixName(scene);
  return [
    [strong(`${say('weight', place(index, scene.spec.kernelSize))} = `), weight(scene, index)],
    [text(entries === 1 ? say('weightTextOne', name) : say('weightText', entries, name))],
  ];
}

/** How many entries of the matrix are this one weight: the product over the axes of its uses there. */
export function weightEntries(scene: Scene, index: number): number {
  const position = unflatten(index, scene.spec.kernelSize);
  return scene.taps.reduce((product, taps, axis) => {
    let uses = 0;
    for (const kernel of taps.kernel) if (kernel === position[axis]) uses++;
    return product * uses;
  }, 1);
}

function place(index: number, shape: readonly number[]): string {
  return unflatten(index, shape).map(formatNumber).join(', ');
}

function weightOf(scene: Scene, tap: Tap): number {
  return scene.w[tap.weight] ?? 0;
}

/** A factor after a dot: a negative one in parentheses, so that 3·(−2) cannot be read as a difference. */
function factor(value: number): string {
  return value < 0 ? `(${formatNumber(value)})` : formatNumber(value);
}

function weight(scene: Scene, index: number): Piece {
  return { kind: 'weight', text: factor(scene.w[index] ?? 0), weight: index };
}

function strong(value: string): Piece {
  return { kind: 'strong', text: value };
}
function text(value: string): Piece {
  return { kind: 'text', text: value };
}
function muted(value: string): Piece {
  return { kind: 'muted', text: value };
}
function sum(value: string): Piece {
  return { kind: 'sum', text: value };
}
