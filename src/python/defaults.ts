import type { Value } from './klass.js';
import { PyFloat, PyTuple } from './value.js';

/**
 * The value of a default in a native's signature text: a number, string, None, True, False or a tuple of these. Anything else
 * (`torch.strided`) is undefined: the rule sees that the argument was left out.
 */
export function parseDefault(text: string): Value | undefined {
  if (text === 'None') return null;
  if (text === 'True') return true;
  if (text === 'False') return false;
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?(\d+\.\d*|\.\d+|\d+)(e[+-]?\d+)?$/i.test(text)) return new PyFloat(Number(text));
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted !== null) return quoted[2] ?? '';
  if (text.startsWith('(') && text.endsWith(')')) {
    const items: Value[] = [];
    for (const piece of text.slice(1, -1).split(',')) {
      if (piece.trim() === '') continue;
      const item = parseDefault(piece.trim());
      if (item === undefined) return undefined;
      items.push(item);
    }
    return new PyTuple(items);
  }
  return undefined;
}
