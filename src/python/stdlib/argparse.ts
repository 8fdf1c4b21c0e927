import { PyClass, PyObj, T, type Value } from '../klass.js';
import { moduleTable, type ModuleTable } from '../library.js';
import type { Machine } from '../machine.js';
import type { Interp } from '../interp.js';
import { PyRaise } from '../errors.js';
import { EXCEPTIONS } from '../exceptions.js';
import { NativeFn, type Args } from '../native.js';
import type { Unknown } from '../value.js';
import { PyDict, PyInstance, PyList, PyTuple } from '../value.js';

/**
 * argparse as scripts use it: options have their defaults, or what sys.argv gives; a required argument that is not given
 * is unknown, and says so. Subcommands are not modelled.
 */

/** One add_argument(). Immutable. */
class Action extends PyObj {
  constructor(
    readonly flags: readonly string[],
    readonly dest: string,
    readonly action: string,
    readonly nargs: Value,
    readonly type: Value,
    readonly fallback: Value,
    readonly constant: Value,
    readonly required: boolean,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.object;
  }
  get positional(): boolean {
    return this.flags.length === 0;
  }
}

const PARSER = new PyClass('ArgumentParser', [T.object], { native: true });
PARSER.module = 'argparse';
const NAMESPACE = new PyClass('Namespace', [T.object], { native: true });
NAMESPACE.module = 'argparse';
const ACTIONS = '_actions';
const DEFAULTS = '_defaults';
/** Set where the parser has subcommands. */
const SUBCOMMANDS = '\0subcommands';

function selfOf(cx: Interp, args: Args): PyInstance {
  const self = args.pos[0];
  if (self instanceof PyInstance) return self;
  throw cx.error('TypeError', 'an ArgumentParser method needs a parser');
}

function actionsOf(self: PyInstance): PyList | undefined {
  const list = self.attrs.get(ACTIONS);
  return list instanceof PyList ? list : undefined;
}

function addArgument(cx: Interp, self: PyInstance, args: Args): Value {
  const names = args.pos.slice(1).filter(name => typeof name === 'string');
  const flags = names.filter(name => name.startsWith('-'));
  const keyword = (name: string): Value => args.kw.get(name) ?? null;
  const written = keyword('dest');
  const long = flags.find(flag => flag.startsWith('--')) ?? flags[0];
  const named = long === undefined ? names[0] : long.replace(/^-+/, '').replaceAll('-', '_');
  const dest = typeof written === 'string' ? written : named;
  if (dest === undefined) throw cx.error('TypeError', 'add_argument() needs a name or flags');
  const action = keyword('action');
  const kind =
    typeof action === 'string' ? action : action === null ? 'store' : action === BOOLEAN_OPTIONAL ? 'boolean' : '?';
  const own = kind === 'store_true' ? false : kind === 'store_false' ? true : null;
  const fallback = args.kw.has('default') ? keyword('default') : own;
  const required = flags.length > 0 ? keyword('required') === true : true;
  const made = new Action(flags, dest, kind, keyword('nargs'), keyword('type'), fallback, keyword('const'), required);
  const list = actionsOf(self);
  if (list) {
    cx.heap.own(list);
    list.items.push(made);
  }
  return made;
}

/** What stands on the command line for each dest: the texts, or null for a flag alone. */
type Given = Map<string, { readonly texts: readonly string[]; readonly flag: string }>;

/** Whether a token is an option: what looks like a negative number is a value. */
function isOption(token: string): boolean {
  return token.startsWith('-') && token.length > 1 && !/^-\d*\.?\d+$/.test(token);
}

