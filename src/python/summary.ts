import { splitStatements, type TopLevelStatement } from './split.js';

/** Where a name comes from, when it is an import's: the module as it is written, its level of dots, the name there (null: the module). */
export interface ImportedName {
  readonly level: number;
  readonly module: string;
  readonly name: string | null;
}

/** What a module's text alone says of what running it does. */
export interface Summary {
  /** The names that its own statements bind for certain; an import's with where it is from, null for all others. */
  readonly binds: ReadonlyMap<string, ImportedName | null>;
  /** Names that a compound statement may bind. */
  readonly maybe: readonly string[];
  /** All modules that it imports from, in order; `from a import b` as [a, b], since b may be a module. */
  readonly imports: readonly ImportedName[];
  /** Modules of which it imports all names. */
  readonly stars: readonly ImportedName[];
  /** `__all__`, where it is a literal; null where there is none; undefined where it is made otherwise. */
  readonly all: readonly string[] | null | undefined;
  /** Names of lists that are in `__all__` as well. */
  readonly allOf: readonly string[];
  /** Definitions with a decorator, which may enter their names into `__all__` or a registry. */
  readonly decorated: readonly string[];
  /** First names of what its statements call, decorators included: of registries among others. */
  readonly calls: readonly string[];
  /** First names of the base classes. */
  readonly bases: readonly string[];
  /** Texts under which it may register something. */
  readonly offers: readonly string[];
  /** A class here is told of its subclasses. */
  readonly hooks: boolean;
  /** It may do more than bind its own names and register things: it has to run when it is imported. */
  readonly effects: boolean;
}

