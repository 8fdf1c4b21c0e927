import type { Dimension } from '../python/sym/sym.js';
import type { Assumption } from './assumed.js';
import { describeDim, describeShape } from './describe.js';

/**
 * What is taken for granted, in one phrase: "UNet() on an input (N, 3, H, W), with H and W divisible by 16". `model` is how the
 * model is made.
 */
export function assumptionText(model: string, { inputs, multiples, least, equal }: Assumption): string {
  const shapes = inputs.map(({ name, shape }) => `${inputs.length > 1 ? `${name} ` : ''}${describeShape(shape)}`);
  const conditions = [
    ...grouped(multiples).map(([names, factor]) => `${listed(names)} divisible by ${factor}`),
    ...grouped(least).map(([names, size]) => `${listed(names)} ${names.length > 1 ? 'each ' : ''}at least ${size}`),
    ...equal.map(([a, b]) => `${text(a)} = ${text(b)}`),
  ];
  const given = conditions.length === 0 ? '' : `, with ${listed(conditions)}`;
  return `${model} on ${inputs.length > 1 ? 'inputs' : 'an input'} ${shapes.join(', ')}${given}`;
}

function text(dim: Dimension): string {
  return describeDim(dim);
}

/** Names by their number. */
function grouped(numbers: ReadonlyMap<string, number>): [string[], number][] {
  const groups = new Map<number, string[]>();
  for (const [name, number] of numbers) groups.set(number, [...(groups.get(number) ?? []), name]);
  return [...groups].map(([number, names]) => [names, number]);
}

/** a, b and c */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
