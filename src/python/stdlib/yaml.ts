import { parseFloatText, parseIntText } from '../number.js';
import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { PyDict, PyFloat, PyList } from '../value.js';
import { YamlFlow } from './yamlFlow.js';
import { linesOf, YamlError, type Line } from './yamlLines.js';

/**
 * A part of YAML 1.1 as PyYAML's safe loader reads it: block and flow collections, plain and quoted scalars, | and > blocks,
 * comments, anchors, aliases and merge keys. Tags, complex keys, several documents, dates and sexagesimal numbers with
 * fractions are not read: what they mean is then unknown.
 */
export class YamlReader {
  private readonly lines: readonly Line[];
  private at = 0;
  private readonly anchors = new Map<string, Value>();

  constructor(
    private readonly cx: Machine,
    text: string,
  ) {
    this.lines = linesOf(text);
  }

  /** @throws YamlError for what is not read, or is no YAML */
  document(): Value {
    this.skipBlank();
    if (this.at >= this.lines.length) return null;
    const value = this.node(this.lines[this.at]!.indent, 0);
    this.skipBlank();
    if (this.at < this.lines.length)
      throw new YamlError('the text has more than one node', this.lines[this.at]!.number);
    return value;
  }

  private skipBlank(): void {
    while (this.at < this.lines.length && this.lines[this.at]!.text === '') this.at++;
  }

  /** The block node at this line and indentation. */
  private node(indent: number, depth: number): Value {
    if (depth > 100) throw this.cx.error('RecursionError', 'maximum recursion depth exceeded');
    this.cx.tick(4);
    const line = this.lines[this.at]!;
    if (isItem(line.text)) return this.sequence(indent, depth);
    if (keyEnd(line.text) !== null) return this.mapping(indent, depth);
    const text = line.text;
    this.at++;
    return this.scalar(text, indent - 1, depth);
  }

  private sequence(indent: number, depth: number): Value {
    const items: Value[] = [];
    for (; this.at < this.lines.length; this.skipBlank()) {
      const line = this.lines[this.at]!;
      if (line.indent !== indent || !isItem(line.text)) break;
      const rest = line.text.slice(1);
      const text = rest.trimStart();
      const inner = indent + 1 + rest.length - text.length;
      if (text !== '' && (isItem(text) || keyEnd(text) !== null)) {
        // A collection that begins on the item's own line: as if it stood there alone.
        (this.lines as Line[])[this.at] = { ...line, text, indent: inner };
        items.push(this.node(inner, depth + 1));
        continue;
      }
      this.at++;
      items.push(this.value(text, indent, depth, false));
    }
    return new PyList(items);
  }

  private mapping(indent: number, depth: number): Value {
    const dict = new PyDict();
    const merged: Value[] = [];
    for (; this.at < this.lines.length; this.skipBlank()) {
      const line = this.lines[this.at]!;
      const end = line.indent === indent ? keyEnd(line.text) : null;
      if (end === null || isItem(line.text)) break;
      const keyText = line.text.slice(0, end).trimEnd();
      this.at++;
      const value = this.value(line.text.slice(end + 1).trimStart(), indent, depth, true);
      if (keyText === '<<') merged.push(...(value instanceof PyList ? value.items : [value]));
      else this.cx.dictSet(dict, this.flow(keyText, depth), value);
    }
    return this.withMerged(dict, merged);
  }

  /** Keys of merged mappings come first; the mapping's own win. */
  private withMerged(dict: PyDict, merged: readonly Value[]): Value {
    if (merged.length === 0) return dict;
    const out = new PyDict();
    for (const other of [...merged].reverse()) {
      if (!(other instanceof PyDict)) throw new YamlError('expected a mapping for merging', 0);
      for (const { key, value } of other.map.values()) this.cx.dictSet(out, key, value);
    }
    for (const { key, value } of dict.map.values()) this.cx.dictSet(out, key, value);
    return out;
  }

  /** What follows "key:" or "-": on the same line, or below it. */
  private value(text: string, indent: number, depth: number, inMapping: boolean): Value {
    const anchor = /^&(\S+)\s*/.exec(text);
    if (anchor !== null) {
      const value = this.value(text.slice(anchor[0].length), indent, depth, inMapping);
      this.anchors.set(anchor[1] ?? '', value);
      return value;
    }
    if (text !== '') return this.scalar(text, indent, depth);
    this.skipBlank();
    const next = this.lines[this.at];
    if (next === undefined) return null;
    // A list may stand at the indentation of its key.
    const deeper = next.indent > indent || (inMapping && next.indent === indent && isItem(next.text));
    return deeper ? this.node(next.indent, depth + 1) : null;
  }

