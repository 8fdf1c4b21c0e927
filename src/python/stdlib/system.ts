import { free, freeRaw, method, rawMethod } from '../builtins/define.js';
import { REST } from '../interp.js';
import { LazyIterator } from '../iterators.js';
import { PyRaise } from '../errors.js';
import { ABC, ABC_META, AbstractProperty, markAbstract, register } from '../abstract.js';
import { ClassMethod, PyFunction, StaticMethod } from '../function.js';
import { PyClass, T, type Value } from '../klass.js';
import { moduleTable, type ModuleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn } from '../native.js';
import { plain } from '../operators.js';
import { namedTuple } from './collections.js';
import { environment } from './environment.js';
import { Partial } from './functools.js';
import { PyInstance, PyList, PyTuple, Unknown } from '../value.js';

function join(cx: Machine, parts: readonly Value[]): Value {
  const why = cx.whyUnknown(...parts);
  if (why !== null) return cx.unknownFor(why, 'str');
  let out = '';
  for (const part of parts) {
    const text = plain(part);
    if (typeof text !== 'string') return cx.unknown('unmodelled', 'the path is not known', 'str');
    out = text.startsWith('/') || out === '' ? text : out.endsWith('/') ? out + text : `${out}/${text}`;
  }
  return out;
}

/** A function of a path that is known. */
function ofPath(name: string, compute: (path: string) => Value): NativeFn {
  return free(name, 'path', (cx, a) => {
    const path = plain(a.get('path'));
    return typeof path === 'string' ? compute(path) : cx.passOn('str', path);
  });
}

const unknownFile = (name: string): NativeFn =>
  freeRaw(name, cx => cx.unknown('unmodelled', `${name}() depends on the machine's files`));

const OS_PATH = moduleTable({
  join: freeRaw('join', (cx, args) => join(cx, args.pos)),
  basename: ofPath('basename', path => path.slice(path.lastIndexOf('/') + 1)),
  dirname: ofPath('dirname', path => path.slice(0, Math.max(path.lastIndexOf('/'), 0))),
  splitext: ofPath('splitext', path => {
    const at = path.lastIndexOf('.');
    const cut = at > path.lastIndexOf('/') + 1 ? at : path.length;
    return new PyTuple([path.slice(0, cut), path.slice(cut)]);
  }),
  sep: '/',
});

method(ABC_META, 'register', 'cls, subclass', (cx, a) => register(cx, a.get('cls') as PyClass, a.get('subclass')));

