import { parser } from '../python/grammar.js';
import {
  bindAt,
  completed,
  dataParameter,
  isComplete,
  recordsOf,
  type ConvReading,
  type ConvRow,
  type Site,
} from '../frameworks/index.js';
import type { LayerParams, Problem } from '../engine/index.js';
import { PyRaise } from '../python/errors.js';
import { Args } from '../python/native.js';
import { Unknown } from '../python/value.js';
import { Program } from './program.js';
import { staticCalls } from './staticCalls.js';
import { finish } from './units.js';

/** What an expression such as `nn.ConvTranspose2d(16, 8, 3, stride=2)` stands for. */
export type LayerExpression =
  | {
      readonly kind: 'layer';
      readonly api: string;
      /** Null while the input's channels are not known: a Keras or lazy layer takes them from its input. */
      readonly params: LayerParams | null;
      readonly known: Partial<LayerParams>;
      /** The parameters for an input of so many channels; null where others are missing. */
      withInputChannels(channels: number): LayerParams | null;
      /**
       * Where neither the call nor the input says how many channels there are (a node of ONNX): one input and one output channel, and why no
       * more is known.
       */
      readonly onePair?: { readonly params: LayerParams; readonly why: string };
    }
  /** The framework refuses the arguments. */
  | { readonly kind: 'refused'; readonly api: string; readonly problem: Problem }
  /** It is no convolution, or not one expression. */
  | { readonly kind: 'no-layer'; readonly reason: string };

/** Names that an expression sees without importing them. */
const PRELUDE = [
  'import torch',
  'from torch import nn',
  'import torch.nn.functional as F',
  'import tensorflow as tf',
  'import jax',
  'from jax import lax',
  'import jax.numpy as jnp',
  'import flax.linen, flax.nnx',
  'import haiku',
  'import equinox.nn',
  'import keras',
  'from keras import layers',
  'import jax',
  'from jax import lax',
  'import jax.numpy as jnp',
];

/** What may be written in full: `flax.linen.ConvTranspose(…)`. A module is imported where its first name occurs. */
const IN_FULL = [
  'flax.linen',
  'flax.nnx',
  'haiku',
  'equinox',
  'tf_keras.layers',
  'paddle.nn.functional',
  'mlx.nn',
  'mlx.core',
  'onnx.helper',
];

function importsFor(expression: string): string[] {
  return IN_FULL.filter(name => new RegExp(`\\b${name.split('.')[0]}\\.`).test(expression)).map(
    name => `import ${name}`,
  );
}

/**
 * Reads one layer expression. It sees torch, nn, F, tf, keras, layers, jax, lax and jnp, other names in full or by `imports` (statements). A
 * functional call is written without its data: `F.conv_transpose2d(weight=(16, 8, 3, 3), stride=2)`. Never throws.
 */
export function evaluateLayer(expression: string, imports: readonly string[] = []): LayerExpression {
  const head = [...PRELUDE, ...importsFor(expression), ...imports].join('\n') + '\n';
  const text = `${head}${expression.trim()}\n`;
  const from = head.length;
  const to = from + expression.trim().length;
  const tree = parser.parse(text);
  const program = new Program([{ text, tree, file: '' }]);
  try {
    finish(program.running());
    const units = staticCalls(tree, {
      cx: program.cx,
      text,
      global: name => program.globals.get(name),
      imported: path => program.imported(path),
    });
    const calls = finish(units);
    const records = recordsOf(program.cx);
    const call = calls.find(its => its.span.from === from && its.span.to === to);
    const site = records.sites.find(its => its.range.from === from && its.range.to === to);
    if (!call && !site) return { kind: 'no-layer', reason: reasonFor(expression, program) };
    if (call && !call.complete) return { kind: 'no-layer', reason: 'the expression is not complete' };
    const row = site?.row ?? call?.row;
    if (!row) return { kind: 'no-layer', reason: 'it is no convolution' };
    // A function's call is read from the text, since its input is left out.
    let build = row.form === 'layer' || row.tensorsByName ? site?.builds[0] : undefined;
    if (!build && call) {
      const stand: Site = { row, file: '', range: call.span, calleeRange: call.calleeSpan, builds: [] };
      const args = call.arguments();
      if (!args) return { kind: 'no-layer', reason: 'the arguments of the expression are not known' };
      try {
        bindAt(program.cx, row, row.form === 'layer' ? args.after(null) : withoutData(row, args), stand);
      } catch (error) {
        if (!(error instanceof PyRaise)) throw error;
      }
      build = stand.builds[0];
    }
    if (!build) return { kind: 'no-layer', reason: 'the arguments of the expression are not known' };
    if (build.bindProblem) return { kind: 'refused', api: row.api, problem: build.bindProblem };
    return layerOf(row.api, build.reading);
  } finally {
    program.close();
  }
}

function layerOf(api: string, reading: ConvReading): LayerExpression {
  const problem = reading.problems[0];
  if (problem) return { kind: 'refused', api, problem };
  const missing = [...reading.why].filter(([role]) => role !== 'inChannels');
  const [other] = missing.filter(([role]) => role !== 'outChannels');
  if (other) return { kind: 'no-layer', reason: `${other[0]} is not known: ${other[1]}` };
  const onePair = missing[0] ? pairOf(reading, missing[0][1]) : undefined;
  if (missing[0] && !onePair) return { kind: 'no-layer', reason: `${missing[0][0]} is not known: ${missing[0][1]}` };
  return {
    kind: 'layer',
    api,
    params: reading.params,
    known: reading.known,
    withInputChannels: channels => completed(reading, channels),
    ...(onePair ? { onePair } : {}),
  };
}

/** A layer of one input and one output channel, where nothing but the channels is missing. */
function pairOf({ known, why }: ConvReading, reason: string): { params: LayerParams; why: string } | undefined {
  if (!why.has('inChannels') || known.groups === undefined) return undefined;
  const params = { ...known, inChannels: 1, outChannels: 1, groups: 1 };
  return isComplete(params) ? { params, why: reason } : undefined;
}

/** A functional call whose input is left out takes one that is not known. */
function withoutData(row: ConvRow, args: Args): Args {
  const name = dataParameter(row);
  if (args.pos.length > 0 || args.kw.has(name)) return args;
  const input = new Unknown({ code: 'input-unknown', message: 'the input is not given' }, 'tensor');
  return new Args([], new Map([[name, input], ...args.kw]), args.origins);
}

function reasonFor(expression: string, program: Program): string {
  const raised = [...program.errors.values()].flat().at(-1);
  if (raised) return `${raised.type}: ${raised.message}`;
  return `${expression.trim() === '' ? 'nothing' : expression.trim()} is no convolution that is known here`;
}
