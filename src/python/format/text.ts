const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What repr shows as it is: everything but controls, unassigned and separators other than the space. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

function escaped(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** repr(text) */
export function textRepr(text: string): string {
  return quoted(text, false);
}

/** ascii(text) */
export function textAscii(text: string): string {
  return quoted(text, true);
}

/** A repr with all beyond ASCII escaped, as ascii() does with any object's repr. */
export function asciiOf(repr: string): string {
  return [...repr].map(char => (char > '\x7f' ? escaped(char.codePointAt(0) ?? 0) : char)).join('');
}

function quoted(text: string, ascii: boolean): string {
  const quote = quoteFor(text);
  if (/^[ -~]*$/.test(text) && !text.includes('\\') && !text.includes(quote)) return quote + text + quote;
  let body = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char in ESCAPES) body += ESCAPES[char];
    else if (char === quote) body += `\\${quote}`;
    else if (code >= 0x20 && code < 0x7f) body += char;
    else if ((ascii && code > 0x7f) || UNPRINTABLE.test(char)) body += escaped(code);
    else body += char;
  }
  return quote + body + quote;
}

/** repr of bytes, given as characters of code 0 to 255. */
export function bytesRepr(bytes: string): string {
  const quote = quoteFor(bytes);
  let body = '';
  for (const char of bytes) {
    const code = char.charCodeAt(0);
    if (char in ESCAPES) body += ESCAPES[char];
    else if (char === quote) body += `\\${quote}`;
    else body += code >= 0x20 && code < 0x7f ? char : escaped(code);
  }
  return `b${quote}${body}${quote}`;
}
