import { divideExactly, isKnown, mulDims, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';

/** einops' patterns: 'b c (h p) w -> b (h w) c', by what its documentation says. */

/** The names of one axis: several within parentheses are one axis of their product. */
interface Group {
  readonly names: readonly string[];
  /** `…` outside parentheses: axes that stay as they are. */
  readonly isDots: boolean;
}

const DOTS = '…';

/** The groups of one side; undefined where it is not well formed. A number stands for an axis of that size. */
function sideOf(text: string): Group[] | undefined {
  const groups: Group[] = [];
  let open: string[] | null = null;
  for (const token of text.replace(/\.\.\./g, ` ${DOTS} `).match(/[()]|[^\s()]+/g) ?? []) {
    if (token === '(') {
      if (open) return undefined;
      open = [];
    } else if (token === ')') {
      if (!open) return undefined;
      groups.push({ names: open, isDots: false });
      open = null;
    } else if (open) open.push(token);
    else groups.push({ names: [token], isDots: token === DOTS });
  }
  return open ? undefined : groups;
}

function refuse(what: string): Refusal {
  return new Refusal('RuntimeError', what, 'shape-mismatch');
}

export type Operation = 'rearrange' | 'repeat' | 'reduce';

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

/** Sizes of axes by their names, from the left side and what the call says; the size of … is a shape. */
interface Axes {
  readonly sizes: Map<string, Dim>;
  dots: Shape;
}

/** Reads the left side off a shape. */
function matchSide(left: readonly Group[], shape: Shape, axes: Axes): Refusal | UnknownShape | undefined {
  const dotted = left.findIndex(group => group.isDots);
  const spare = shape.length - (left.length - (dotted >= 0 ? 1 : 0));
  if (dotted < 0 ? spare !== 0 : spare < 0)
    return refuse(`Wrong shape: expected ${left.length} dims. Received ${shape.length}-dim tensor.`);
  let at = 0;
  for (const [index, group] of left.entries()) {
    if (index === dotted) {
      axes.dots = shape.slice(at, at + spare);
      at += spare;
      continue;
    }
    if (group.names.includes(DOTS)) return new UnknownShape('… within parentheses on the left is not followed');
    const failed = matchGroup(group.names, shape[at++] ?? 1, axes.sizes);
    if (failed) return failed;
  }
  return undefined;
}

function matchGroup(group: readonly string[], size: Dim, sizes: Map<string, Dim>): Refusal | UnknownShape | undefined {
  let [given, free]: [Dim, string | undefined] = [1, undefined];
  for (const name of group) {
    const own = isNumber(name) ? Number(name) : sizes.get(name);
    if (own !== undefined) given = mulDims(given, own);
    else if (free !== undefined) return refuse(`Could not infer sizes for ${free} and ${name}`);
    else free = name;
  }
  if (free !== undefined) {
    if (typeof given === 'number' && typeof size === 'number' && (given === 0 || size % given !== 0))
      return refuse(`Shape mismatch, can't divide axis of length ${size} in chunks of ${given}`);
    sizes.set(free, given === 1 ? size : divideExactly(size, given));
    return undefined;
  }
  if (typeof given === 'number' && typeof size === 'number' && given !== size)
    return refuse(`Shape mismatch, ${size} != ${given}`);
  const only = group.length === 1 ? group[0] : undefined;
  if (only !== undefined && !isNumber(only) && !isKnown(sizes.get(only) ?? 1)) sizes.set(only, size);
  return undefined;
}

/** What an operation of einops makes of a shape; `lengths` are the sizes that the call gives to names. */
export function einopsShape(
  operation: Operation,
  pattern: string,
  shape: Shape,
  lengths: ReadonlyMap<string, Dim>,
): Flow {
  const [before, after, more] = pattern.split('->');
  if (before === undefined || after === undefined || more !== undefined)
    return new Refusal('RuntimeError', `Pattern does not have two sides: ${pattern}`);
  const [left, right] = [sideOf(before), sideOf(after)];
  if (!left || !right) return new Refusal('RuntimeError', `Brackets are not balanced in ${pattern}`);
  const [own, made] = [left.flatMap(group => group.names), right.flatMap(group => group.names)];
  for (const names of [own, made]) {
    const named = names.filter(name => !isNumber(name) && name !== '_');
    if (new Set(named).size < named.length) return new Refusal('RuntimeError', `an axis occurs twice in ${pattern}`);
  }
  const [missing, extra] = [
    own.filter(one => !made.includes(one) && !isNumber(one)),
    made.filter(one => !own.includes(one) && !isNumber(one)),
  ];
  if (
    (operation !== 'reduce' && missing.length > 0) ||
    (operation !== 'repeat' && extra.length > 0) ||
    extra.some(one => !lengths.has(one))
  )
    return refuse(`Identifiers only on one side of expression: ${[...missing, ...extra].join(', ')}`);
  if (operation === 'rearrange' && [...own, ...made].some(name => isNumber(name) && name !== '1'))
    return new Refusal('RuntimeError', `Non-unitary anonymous axes are not supported in rearrange: ${pattern}`);
  const axes: Axes = { sizes: new Map(lengths), dots: [] };
  const failed = matchSide(left, shape, axes);
  if (failed) return failed;
  return right.flatMap((group): Shape => {
    if (group.isDots) return axes.dots;
    return [
      group.names.reduce<Dim>((all, name) => {
        if (name === DOTS) return axes.dots.reduce<Dim>((product, size) => mulDims(product, size), all);
        return mulDims(all, isNumber(name) ? Number(name) : (axes.sizes.get(name) ?? 1));
      }, 1),
    ];
  });
}
