import { PyBytes } from '../value.js';

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface Literal {
  readonly prefix: string;
  /** Offset of the content in the literal's text. */
  readonly start: number;
  /** Length of the closing quotes. */
  readonly quote: number;
}

/** The parts of a string literal's text: `rb"…"` has prefix rb. */
export function literalParts(text: string): Literal {
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  const quote = rest.startsWith('"""') || rest.startsWith("'''") ? 3 : 1;
  return { prefix: prefix.toLowerCase(), start: prefix.length + quote, quote };
}

/** A string literal's value. */
export function stringValue(text: string): string | PyBytes {
  const { prefix, start, quote } = literalParts(text);
  const closed = text.length >= start + quote;
  const body = text.slice(start, closed ? text.length - quote : text.length);
  const value = prefix.includes('r') ? newlines(body) : unescape(newlines(body), prefix.includes('b'));
  return prefix.includes('b') ? new PyBytes(value) : value;
}

/** Python reads every line end as \n. */
function newlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Python's escape sequences; unknown ones stay as written. */
export function unescape(text: string, bytes = false): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[^])/g,
    (whole, code: string) => {
      if (code === '\n') return '';
      const simple = SIMPLE[code];
      if (simple !== undefined) return simple;
      if (/^[0-7]/.test(code)) return String.fromCharCode(parseInt(code, 8));
      if (code.length > 1 && code.startsWith('x')) return String.fromCharCode(parseInt(code.slice(1), 16));
      if (code.length > 1 && !bytes && /^[uU]/.test(code)) {
        const point = parseInt(code.slice(1), 16);
        return point > 0x10ffff ? whole : String.fromCodePoint(point);
      }
      return whole;
    },
  );
}
