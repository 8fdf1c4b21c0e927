/** What a top-level statement begins as, told from its first word alone. */
export type StatementKind = 'def' | 'class' | 'import' | 'compound' | 'simple';

/** A top-level logical statement: from its first character (or its first decorator's) to the end of its last code. */
export interface TopLevelStatement {
  readonly from: number;
  /** Half open, in UTF-16 units; comments and blank lines after the statement are outside. */
  readonly to: number;
  readonly kind: StatementKind;
}

const NEWLINE = 10;
const RETURN = 13;
const FORM_FEED = 12;

/** Within brackets none of these can begin a line: an unclosed bracket ends there, so that broken code costs one statement. */
const NEVER_IN_BRACKETS =
  /(?:def|class|import|while|with|try|raise|return|del|assert|global|nonlocal|pass|break|continue)(?![\w.=,)\]}])|from\s+[\w.]+\s+import\b|async\s+(?:def|with)\b/y;

const CLAUSE = /(?:elif|else|except|finally)(?!\w)/y;
const FIRST_WORD = /(?:async[ \t]+)?(\w+)/y;
const COMPOUND = new Set(['if', 'for', 'while', 'with', 'try', 'match']);

/**
 * Cuts a module into its top-level statements without parsing it: only strings, brackets, comments and continued lines are looked
 * at. The clauses of a compound statement (else, except, …) and the decorators of a definition belong to it. Never throws.
 */
export function splitStatements(text: string): TopLevelStatement[] {
  const statements: TopLevelStatement[] = [];
  const length = text.length;
  let start = -1;
  let end = 0;
  let depth = 0;
  let atLineStart = true;
  /** The statement so far is decorators only. */
  let decorated = false;
  const flush = (): void => {
    if (start >= 0) statements.push({ from: start, to: end, kind: kindOf(text, start) });
  };
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (atLineStart) {
      if (code === FORM_FEED) {
        i++;
        continue;
      }
      atLineStart = false;
      const blank = code === 32 || code === 9 || code === NEWLINE || code === RETURN || code === 35;
      if (!blank && (depth === 0 || matchesAt(NEVER_IN_BRACKETS, text, i))) {
        depth = 0;
        const joins = start >= 0 && (decorated || matchesAt(CLAUSE, text, i));
        if (!joins) {
          flush();
          start = i;
        }
        decorated = code === 64;
      }
    }
    switch (code) {
      case 35: // #
        while (i < length && text.charCodeAt(i) !== NEWLINE && text.charCodeAt(i) !== RETURN) i++;
        continue;
      case NEWLINE:
      case RETURN:
        i++;
        atLineStart = true;
        continue;
      case 32:
      case 9:
      case FORM_FEED:
        i++;
        continue;
      case 92: // a backslash joins the next line
        i += text.charCodeAt(i + 1) === RETURN && text.charCodeAt(i + 2) === NEWLINE ? 3 : 2;
        break;
      case 40:
      case 91:
      case 123:
        depth++;
        i++;
        break;
      case 41:
      case 93:
      case 125:
        if (depth > 0) depth--;
        i++;
        break;
      case 34:
      case 39:
        i = endOfString(text, i, code);
        break;
      default:
        i++;
    }
    end = Math.min(i, length);
  }
  flush();
  return statements;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The offset after the string literal that begins at `at`; an unclosed one ends at its line's, or the text's, end. */
export function endOfString(text: string, at: number, quote: number): number {
  const length = text.length;
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  let i = at + (triple ? 3 : 1);
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code === 92) {
      // An escaped line end of two characters continues the string as one of one character does.
      i += text.charCodeAt(i + 1) === RETURN && text.charCodeAt(i + 2) === NEWLINE ? 3 : 2;
    } else if (code === quote) {
      if (!triple) return i + 1;
      if (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote) return i + 3;
      i++;
    } else if (!triple && (code === NEWLINE || code === RETURN)) return i;
    else i++;
  }
  return length;
}

function kindOf(text: string, from: number): StatementKind {
  let at = from;
  // Decorators: the definition is the first line at column 0 that begins with neither @ nor white space nor a bracket's end.
  if (text.charCodeAt(at) === 64) {
    const definition = /^(?:async[ \t]+)?(?:def|class)\b/m.exec(text.slice(at));
    if (definition === null) return 'simple';
    at += definition.index;
  }
  FIRST_WORD.lastIndex = at;
  const word = FIRST_WORD.exec(text)?.[1] ?? '';
  if (word === 'def' || word === 'class') return word;
  if (word === 'import' || word === 'from') return 'import';
  return COMPOUND.has(word) ? 'compound' : 'simple';
}
