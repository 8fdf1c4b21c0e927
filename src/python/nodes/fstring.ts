import { chargeMade } from '../charge.js';
import type { Frame } from '../frame.js';
import type { Value } from '../klass.js';
import { settleAll } from '../settle.js';
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
    return render(f, this.parts);
  }
}

/** The text, or the Unknown that is in it; one for each alternative of what is replaced. */
function render(f: Frame, parts: readonly (string | Replacement)[]): Value {
  const values = parts.flatMap(part => (typeof part === 'string' ? [] : [part.value.ev(f), render(f, part.spec)]));
  return settleAll(
    f.cx,
    values,
    () => true,
    settled => text(f, parts, settled),
  );
}

/** The text with these in place of the replacements: a value and a format specification for each. */
function text(f: Frame, parts: readonly (string | Replacement)[], values: readonly Value[]): Value {
  const { cx } = f;
  let next = 0;
  let out = '';
  let unknown: Value | undefined;
  for (const part of parts) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const [value = null, spec = null] = [values[next], values[next + 1]];
    next += 2;
    if (part.selfDoc !== null) out += part.selfDoc;
    const why = cx.whyUnknown(value, spec);
    if (why !== null) {
      unknown = cx.unknownFor(why, 'str');
      continue;
    }
    const conversion = part.conversion === '' && part.selfDoc !== null && spec === '' ? 'r' : part.conversion;
    const converted =
      conversion === 'r' || conversion === 'a' ? cx.repr(value) : conversion === 's' ? cx.str(value) : value;
    const formatted = cx.format(converted, spec as string);
    if (typeof formatted === 'string') out += formatted;
    else unknown = formatted;
  }
  if (unknown !== undefined) return unknown;
  chargeMade(cx, out, 0);
  return out;
}