const NAME = String.raw`[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*`;
const FROM = new RegExp(String.raw`^from\s+(\.*)\s*([\w.]*)\s*import\s*\(?([^]*?)\)?\s*$`);
const DEFINITION = new RegExp(String.raw`^(?:async\s+)?(def|class)\s+(${NAME})`, 'm');
const ASSIGNMENT = new RegExp(String.raw`^(${NAME})\s*(?::[^=\n]*?)?(?:=(?!=)([^]*))?$`);
const TUPLE = new RegExp(String.raw`^\(?\s*(${NAME}(?:\s*,\s*${NAME})*)\s*,?\s*\)?\s*=(?!=)`);
const CALL = new RegExp(String.raw`^(${NAME})((?:\s*\.\s*${NAME})*)\s*\(`);
const STORE = new RegExp(String.raw`^(${NAME})\s*[.[][^=\n]*(?<![=!<>])=(?!=)`);
const STRING = /(['"])((?:(?!\1)[^\\\n])*)\1/g;
/** What makes a layer, or may: it is made when the module is imported. */
const LAYER_CALL = /\b(?:nn|F|layers)\.\w+\s*\(|Conv\w*\s*\(/;
const COMMENT = /#[^\n]*/g;

/** Calls of these as statements change nothing that shapes depend on. */
const HARMLESS_CALL =
  /^(?:_?log(?:ger|ging)?|warnings|__all__)\s*\.|^(?:print|super)\s*\(|^torch\.(?:fx|jit|_dynamo|compiler)\./i;
const REGISTERS = /regist/i;
const MUTATES = /^\s*\.\s*(?:append|extend|insert|update|setdefault|add|pop|remove|sort|reverse)$/;

/** Reads a module's text without parsing it. Never throws; what it cannot read counts as an effect. */
export function summarize(text: string): Summary {
  const reader = new Reader(text);
  for (const statement of splitStatements(text)) reader.statement(statement);
  return reader.summary();
}

const summaries = new Map<string, Summary>();
/** Texts of which the summaries are kept. */
const MOST_KEPT = 4000;

/** The summary of a text, kept for the next time. */
export function summaryOf(text: string): Summary {
  let summary = summaries.get(text);
  if (summary !== undefined) return summary;
  if (summaries.size >= MOST_KEPT) summaries.clear();
  summaries.set(text, (summary = summarize(text)));
  return summary;
}

class Reader {
  private readonly binds = new Map<string, ImportedName | null>();
  private readonly maybe = new Set<string>();
  private readonly imports: ImportedName[] = [];
  private readonly stars: ImportedName[] = [];
  private readonly decorated: string[] = [];
  private readonly calls = new Set<string>();
  private readonly bases = new Set<string>();
  private readonly offers = new Set<string>();
  private all: string[] | null | undefined = null;
  private allOf: string[] = [];
  private effects = false;

  constructor(
    private readonly text: string,
    /** What the statements around it have bound to values of their own. */
    private readonly outer: ReadonlySet<string> = new Set(),
  ) {}

  summary(): Summary {
    return {
      binds: this.binds,
      maybe: [...this.maybe].filter(name => !this.binds.has(name)),
      imports: this.imports,
      stars: this.stars,
      all: this.all,
      allOf: this.allOf,
      decorated: this.decorated,
      calls: [...this.calls],
      bases: [...this.bases],
      offers: [...this.offers],
      hooks: /__init_subclass__|metaclass\s*=/.test(this.text),
      effects: this.effects,
    };
  }

  statement({ from, to, kind }: TopLevelStatement): void {
    if (kind === 'def' || kind === 'class') this.definition(from, to, true);
    else if (kind === 'compound') this.compound(this.text.slice(from, to));
    else for (const one of simpleStatements(this.text.slice(from, to))) this.simple(one, true);
  }

  private bind(name: string, from: ImportedName | null, certain: boolean): void {
    if (certain) this.binds.set(name, from);
    else this.maybe.add(name);
  }

  private definition(from: number, to: number, certain: boolean): void {
    const isDecorated = this.text.charCodeAt(from) === 64;
    const head = isDecorated ? this.text.slice(from, to) : this.text.slice(from, Math.min(to, from + 300));
    const found = DEFINITION.exec(head);
    if (found === null) {
      this.effects = true;
      return;
    }
    const [whole, kind, name = ''] = found;
    this.bind(name, null, certain);
    if (kind === 'class') {
      const list = /^\s*\(([^)]*)/.exec(head.slice(found.index + whole.length))?.[1] ?? '';
      for (const base of list.split(',')) {
        const root = /^\s*([\w]+)/.exec(base)?.[1];
        if (root !== undefined) this.bases.add(root);
      }
    }
    if (!isDecorated) return;
    this.decorated.push(name);
    this.offers.add(name);
    const decorators = head.slice(0, found.index);
    for (const [, root = ''] of decorators.matchAll(/^@\s*(\w+)/gm)) this.calls.add(root);
    this.offer(decorators);
  }

  private offer(text: string): void {
    for (const [, , string = ''] of text.matchAll(STRING)) this.offers.add(string);
  }

  private simple(statement: string, certain: boolean): void {
    const code = statement.trim();
    if (code === '' || code === 'pass' || code === '...' || /^[rbuf]{0,2}['"]/i.test(code)) return;
    if (/^import\s/.test(code)) this.import(code.slice(6), certain);
    else if (/^from[\s.]/.test(code)) this.from(code, certain);
    else if (/^(?:global|nonlocal|assert|type)\s/.test(code)) return;
    else if (/^del\s/.test(code)) this.forget(code.slice(4));
    else if (/^__all__\b/.test(code)) this.exports(code, certain);
    else this.assignment(code, certain);
  }

  private assignment(code: string, certain: boolean): void {
    const found = ASSIGNMENT.exec(code);
    if (found !== null) {
      const [, name = '', value] = found;
      if (value === undefined) {
        // A bare name is nothing, and a bare annotation binds nothing.
        if (!code.includes(':') && code !== name) this.effects = true;
        return;
      }
      this.bind(name, null, certain);
      this.value(value);
      return;
    }
    const tuple = TUPLE.exec(code);
    if (tuple !== null) {
      for (const name of (tuple[1] ?? '').split(',')) this.bind(name.trim(), null, certain);
      this.value(code.slice(tuple[0].length));
      return;
    }
    const augmented = new RegExp(String.raw`^(${NAME})\s*(?:[-+*/|&^%]|\*\*|//)=`).exec(code);
    const store = augmented ?? STORE.exec(code);
    if (store !== null) {
      // Into something of its own, or else into something of another module.
      if (!this.isOwn(store[1] ?? '')) this.effects = true;
      this.value(code.slice(store[0].length));
      return;
    }
    const call = CALL.exec(code);
    if (call !== null && (HARMLESS_CALL.test(code) || REGISTERS.test(call[0]))) {
      this.calls.add(call[1] ?? '');
      this.offer(code);
      return;
    }
    if (call !== null && MUTATES.test(call[2] ?? '') && this.isOwn(call[1] ?? ''))
      this.value(code.slice(call[0].length));
    else this.effects = true;
  }

  /** Whether a name is bound to something that this module has made. */
  private isOwn(name: string): boolean {
    return this.binds.get(name) === null || this.outer.has(name);
  }

  /** The right side of an assignment. */
  private value(text: string): void {
    if (LAYER_CALL.test(text)) this.effects = true;
    const call = CALL.exec(text.trimStart());
    if (call !== null) {
      this.calls.add(call[1] ?? '');
      if (REGISTERS.test(call[0])) this.offer(text);
      // A chain of assignments is rare enough not to be followed.
    } else if (/^\s*[\w.]+\s*=(?!=)/.test(text)) this.effects = true;
  }

  private forget(names: string): void {
    for (const name of names.split(',')) {
      const own = name.trim();
      if (!/^\w+$/.test(own)) this.effects = true;
      this.binds.delete(own);
    }
  }

  private exports(code: string, certain: boolean): void {
    this.bind('__all__', null, certain);
    const [, operator, value = ''] = /^__all__\s*(?::[^=]*)?(\+?=)([^]*)$/.exec(code.replace(COMMENT, '')) ?? [];
    const names: string[] = [];
    const lists: string[] = [];
    for (const term of value.split('+')) {
      const literal = /^\s*[[(]([^[\]()]*)[\])]\s*$/.exec(term)?.[1];
      if (literal?.replace(STRING, '').replace(/[\s,]/g, '') === '')
        names.push(...[...literal.matchAll(STRING)].map(([, , name = '']) => name));
      else if (/^\s*\w+\s*$/.test(term)) lists.push(term.trim());
      else this.all = undefined;
    }
    if (operator === undefined || !certain || this.all === undefined) {
      this.all = undefined;
      return;
    }
    this.all = operator === '=' ? names : [...(this.all ?? []), ...names];
    this.allOf = operator === '=' ? lists : [...this.allOf, ...lists];
  }

  private import(names: string, certain: boolean): void {
    for (const one of names.replace(COMMENT, '').split(',')) {
      const [module = '', as, alias] = one
        .replace(/\\\r?\n/g, ' ')
        .trim()
        .split(/\s+/);
      if (module === '') continue;
      const imported: ImportedName = { level: 0, module, name: null };
      this.imports.push(imported);
      if (as === 'as' && alias !== undefined) this.bind(alias, imported, certain);
      else this.bind(module.split('.')[0] ?? '', { level: 0, module: module.split('.')[0] ?? '', name: null }, certain);
    }
  }

  private from(code: string, certain: boolean): void {
    const found = FROM.exec(code.replace(COMMENT, '').replace(/\\\r?\n/g, ' '));
    if (found === null) {
      this.effects = true;
      return;
    }
    const [, dots = '', module = '', names = ''] = found;
    const level = dots.length;
    if (names.trim() === '*') {
      const star: ImportedName = { level, module, name: null };
      this.stars.push(star);
      this.imports.push(star);
      return;
    }
    for (const one of names.split(',')) {
      const [name = '', as, alias] = one.trim().split(/\s+/);
      if (name === '') continue;
      const imported: ImportedName = { level, module, name };
      this.imports.push(imported);
      this.bind(as === 'as' && alias !== undefined ? alias : name, imported, certain);
    }
  }

  /** if, try, for, with, while: what its lines may bind, and whether one does something else. */
  private compound(text: string): void {
    if (/^if\s+__name__\s*==/.test(text) || /^if\s+(?:typing\.)?TYPE_CHECKING\s*:/.test(text)) return;
    const own = new Set([...this.outer, ...[...this.binds].filter(([, from]) => from === null).map(([name]) => name)]);
    const [, variables = '', first] = /^for\s+(.*?)\s+in\s+[([]*(\w*)/.exec(text) ?? [];
    for (const [name] of variables.matchAll(/\w+/g)) {
      this.maybe.add(name);
      // The items of something of its own; of a display at worst what its first item is.
      if (first === '' || own.has(first ?? '')) own.add(name);
    }
    if (/^(?:while|match)\b/.test(text)) this.effects = true;
    const from = text.indexOf(':');
    if (from < 0) return;
    const body = dedented(text);
    if (body === null) {
      this.effects = true;
      return;
    }
    const inner = new Reader(body, own);
    for (const statement of splitStatements(body)) inner.statement(statement);
    for (const name of [...inner.binds.keys(), ...inner.maybe]) this.maybe.add(name);
    this.imports.push(...inner.imports);
    this.stars.push(...inner.stars);
    this.decorated.push(...inner.decorated);
    for (const call of inner.calls) this.calls.add(call);
    for (const base of inner.bases) this.bases.add(base);
    for (const offer of inner.offers) this.offers.add(offer);
    if (inner.binds.has('__all__') || inner.all !== null) this.all = undefined;
    if (inner.effects) this.effects = true;
  }
}

/** The bodies of a compound statement's clauses one after the other, at no indent; null where they are not read that simply. */
function dedented(text: string): string | null {
  const lines: string[] = [];
  let indent: string | null = null;
  let inHeader = true;
  let depth = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    if (inHeader || (depth === 0 && /^\S/.test(line))) {
      // A header with its body on the same line.
      depth += balance(line);
      inHeader = depth > 0 || /\\\s*$/.test(line);
      if (inHeader) continue;
      const inline = /:\s*(?!#)(\S.*)$/.exec(line.replace(/\s+#.*$/, ''));
      if (inline && !/[:({[]/.test(inline[1] ?? '') && /^(?:else|try|finally|except[^:]*|if[^:]*)\s*:/.test(line))
        lines.push(inline[1] ?? '');
      else if (inline && /:\s*$/.exec(line.replace(/\s*#.*$/, '')) === null) return null;
      indent = null;
      continue;
    }
    if (depth === 0) indent ??= /^\s*/.exec(line)?.[0] ?? '';
    depth += balance(line);
    lines.push(indent !== null && line.startsWith(indent) ? line.slice(indent.length) : line.trimStart());
  }
  const body = lines.join('\n');
  return /^\s/m.test(body) && body.includes('"""') ? null : body;
}

/** How many brackets a line opens more than it closes, strings left out. */
function balance(line: string): number {
  let depth = 0;
  for (const bracket of line
    .replace(STRING, '')
    .replace(COMMENT, '')
    .match(/[([{}\])]/g) ?? [])
    depth += '([{'.includes(bracket) ? 1 : -1;
  return depth;
}

/** `a = 1; b = 2` is two statements; a semicolon in a string is none, and makes the statement one that is not read. */
function simpleStatements(text: string): string[] {
  return text.includes(';') && !/['"#]/.test(text) ? text.split(';') : [text];
}

/** A summary as JSON can hold it. */
export interface PackedSummary extends Omit<Summary, 'binds' | 'all'> {
  readonly binds: readonly (readonly [string, ImportedName | null])[];
  /** False stands for undefined. */
  readonly all: readonly string[] | null | false;
}

export function packSummary(summary: Summary): PackedSummary {
  return { ...summary, binds: [...summary.binds], all: summary.all ?? (summary.all === null ? null : false) };
}

export function unpackSummary(packed: PackedSummary): Summary {
  return { ...packed, binds: new Map(packed.binds), all: packed.all === false ? undefined : packed.all };
}