function readTokens(actions: readonly Action[], tokens: readonly string[], unread: string[]): Given {
  const given: Given = new Map();
  const loose: string[] = [];
  const rest = [...tokens];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (!isOption(token)) {
      loose.push(token);
      continue;
    }
    token = spelledOut(actions, token, rest);
    const equals = token.indexOf('=');
    const name = token.startsWith('--') && equals > 0 ? token.slice(0, equals) : token;
    const action = actions.find(
      its => its.flags.includes(name) || (its.action === 'boolean' && its.flags.includes(name.replace('--no-', '--'))),
    );
    if (!action) {
      unread.push(token);
      // Whether what follows belongs to it is not known to argparse either: it stays for the positional arguments, or unread.
      continue;
    }
    const texts = name === token ? [] : [token.slice(equals + 1)];
    const takesValue = action.action === 'store' || action.action === 'append';
    const most = !takesValue || texts.length > 0 ? 0 : countOf(action.nargs);
    while (texts.length < most && rest[0] !== undefined && !isOption(rest[0])) texts.push(rest.shift() ?? '');
    given.set(action.dest, { texts, flag: name });
  }
  for (const action of actions.filter(its => its.positional)) {
    const texts = loose.splice(0, countOf(action.nargs));
    if (texts.length > 0) given.set(action.dest, { texts, flag: action.dest });
  }
  unread.push(...loose);
  return given;
}

/**
 * An option as it was declared: a unique beginning of a long one stands for it, and a value may be joined to a short one,
 * which is then put back in front of what follows.
 */
function spelledOut(actions: readonly Action[], token: string, rest: string[]): string {
  const flags = actions.flatMap(action => action.flags);
  const [name = '', value] = token.split(/=(.*)/s);
  if (flags.includes(name)) return token;
  if (token.startsWith('--')) {
    const full = flags.filter(flag => flag.startsWith(name));
    return full.length === 1 ? `${full[0] ?? ''}${value === undefined ? '' : `=${value}`}` : token;
  }
  const short = token.slice(0, 2);
  const action = actions.find(its => its.flags.includes(short));
  if (action === undefined || token.length <= 2) return token;
  const takesValue = action.action === 'store' || action.action === 'append';
  rest.unshift(takesValue ? token.slice(2) : `-${token.slice(2)}`);
  return short;
}

function countOf(nargs: Value): number {
  if (typeof nargs === 'number') return nargs;
  return nargs === '*' || nargs === '+' || nargs === '...' ? Infinity : 1;
}

/** The exit of a script whose command line is wrong. */
function leaving(cx: Interp): PyRaise {
  const raise = cx.error('SystemExit', '');
  raise.exception.attrs.set('args', new PyTuple([2]));
  return raise;
}

function converted(cx: Interp, action: Action, text: Value): Value {
  if (action.type === null || typeof text !== 'string') return text;
  try {
    return cx.callWith(action.type, text);
  } catch (e) {
    // The parser says what is wrong with the command line, and leaves.
    const names = ['ValueError', 'TypeError', 'ArgumentTypeError'];
    if (e instanceof PyRaise && e.exception.cls.mro.some(cls => names.includes(cls.name))) throw leaving(cx);
    throw e;
  }
}

function valueOf(
  cx: Interp,
  action: Action,
  given: { readonly texts: readonly string[]; readonly flag: string } | undefined,
): Value {
  const { action: kind } = action;
  if (given) {
    if (kind === 'store_true') return true;
    if (kind === 'store_false') return false;
    if (kind === 'boolean') return !given.flag.startsWith('--no-');
    if (kind === 'store_const') return action.constant;
    if (kind === 'store') {
      const values = given.texts.map(text => converted(cx, action, text));
      const [first] = values;
      if (typeof action.nargs === 'number' || action.nargs === '*' || action.nargs === '+') return new PyList(values);
      return first ?? action.constant;
    }
    return cx.unknown('unmodelled', `the argparse action of ${given.flag} is not modelled`);
  }
  if (kind === '?') return cx.unknown('unmodelled', `the argparse action of ${action.dest} is not modelled`);
  const optional = action.nargs === '?' || action.nargs === '*';
  if (action.required && !(action.positional && optional)) {
    const name = action.flags.find(flag => flag.startsWith('--')) ?? action.flags[0] ?? action.dest;
    return cx.unknown('argument-required', `${name} is required and not given`);
  }
  // A default that is a text goes through the type, as if it had been given.
  return converted(cx, action, action.fallback);
}

