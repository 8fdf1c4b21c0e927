import { exBlock } from './nodes/base.js';
import { parser } from './grammar.js';
import { Frame } from './frame.js';
import { AttributeDict } from './attributeDict.js';
import type { Value } from './klass.js';
import { Lowerer } from './lower/lowerer.js';
import { Scope } from './lower/scope.js';
import { kids } from './lower/tree.js';
import type { Machine } from './machine.js';
import { plain } from './operators.js';
import { PyDict, PyModule } from './value.js';

/** What eval() and exec() are given as namespaces, besides those of their caller. */
export interface Namespaces {
  readonly globals: Value;
  readonly locals: Value;
}

/** eval(text): the value of an expression of which the text is known. @throws PyRaise */
export function evalText(cx: Machine, given: Value, spaces: Namespaces): Value {
  const text = plain(given);
  if (typeof text !== 'string') return cx.passOn(null, text);
  const module = namespaceOf(cx, spaces);
  if (module === null) return cx.passOn(null, cx.firstUnknown(spaces.globals, spaces.locals));
  cx.tick(2 * text.length);
  const source = text.trim();
  const tree = parser.parse(source);
  const [statement, ...others] = kids(tree.topNode);
  if (statement?.name !== 'ExpressionStatement' || others.length > 0 || isBroken(source))
    throw cx.error('SyntaxError', 'invalid syntax');
  const lowerer = new Lowerer(source, '<string>');
  const scope = new Scope('module', null, module.name);
  const expression = lowerer.expr(kids(statement)[0], scope);
  return deeper(cx, () => expression.ev(new Frame(cx, module, '<string>', 0, null, null, null)));
}

/** What a text runs is as deep as a call: it may run itself. */
function deeper<R>(cx: Machine, run: () => R): R {
  if (cx.depth >= cx.maxDepth) throw cx.tooDeep();
  cx.depth++;
  try {
    return run();
  } finally {
    cx.depth--;
  }
}

/** exec(text): the statements run in the namespaces; a function's own variables do not change. @throws PyRaise */
export function execText(cx: Machine, given: Value, spaces: Namespaces): Value {
  const text = plain(given);
  const module = typeof text === 'string' ? namespaceOf(cx, spaces) : null;
  if (typeof text !== 'string' || module === null) {
    cx.markIncomplete({ code: 'unmodelled', message: 'what exec() runs is not known' });
    return null;
  }
  cx.tick(text.length);
  if (isBroken(text)) throw cx.error('SyntaxError', 'invalid syntax');
  const lowerer = new Lowerer(text, '<string>');
  const scope = new Scope('module', null, module.name);
  const statements = lowerer.statements(kids(parser.parse(text).topNode), scope);
  deeper(cx, () => exBlock(statements, new Frame(cx, module, '<string>', 0, null, null, null)));
  const target = spaces.locals instanceof PyDict ? spaces.locals : spaces.globals;
  if (target instanceof PyDict && !(target instanceof AttributeDict)) {
    for (const [name, value] of module.globals) if (!name.startsWith('\0')) cx.dictSet(target, name, value);
  }
  return null;
}

/** The module in whose names the text runs; null where the names are not known. */
function namespaceOf(cx: Machine, { globals, locals }: Namespaces): PyModule | null {
  const frame = cx.flight?.frame;
  const entries: (readonly [string, Value])[] = [];
  if (globals instanceof AttributeDict && globals.object instanceof PyModule && locals === null) return globals.object;
  for (const space of [globals, locals]) {
    if (space === null) continue;
    if (!(space instanceof PyDict) || space.open !== null) return null;
    for (const { key, value } of space.map.values()) if (typeof key === 'string') entries.push([key, value]);
  }
  if (frame === undefined) return null;
  if (globals !== null) return new PyModule('<string>', new Map(entries));
  // A function's and a class body's names come before the module's; they are as they are now.
  const own = frame.names !== null ? [...frame.names] : localNames(frame);
  if (frame.fn === null && frame.names === null && locals === null) return frame.module;
  return new PyModule(frame.module.name, new Map([...frame.module.globals, ...own, ...entries]), frame.module.lazy);
}

function localNames(frame: Frame): (readonly [string, Value])[] {
  const out: (readonly [string, Value])[] = [];
  for (const [name, slot] of frame.home.fn?.code.names?.() ?? []) {
    const value = frame.home.slots[slot];
    if (value !== undefined) out.push([name, value]);
  }
  return out;
}

/** Whether the grammar had to guess somewhere. */
function isBroken(source: string): boolean {
  let broken = false;
  parser.parse(source).iterate({
    enter: node => {
      if (node.type.isError) broken = true;
    },
  });
  return broken;
}
