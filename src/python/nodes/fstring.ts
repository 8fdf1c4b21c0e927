import type { Frame } from '../frame.js';
import type { Value } from '../klass.js';
import { Expr } from './base.js';

export interface Replacement {
  readonly value: Expr;
  readonly conversion: '' | 'r' | 's' | 'a';
  /** The format specification, which may have replacements of its own. */
  readonly spec: readonly (string | Replacement)[];
  /** `{x=}`: the expression's text with its `=`. */
  readonly selfDoc: string | null;
}

export class FormatString extends Expr {
  constructor(
    from: number,
    to: number,
    readonly parts: readonly (string | Replacement)[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const text = render(f, this.parts);
    return typeof text === 'string' ? text : text;
  }
}

/** The text, or the Unknown that is in it. */
function render(f: Frame, parts: readonly (string | Replacement)[]): Value {
  const { cx } = f;
  let out = '';
  let unknown: Value | undefined;
  for (const part of parts) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const value = part.value.ev(f);
    const spec = render(f, part.spec);
    if (part.selfDoc !== null) out += part.selfDoc;
    const why = cx.whyUnknown(value, spec);
    if (why !== null) {
      unknown = cx.unknownFor(why, 'str');
      continue;
    }
    const conversion = part.conversion === '' && part.selfDoc !== null && spec === '' ? 'r' : part.conversion;
    const converted =
      conversion === 'r' || conversion === 'a' ? cx.repr(value) : conversion === 's' ? cx.str(value) : value;
    const text = cx.format(converted, spec as string);
    if (typeof text === 'string') out += text;
    else unknown = text;
  }
  return unknown === undefined ? out : unknown;
}