export const SYSTEM: Readonly<Record<string, ModuleTable>> = {
  'os.path': OS_PATH,
  os: moduleTable({
    path: { module: 'os.path' },
    sep: '/',
    linesep: '\n',
    name: 'posix',
    environ: cx => environment(cx as Machine),
    getenv: free('getenv', 'key, default=None', (cx, a) => {
      const variables = SYSTEM['os']?.get('environ', cx) as Value;
      return cx.callMethod(variables, 'get', a.get('key'), a.get('default')) as Value;
    }),
    getcwd: unknownFile('getcwd'),
    makedirs: freeRaw('makedirs', () => null),
    mkdir: freeRaw('mkdir', () => null),
  }),
  sys: moduleTable({
    argv: cx => new PyList(['', ...((cx as Machine).options.argv ?? [])]),
    maxsize: 9223372036854775807n,
    platform: 'linux',
    byteorder: 'little',
    executable: 'python',
    version_info: cx => {
      const cls = namedTuple(cx as Machine, 'version_info', ['major', 'minor', 'micro', 'releaselevel', 'serial'], []);
      return new PyTuple([3, 11, 7, 'final', 0], cls instanceof PyClass ? cls : T.tuple);
    },
    version: '3.11.7',
    path: cx => new PyList([], undefined, cx.unknown('data-dependent', 'the search path is not known').why),
    modules: cx => (cx as Machine).modules.loaded,
    exit: free('exit', 'status=None', (cx, a) => {
      const raise = cx.error('SystemExit', '');
      raise.exception.attrs.set('args', new PyTuple(a.get('status') === null ? [] : [a.get('status')]));
      throw raise;
    }),
    getrecursionlimit: free('getrecursionlimit', '', () => 1000),
    setrecursionlimit: free('setrecursionlimit', 'limit', () => null),
    getsizeof: freeRaw('getsizeof', cx => cx.unknown('data-dependent', 'sizes in memory are not known', 'int')),
  }),
  importlib: moduleTable({
    import_module: free('import_module', 'name, package=None', (cx, a) => {
      const [name, pack] = [plain(a.get('name')), plain(a.get('package'))];
      const { flight } = cx;
      if (typeof name !== 'string' || flight === null) {
        (cx as Machine).modules.orderIsKnown = false;
        return cx.passOn('module', name);
      }
      const level = name.length - name.replace(/^\.+/, '').length;
      if (level === 0) return cx.importModule(flight.frame, name, true, flight.node);
      if (typeof pack !== 'string') return cx.passOn('module', pack);
      const parts = pack.split('.');
      const base = parts.slice(0, parts.length - level + 1);
      return cx.importModule(flight.frame, [...base, name.slice(level)].join('.'), true, flight.node);
    }),
    reload: free('reload', 'module', (_cx, a) => a.get('module')),
    invalidate_caches: freeRaw('invalidate_caches', () => null),
  }),
  abc: moduleTable({
    ABC,
    ABCMeta: ABC_META,
    abstractmethod: free('abstractmethod', 'fn', (cx, a) => markAbstract(cx, a.get('fn'))),
    abstractclassmethod: free('abstractclassmethod', 'fn', (cx, a) => new ClassMethod(markAbstract(cx, a.get('fn')))),
    abstractstaticmethod: free(
      'abstractstaticmethod',
      'fn',
      (cx, a) => new StaticMethod(markAbstract(cx, a.get('fn'))),
    ),
    abstractproperty: free(
      'abstractproperty',
      'fget=None, fset=None, fdel=None',
      (_cx, a) => new AbstractProperty(a.get('fget'), a.get('fset'), a.get('fdel')),
    ),
    get_cache_token: free('get_cache_token', '', () => 0),
  }),
  warnings: moduleTable({
    warn: freeRaw('warn', () => null),
    filterwarnings: freeRaw('filterwarnings', () => null),
    simplefilter: freeRaw('simplefilter', () => null),
  }),
  __future__: moduleTable(
    Object.fromEntries(
      [
        'annotations',
        'division',
        'print_function',
        'absolute_import',
        'unicode_literals',
        'generator_stop',
        'with_statement',
      ].map(name => [name, null]),
    ),
  ),
  contextlib: moduleTable({
    contextmanager: free('contextmanager', 'func', (_cx, a) => managerOf(a.get('func'))),
    suppress: freeRaw('suppress', (cx, args) => suppressing(cx, args.pos)),
    nullcontext: free('nullcontext', 'enter_result=None', (cx, a) => nothing(cx, a.get('enter_result'))),
  }),
};

/** What a function decorated by contextmanager returns: its generator's first item, and its rest at the end. */
const MANAGER = new PyClass('_GeneratorContextManager', [T.object], { native: true });
MANAGER.module = 'contextlib';

function managerOf(fn: Value): Value {
  const made = NativeFn.raw(fn instanceof PyFunction ? fn.name : 'manager', (cx, args) => {
    const manager = new PyInstance(MANAGER);
    manager.attrs.set('gen', cx.call(fn, args));
    manager.attrs.set('make', made);
    manager.attrs.set('given', new Partial(fn, args.pos, args.kw));
    return manager;
  });
  return made;
}

