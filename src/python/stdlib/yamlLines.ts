/** A YAML text that is not read, or is none, at the line from 0. */
export class YamlError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** A line of a YAML text. */
export interface Line {
  readonly indent: number;
  /** Without indentation and comment. */
  readonly text: string;
  readonly raw: string;
  readonly number: number;
}

/** The lines of the one document of a text. @throws YamlError for what is not read */
export function linesOf(text: string): Line[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const start = lines.findIndex(line => !/^\s*(#.*)?$/.test(line));
  const first = start >= 0 && /^---\s*$/.test(lines[start] ?? '') ? start + 1 : 0;
  return lines.slice(first).map((raw, i) => {
    if (/^\s*\t/.test(raw) && raw.trim() !== '')
      throw new YamlError("found character '\\t' that cannot start any token", i);
    if (/^(---|\.\.\.)(\s|$)/.test(raw)) throw new YamlError('several documents are not read', i);
    const body = uncommented(raw).trimEnd();
    return { indent: body.length - body.trimStart().length, text: body.trimStart(), raw, number: i + first };
  });
}

/** The line without its comment: a # at its start or after a space, outside quotes. */
function uncommented(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (quote !== '') {
      if (char === '\\' && quote === '"') i++;
      else if (char === quote) quote = '';
    } else if (char === '#' && (i === 0 || /\s/.test(line[i - 1] as string))) return line.slice(0, i);
    else if ((char === '"' || char === "'") && (i === 0 || /[\s[{,:]/.test(line[i - 1] as string))) quote = char;
  }
  return line;
}
