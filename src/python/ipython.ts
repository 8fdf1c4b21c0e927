/** Cell magics whose body is Python run here. */
const TRANSPARENT = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'mprun']);

/**
 * IPython's own lines (`%magic`, `!command`, `name?`) as spaces of equal length, so that all offsets stay. A cell magic of
 * another language blanks the whole cell. Only where a statement can begin: `%` continues an expression within brackets.
 */
export function maskIpython(text: string): string {
  if (!/[%!?]/.test(text)) return text;
  const first = /^\s*%%(\w+)/.exec(text);
  if (first !== null && !TRANSPARENT.has(first[1] ?? '')) return text.replace(/[^\r\n]/g, ' ');
  let out = '';
  let at = 0;
  let state: LexState = { depth: 0, triple: '', continued: false };
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, end);
    const fresh = state.depth === 0 && state.triple === '' && !state.continued;
    const masked = fresh ? maskLine(line) : line;
    state = scan(masked, state);
    out += masked;
    at = end;
  }
  return out;
}

interface LexState {
  readonly depth: number;
  /** The quotes of a string that goes on, or ''. */
  readonly triple: string;
  readonly continued: boolean;
}

function blank(line: string, from: number): string {
  return line.slice(0, from) + line.slice(from).replace(/[^\r\n]/g, ' ');
}

function maskLine(line: string): string {
  if (/^\s*[%!]/.test(line)) return blank(line, 0);
  if (/^\s*\??\??[\w.]+\?\??\s*$/.test(line) || /^\s*\?\??[\w.]+\s*$/.test(line)) return blank(line, 0);
  const assigned = /^\s*[\w, ]+=\s*(?=[%!])/.exec(line);
  return assigned === null ? line : blank(line, assigned[0].length);
}

function scan(line: string, before: LexState): LexState {
  let { depth, triple } = before;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (triple !== '') {
      if (c === '\\') i++;
      else if (line.startsWith(triple, i)) {
        i += 2;
        triple = '';
      }
    } else if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '#') break;
    else if (line.startsWith('"""', i) || line.startsWith("'''", i)) {
      triple = line.slice(i, i + 3);
      i += 2;
    } else if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth = Math.max(depth - 1, 0);
  }
  return { depth, triple, continued: /\\\r?\n?$/.test(line) };
}
