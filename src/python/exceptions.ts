import { PyClass, T } from './klass.js';

/** Python's built-in exception classes: name → base. */
const TREE: readonly (readonly [string, string])[] = [
  ['Exception', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['StopIteration', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['ArithmeticError', 'Exception'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['FloatingPointError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['FileNotFoundError', 'OSError'],
  ['FileExistsError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['SyntaxError', 'Exception'],
  ['IndentationError', 'SyntaxError'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['BaseExceptionGroup', 'BaseException'],
  ['Warning', 'Exception'],
  ['UserWarning', 'Warning'],
  ['DeprecationWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['ImportWarning', 'Warning'],
  ['BytesWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UnicodeWarning', 'Warning'],
  ['EncodingWarning', 'Warning'],
  ['ChildProcessError', 'OSError'],
  ['BlockingIOError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['ProcessLookupError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['TabError', 'IndentationError'],
  ['UnicodeTranslateError', 'UnicodeError'],
];

export const EXCEPTIONS: ReadonlyMap<string, PyClass> = (() => {
  const classes = new Map<string, PyClass>([['BaseException', T.BaseException]]);
  for (const [name, base] of TREE) {
    const parent = classes.get(base);
    if (parent === undefined) throw new RangeError(`no base ${base}`);
    classes.set(name, new PyClass(name, [parent], { native: true }));
  }
  const both = ['BaseExceptionGroup', 'Exception'].map(name => classes.get(name) as PyClass);
  classes.set('ExceptionGroup', new PyClass('ExceptionGroup', both, { native: true }));
  return classes;
})();

export function exceptionClass(name: string): PyClass {
  const cls = EXCEPTIONS.get(name);
  if (cls === undefined) throw new RangeError(`Python has no exception ${name}`);
  return cls;
}

/** The class of an exception of which only that is known: it may be of any subclass. */
export const UNKNOWN_EXCEPTION = new PyClass('Exception', [exceptionClass('Exception')], { native: true });