function parse(cx: Interp, self: PyInstance, from: Value, into: Value, unread: string[]): PyInstance | Unknown {
  const list = actionsOf(self);
  const given = from === null ? ((cx as Machine).options.argv ?? []) : cx.collect(from);
  if (!list || list.open !== null || !given?.every(token => typeof token === 'string')) {
    return cx.unknown('data-dependent', 'the arguments of the command line are not known');
  }
  if (self.attrs.has(SUBCOMMANDS)) return cx.unknown('unmodelled', 'subcommands of argparse are not modelled');
  const actions = list.items.filter(item => item instanceof Action);
  const tokens = readTokens(actions, given, unread);
  const space = new PyInstance(NAMESPACE);
  for (const action of actions) {
    if (action.action === 'version' || action.action === 'help') continue;
    // Of two actions for one dest, the one that is given counts; else the first one's default.
    const present = tokens.get(action.dest);
    if (space.attrs.has(action.dest) && (!present || !action.flags.includes(present.flag))) continue;
    space.attrs.set(action.dest, valueOf(cx, action, present));
  }
  const defaults = self.attrs.get(DEFAULTS);
  if (defaults instanceof PyDict) {
    for (const { key, value } of defaults.map.values())
      if (typeof key === 'string' && !tokens.has(key)) space.attrs.set(key, value);
  }
  if (!(into instanceof PyInstance))
    return into === null ? space : cx.unknown('unmodelled', 'this namespace is not modelled');
  for (const [name, value] of space.attrs)
    if (tokens.has(name) || !into.attrs.has(name)) cx.heap.set(into, name, value);
  return into;
}

function method(name: string, run: (cx: Interp, self: PyInstance, args: Args) => Value): void {
  PARSER.dict.set(
    name,
    NativeFn.raw(name, (cx, args) => run(cx, selfOf(cx, args), args)),
  );
}

function namespaceOf(args: Args): Value {
  return args.pos[2] ?? args.kw.get('namespace') ?? null;
}

PARSER.alloc = (_cx, cls) => new PyInstance(cls);
method('__init__', (cx, self, args) => {
  // The arguments of parents come first.
  const parents = (cx.collect(args.kw.get('parents') ?? new PyList([])) ?? []).filter(its => its instanceof PyInstance);
  const defaults = new PyDict();
  for (const parent of parents) {
    const own = parent.attrs.get(DEFAULTS);
    if (own instanceof PyDict) for (const [key, entry] of own.map) defaults.map.set(key, entry);
  }
  cx.heap.set(self, ACTIONS, new PyList(parents.flatMap(parent => actionsOf(parent)?.items ?? [])));
  cx.heap.set(self, DEFAULTS, defaults);
  return null;
});
method('add_argument', addArgument);
for (const name of ['add_argument_group', 'add_mutually_exclusive_group']) method(name, (_cx, self) => self);
method('set_defaults', (cx, self, args) => {
  const defaults = self.attrs.get(DEFAULTS);
  if (defaults instanceof PyDict) for (const [key, value] of args.kw) defaults.setString(cx.heap, key, value);
  return null;
});
method('parse_args', (cx, self, args) => {
  const unread: string[] = [];
  const space = parse(cx, self, args.pos[1] ?? args.kw.get('args') ?? null, namespaceOf(args), unread);
  if (unread.length > 0) throw leaving(cx);
  return space;
});
method('get_default', (cx, self, args) => {
  const dest = args.pos[1] ?? args.kw.get('dest') ?? null;
  const defaults = self.attrs.get(DEFAULTS);
  const own = defaults instanceof PyDict && typeof dest === 'string' ? defaults.getString(dest) : undefined;
  if (own !== undefined) return own;
  const list = actionsOf(self);
  if (!list || list.open !== null) return cx.unknown('data-dependent', 'the options of the parser are not known');
  const action = list.items.find(item => item instanceof Action && item.dest === dest);
  return action instanceof Action ? action.fallback : null;
});
method('parse_known_args', (cx, self, args) => {
  const unread: string[] = [];
  const space = parse(cx, self, args.pos[1] ?? args.kw.get('args') ?? null, namespaceOf(args), unread);
  return new PyTuple([space, new PyList(unread)]);
});
for (const name of ['print_help', 'print_usage']) method(name, () => null);
for (const name of ['format_help', 'format_usage'])
  method(name, cx => cx.unknown('unmodelled', 'the help of a parser is not modelled', 'str'));
