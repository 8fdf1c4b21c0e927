import type { ProblemCode } from '../engine/index.js';
import type { PlainArgs } from './plain.js';
import type { Shape } from './dims.js';

/** No shape, or not even a rank, for the reason given. */
export class UnknownShape {
  constructor(readonly why: string) {}
}

/** Exceptions that rules raise: Python's own, and TensorFlow's two (tf.errors). */
export type RefusalType =
  | 'ValueError'
  | 'RuntimeError'
  | 'TypeError'
  | 'IndexError'
  | 'NotImplementedError'
  | 'OverflowError'
  | 'AttributeError'
  | 'AssertionError'
  | 'ZeroDivisionError'
  | 'InvalidArgumentError'
  | 'UnimplementedError';

/** The framework would raise here: its exception's type and its own message, and the reason that all frameworks share. */
export class Refusal {
  constructor(
    readonly type: RefusalType,
    readonly message: string,
    readonly code: ProblemCode = 'argument-invalid',
  ) {}
}

/** What comes out of a layer. */
export type Flow = Shape | UnknownShape | Refusal;

/** From a layer's arguments and the shape that goes in to what comes out. Pure. */
export type ShapeRule = (args: PlainArgs, input: Shape) => Flow;

/** One name of a framework and its meaning. */
export interface LayerRow {
  readonly name: string;
  readonly signature: string;
  readonly rule: ShapeRule;
  /** The parameter that, when true, makes the result a pair (output, indices). */
  readonly pairWhen?: string;
  /** The function's parameter that is the tensor, where it is not `input`. */
  readonly data?: string;
  /** What forward takes, in Python's syntax, where it is not `input` alone; the rule sees these arguments too. */
  readonly forward?: string;
  /** What the constructor refuses by itself; `lists` are the arguments that are lists, where a tuple would do. */
  readonly constructing?: (args: PlainArgs, lists: ReadonlySet<string>) => Refusal | undefined;
}

export function isShape(flow: Flow): flow is Shape {
  return Array.isArray(flow);
}

/** A shape as PyTorch prints it in messages: [1, 3, 8, 8]. */
export function sizeText(shape: Shape): string {
  return `[${shape.map(dim => (typeof dim === 'object' && 'unknown' in dim ? '?' : String(dim))).join(', ')}]`;
}