rawMethod(MANAGER, '__enter__', (cx, args) => {
  const generator = (args.pos[0] as PyInstance).attrs.get('gen');
  if (!(generator instanceof LazyIterator)) return cx.unknown('unmodelled', 'the context manager is not known');
  const item = generator.next();
  if (item === undefined) throw cx.error('RuntimeError', "generator didn't yield");
  return item === REST ? cx.unknown('undecided', 'the context is not known') : item;
});
// As a decorator it makes a new context for each call.
method(MANAGER, '__call__', 'self, func', (_cx, a) => {
  const { attrs } = a.get('self') as PyInstance;
  const given = attrs.get('given') as Partial;
  return NativeFn.raw('inner', (inner, args) => {
    const cx = inner as Machine;
    const context = cx.call(attrs.get('make') as Value, new Args(given.args, given.keywords));
    cx.callMethod(context, '__enter__');
    try {
      const result = cx.call(a.get('func'), args);
      cx.callMethod(context, '__exit__', null, null, null);
      return result;
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      const swallowed = cx.callMethod(context, '__exit__', e.exception.cls, e.exception, null);
      if (swallowed !== undefined && cx.truth(swallowed) === true) return null;
      throw e;
    }
  });
});
method(MANAGER, '__exit__', 'self, type, value, traceback', (cx, a) => {
  const generator = (a.get('self') as PyInstance).attrs.get('gen');
  if (!(generator instanceof LazyIterator)) return false;
  const exception = a.get('value');
  if (!(exception instanceof PyInstance)) {
    if (generator.next() !== undefined) throw cx.error('RuntimeError', "generator didn't stop");
    return false;
  }
  try {
    generator.throwIn(new PyRaise(exception));
    return true;
  } catch (e) {
    if (e instanceof PyRaise && e.exception === exception) return false;
    throw e;
  }
});

const SIMPLE = new PyClass('nullcontext', [T.object], { native: true });
SIMPLE.module = 'contextlib';
rawMethod(SIMPLE, '__enter__', (_cx, args) => {
  const result = (args.pos[0] as PyInstance).attrs.get('enter_result');
  return result === undefined ? null : result;
});
method(SIMPLE, '__exit__', 'self, type, value, traceback', (cx, a) => {
  const types = (a.get('self') as PyInstance).attrs.get('types');
  const exception = a.get('value');
  return types instanceof PyTuple && exception instanceof PyInstance && cx.exceptionMatches(exception, types) === true;
});

function nothing(_cx: Machine, result: Value): Value {
  const made = new PyInstance(SIMPLE);
  made.attrs.set('enter_result', result);
  return made;
}

function suppressing(_cx: Machine, types: readonly Value[]): Value {
  const made = new PyInstance(SIMPLE);
  made.attrs.set('types', new PyTuple(types));
  return made;
}

/** Modules all of whose results are unknown, for a reason of their own. */
const UNKNOWN_RESULTS: Readonly<Record<string, readonly [readonly string[], 'random' | 'data-dependent', string]>> = {
  random: [
    [
      'random',
      'randint',
      'randrange',
      'choice',
      'choices',
      'sample',
      'uniform',
      'gauss',
      'normalvariate',
      'getrandbits',
      'betavariate',
      'expovariate',
      'triangular',
      'getstate',
      'Random',
    ],
    'random',
    'it is drawn at random',
  ],
  time: [
    ['time', 'perf_counter', 'monotonic', 'process_time', 'strftime', 'localtime', 'time_ns', 'ctime', 'gmtime'],
    'data-dependent',
    'it depends on the time',
  ],
};

/** What kind of number is drawn. */
const RANDOM_KINDS: Readonly<Record<string, 'int' | 'float'>> = {
  randint: 'int',
  randrange: 'int',
  getrandbits: 'int',
  random: 'float',
  uniform: 'float',
  gauss: 'float',
};

for (const [name, [functions, code, message]] of Object.entries(UNKNOWN_RESULTS)) {
  (SYSTEM as Record<string, ModuleTable>)[name] = moduleTable({
    ...Object.fromEntries(functions.map(fn => [fn, freeRaw(fn, cx => cx.unknown(code, message, RANDOM_KINDS[fn]))])),
    ...(name === 'random'
      ? {
          seed: freeRaw('seed', () => null),
          setstate: freeRaw('setstate', () => null),
          shuffle: free('shuffle', 'x', (cx, a) => {
            const list = a.get('x');
            const why = cx.unknown('random', message).why;
            if (list instanceof PyList)
              cx.heap.set(list, '\0content', { items: list.items.map(() => new Unknown(why)), open: list.open });
            return null;
          }),
        }
      : { sleep: freeRaw('sleep', () => null) }),
  });
}