method('error', cx => {
  throw leaving(cx);
});
method('exit', (cx, _self, args) => {
  const raise = cx.error('SystemExit', '');
  raise.exception.attrs.set('args', new PyTuple([args.pos[1] ?? args.kw.get('status') ?? 0]));
  throw raise;
});
method('add_subparsers', (cx, self) => {
  cx.heap.set(self, SUBCOMMANDS, true);
  return cx.unknown('unmodelled', 'subcommands of argparse are not modelled');
});

NAMESPACE.alloc = (_cx, cls) => new PyInstance(cls);
NAMESPACE.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    const self = selfOf(cx, args);
    for (const [name, value] of args.kw) cx.heap.set(self, name, value);
    return null;
  }),
);
NAMESPACE.dict.set(
  '__contains__',
  NativeFn.of('__contains__', 'self, key', (_cx, args) => {
    const [self, key] = [args.get('self'), args.get('key')];
    return self instanceof PyInstance && typeof key === 'string' && self.attrs.has(key);
  }),
);

NAMESPACE.dict.set(
  '__repr__',
  NativeFn.of('__repr__', 'self', (cx, args) => {
    const { attrs } = args.get('self') as PyInstance;
    return `Namespace(${[...attrs].map(([name, value]) => `${name}=${cx.repr(value)}`).join(', ')})`;
  }),
);
NAMESPACE.dict.set(
  '__eq__',
  NativeFn.of('__eq__', 'self, other', (cx, args) => {
    const [self, other] = [args.get('self') as PyInstance, args.get('other')];
    if (!(other instanceof PyInstance) || other.cls !== self.cls) return (cx as Machine).notImplemented;
    return cx.compare('==', PyDict.of(self.attrs), PyDict.of(other.attrs));
  }),
);

const BOOLEAN_OPTIONAL = new PyClass('BooleanOptionalAction', [T.object], { native: true });

const formatter = (name: string): PyClass => new PyClass(name, [T.object], { native: true });

function argparseError(name: string): PyClass {
  const cls = new PyClass(name, [EXCEPTIONS.get('Exception') as PyClass], { native: true });
  cls.module = 'argparse';
  return cls;
}

export const ARGPARSE: ModuleTable = moduleTable({
  ArgumentParser: PARSER,
  Namespace: NAMESPACE,
  BooleanOptionalAction: BOOLEAN_OPTIONAL,
  Action: formatter('Action'),
  HelpFormatter: formatter('HelpFormatter'),
  MetavarTypeHelpFormatter: formatter('MetavarTypeHelpFormatter'),
  ArgumentTypeError: argparseError('ArgumentTypeError'),
  ArgumentError: argparseError('ArgumentError'),
  SUPPRESS: '==SUPPRESS==',
  OPTIONAL: '?',
  ZERO_OR_MORE: '*',
  ONE_OR_MORE: '+',
  PARSER: 'A...',
  REMAINDER: '...',
  ArgumentDefaultsHelpFormatter: formatter('ArgumentDefaultsHelpFormatter'),
  RawTextHelpFormatter: formatter('RawTextHelpFormatter'),
  RawDescriptionHelpFormatter: formatter('RawDescriptionHelpFormatter'),
});