  private scalar(text: string, indent: number, depth: number): Value {
    if (/^[|>]/.test(text)) return this.block(text, indent);
    if (/^[[{"']/.test(text)) {
      let whole = text;
      // A flow collection or a quoted text may go on below.
      for (;;) {
        const scan = new YamlFlow(whole, value => this.plain(value), this.cx);
        const result = scan.whole(depth);
        if (result !== undefined) return result;
        const next = this.lines[this.at++];
        if (next === undefined) throw new YamlError('the text ends within a collection', this.lines.length);
        whole += ` ${next.text}`;
        this.cx.tick(whole.length >> 3);
      }
    }
    let whole = text;
    for (let next = this.lines[this.at]; next !== undefined; next = this.lines[this.at]) {
      if (next.text === '' || next.indent <= indent || keyEnd(next.text) !== null) break;
      whole += ` ${next.text}`;
      this.at++;
    }
    return this.flow(whole, depth);
  }

  private flow(text: string, depth: number): Value {
    if (/^[[{"'*]/.test(text)) {
      const value = new YamlFlow(text, plain => this.plain(plain), this.cx).whole(depth);
      if (value === undefined) throw new YamlError('the text ends within a quoted text', this.at);
      return value;
    }
    return this.plain(text);
  }

  /** A | or > block: the lines below it that are indented more. */
  private block(head: string, indent: number): Value {
    const found = /^([|>])([+-]?)(\d?)([+-]?)$/.exec(head);
    if (found === null) throw new YamlError('a block scalar is not read', this.at);
    const chomp = (found[2] ?? '') + (found[4] ?? '');
    const raw: string[] = [];
    let width = found[3] ? indent + Number(found[3]) : -1;
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at]!;
      if (line.raw.trim() === '') {
        raw.push('');
        continue;
      }
      const own = line.raw.length - line.raw.trimStart().length;
      if (own <= indent || (width >= 0 && own < width)) break;
      if (width < 0) width = own;
      raw.push(line.raw.slice(width));
    }
    let last = raw.length;
    while (last > 0 && raw[last - 1] === '') last--;
    const body = raw.slice(0, last);
    let text = found[1] === '|' ? body.join('\n') : folded(body);
    if (chomp !== '-' && body.length > 0) text += '\n';
    if (chomp === '+') text += '\n'.repeat(raw.length - last);
    return text;
  }

  /** The value of a plain scalar by PyYAML's rules (YAML 1.1). */
  private plain(text: string): Value {
    if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
    if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
    if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
    if (/^[&!%@`]/.test(text)) throw new YamlError(`"${text.slice(0, 20)}" is not read`, this.at);
    if (text.startsWith('*')) {
      const value = this.anchors.get(text.slice(1));
      if (value === undefined) throw new YamlError('an alias is not defined', this.at);
      return value;
    }
    return this.number(text) ?? text;
  }

  private number(text: string): Value | undefined {
    const bare = text.replaceAll('_', '');
    const digits = bare.replace(/^[-+]/, '');
    const sign = bare.startsWith('-') ? -1 : 1;
    if (/^[-+]?(?:0|[1-9][0-9_]*)$/.test(text)) return parseIntText(bare);
    if (/^[-+]?0b[01_]+$/.test(text)) return sign * parseInt(digits.slice(2), 2);
    if (/^[-+]?0[0-7_]+$/.test(text)) return sign * parseInt(digits, 8);
    if (/^[-+]?0x[0-9a-fA-F_]+$/.test(text)) {
      const value = parseIntText(digits);
      return value === undefined ? parseIntText(bare, 16) : value;
    }
    if (/^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/.test(text))
      return sign * digits.split(':').reduce((total, part) => total * 60 + Number(part), 0);
    if (/^\d{4}-\d\d?-\d\d?/.test(text)) throw new YamlError('dates are not read', this.at);
    if (/^[-+]?(?:\.inf|\.Inf|\.INF)$/.test(text)) return new PyFloat(sign * Infinity);
    if (/^(?:\.nan|\.NaN|\.NAN)$/.test(text)) return new PyFloat(NaN);
    if (/^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/.test(text)) {
      const value = parseFloatText(bare);
      return value === undefined ? undefined : new PyFloat(value);
    }
    return undefined;
  }
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** Where the colon of "key: …" is; null where the text is no such entry. */
function keyEnd(text: string): number | null {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?=:(?:\s|$))/.exec(text);
  if (quoted !== null) return quoted[0].length;
  if (/^["'[{|>]/.test(text)) return null;
  if (text.startsWith('? ')) throw new YamlError('a complex key is not read', 0);
  const found = /:(?=\s|$)/.exec(text);
  return found === null ? null : found.index;
}

function folded(lines: readonly string[]): string {
  let out = '';
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (i === 0) out = line;
    else if (line === '') out += '\n';
    else if (before === '' || /^\s/.test(line) || /^\s/.test(before ?? '')) out += before === '' ? line : `\n${line}`;
    else out += ` ${line}`;
  });
  return out;
}
