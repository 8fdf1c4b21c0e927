import { FormatError } from './errors.js';

/** What str.format asks about values of type V; each may throw what the interpreter raises. */
export interface TemplateHooks<V> {
  positional(index: number): V;
  keyword(name: string): V;
  attribute(value: V, name: string): V;
  item(value: V, key: string | number): V;
  /** The value under !r, !s or !a, as a str. */
  convert(value: V, conversion: 'r' | 's' | 'a'): V;
  format(value: V, spec: string): string;
}

interface Numbering {
  next: number;
  mode: 'none' | 'automatic' | 'manual';
}

function refuse(message: string): never {
  throw new FormatError('ValueError', message);
}

/** template.format(*args, **kwargs). @throws FormatError and what the hooks throw */
export function templateFormat<V>(template: string, hooks: TemplateHooks<V>): string {
  return render(template, hooks, { next: 0, mode: 'none' }, 2);
}

function render<V>(template: string, hooks: TemplateHooks<V>, numbering: Numbering, depth: number): string {
  if (depth === 0) refuse('Max string recursion exceeded');
  let text = '';
  let at = 0;
  while (at < template.length) {
    const char = template.charAt(at);
    if (char !== '{' && char !== '}') {
      const end = /[{}]/.exec(template.slice(at))?.index;
      const literal = end === undefined ? template.slice(at) : template.slice(at, at + end);
      text += literal;
      at += literal.length;
    } else if (template[at + 1] === char) {
      text += char;
      at += 2;
    } else if (char === '}' || at + 1 === template.length) {
      refuse(`Single '${char}' encountered in format string`);
    } else {
      const close = closingBrace(template, at);
      if (close < 0) {
        const inSpec = /^\{(?:[^[!:]|\[[^\]]*\])*[!:]/.test(template.slice(at));
        refuse(inSpec ? "unmatched '{' in format spec" : "expected '}' before end of string");
      }
      text += field(template.slice(at + 1, close), hooks, numbering, depth);
      at = close + 1;
    }
  }
  return text;
}

/** The brace that ends the field at `from`. Brackets of the field's name hide braces, fields within its spec nest. */
function closingBrace(template: string, from: number): number {
  let depth = 0;
  let inName = true;
  for (let at = from; at < template.length; at++) {
    const char = template[at];
    if (char === '{') depth++;
    else if (char === '}') {
      if (--depth === 0) return at;
    } else if (char === ':' || char === '!') inName = false;
    else if (char === '[' && inName && depth === 1) {
      const close = template.indexOf(']', at);
      if (close < 0) return -1;
      at = close;
    }
  }
  return -1;
}

function field<V>(text: string, hooks: TemplateHooks<V>, numbering: Numbering, depth: number): string {
  const name = /^(?:[^[\]!:]|\[[^\]]*\])*/.exec(text)?.[0] ?? '';
  let rest = text.slice(name.length);
  // Python checks the field's form before it looks the value up.
  const conversion = rest.startsWith('!') ? conversionOf(rest) : null;
  if (conversion !== null) rest = rest.slice(2);
  let value = lookUp(name, hooks, numbering);
  if (conversion !== null) {
    if (conversion !== 'r' && conversion !== 's' && conversion !== 'a')
      refuse(`Unknown conversion specifier ${conversion}`);
    value = hooks.convert(value, conversion);
  }
  const spec = rest.slice(1);
  return hooks.format(value, /[{}]/.test(spec) ? render(spec, hooks, numbering, depth - 1) : spec);
}

function conversionOf(rest: string): string {
  if (rest.length === 1) refuse("unmatched '{' in format spec");
  if (rest.length > 2 && rest[2] !== ':') refuse("expected ':' after conversion specifier");
  return rest.charAt(1);
}

function lookUp<V>(name: string, hooks: TemplateHooks<V>, numbering: Numbering): V {
  const [first = ''] = /^[^.[]*/.exec(name) ?? [];
  let value: V;
  if (first === '') value = hooks.positional(numbered(numbering, 'automatic', numbering.next++));
  else if (/^\d+$/.test(first)) value = hooks.positional(numbered(numbering, 'manual', Number(first)));
  else value = hooks.keyword(first);
  let rest = name.slice(first.length);
  while (rest !== '') {
    const [step = '', attribute, item] = /^(?:\.([^.[]*)|\[([^\]]*)\])/.exec(rest) ?? [];
    if (step === '') refuse("Only '.' or '[' may follow ']' in format field specifier");
    if (attribute === '' || item === '') refuse('Empty attribute in format string');
    if (attribute !== undefined) value = hooks.attribute(value, attribute);
    else value = hooks.item(value, /^\d+$/.test(item ?? '') ? Number(item) : (item ?? ''));
    rest = rest.slice(step.length);
  }
  return value;
}

function numbered(numbering: Numbering, mode: 'automatic' | 'manual', index: number): number {
  if (numbering.mode !== 'none' && numbering.mode !== mode) {
    const [from, to] =
      mode === 'manual'
        ? ['automatic field numbering', 'manual field specification']
        : ['manual field specification', 'automatic field numbering'];
    refuse(`cannot switch from ${from} to ${to}`);
  }
  numbering.mode = mode;
  return index;
}
