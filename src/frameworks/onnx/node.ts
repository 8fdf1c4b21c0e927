import type { Problem, ProblemCode } from '../../engine/index.js';
import { UnknownShape } from '../flow.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/** A node of an ONNX graph with what its shape depends on: an operator's attributes, and its inputs. */
export interface OnnxNode {
  readonly op: string;
  readonly attributes: ReadonlyMap<string, Plain>;
  /** The shapes of its inputs. */
  readonly inputs: readonly (readonly number[])[];
  /** The values of the inputs that follow them and are constants: Reshape's shape, Pad's pads. Null: left out. */
  readonly constants: readonly (readonly number[] | null)[];
}

/** A refusal, thrown inside the rules of one node; nodeOutput catches it. */
export class NodeRefusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** An attribute that has no value here, thrown likewise. */
export class NodeUnknown extends Error {
  readonly shape: UnknownShape;
  constructor(why: string) {
    super(why);
    this.shape = new UnknownShape(why);
  }
}

export function refusal(code: ProblemCode, message: string, values: Problem['values'] = {}): NodeRefusal {
  return new NodeRefusal({ code, message, values });
}

/** An attribute's value as it is. @throws NodeUnknown where the code does not determine it */
export function attribute(node: OnnxNode, name: string): Plain | undefined {
  const value = node.attributes.get(name);
  const why = value === undefined ? undefined : whyUnknown(value);
  if (why !== undefined) throw new NodeUnknown(why);
  return value;
}

/** An attribute that is an int, or its default. */
export function intAttribute(node: OnnxNode, name: string, fallback: number): number {
  const value = attribute(node, name);
  if (value === undefined || value === null) return fallback;
  const int = intOf(value);
  if (int === undefined) throw refusal('argument-invalid', `Attribute ${name} must be an int`);
  return int;
}

export function textAttribute(node: OnnxNode, name: string, fallback: string): string {
  const value = attribute(node, name);
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'string') throw refusal('argument-invalid', `Attribute ${name} must be a str`);
  return value;
}

/** An attribute that is a list of ints, with as many as `length` and none below `least`; undefined where it is not given. */
export function intsAttribute(
  node: OnnxNode,
  name: string,
  length: number,
  least: 0 | 1 | null = null,
): readonly number[] | undefined {
  const value = attribute(node, name);
  if (value === undefined || value === null) return undefined;
  const ints = isPlainList(value) ? value.map(intOf) : [];
  if (!isPlainList(value) || !ints.every(int => int !== undefined)) {
    throw refusal('argument-invalid', `Attribute ${name} must be a list of ints`);
  }
  if (ints.length !== length) throw refusal('wrong-length', `Attribute ${name} has incorrect size`, { got: ints });
  if (least !== null && ints.some(int => int < least)) {
    const what = least === 1 ? 'must only contain positive values' : 'must not contain negative values';
    const code = name === 'pads' || name === 'output_padding' ? 'negative-padding' : 'not-positive';
    throw refusal(code, `Attribute ${name} ${what}`, { got: ints });
  }
  return ints;
}

/** The shape of an input by its place. */
export function inputShape(node: OnnxNode, index = 0): readonly number[] {
  const shape = node.inputs[index];
  if (!shape) throw refusal('argument-missing', `Node (${node.op}) has input size ${node.inputs.length} not in range`);
  return shape;
}

/** Shapes as onnxruntime prints them: {1,3,8,8}. */
export function braces(sizes: readonly number[]): string {
  return `{${sizes.join(',')}}`;
}
