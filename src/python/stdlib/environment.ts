import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { rawMethod } from '../builtins/define.js';
import { PyClass, T } from '../klass.js';
import { PyDict, Unknown, type DictEntry } from '../value.js';

/** The variables that a shell sets on every machine: they are there, with values that the code does not tell. */
const USUAL = ['PATH', 'HOME', 'USER', 'LANG', 'PWD', 'SHELL', 'TERM', 'TMPDIR'] as const;

const ENVIRON = new PyClass('_Environ', [T.dict], { native: true });
ENVIRON.module = 'os';

/**
 * `os.environ` of the machine on which a program is taken to run: the usual variables have values that are not known, and no
 * other is set until the program sets it. How many there are and which is not known, so nothing can go through them.
 */
export function environment(cx: Machine): PyDict {
  const { why } = cx.unknown('data-dependent', 'the environment is not known');
  const dict = new PyDict(ENVIRON);
  const map = new Map<unknown, DictEntry>(USUAL.map(key => [key, { key, value: new Unknown(why, 'str') }]));
  dict.content = { map, open: why, maybe: new Map() };
  return dict;
}

/** A program that needs a variable is run with it: its value is unknown, unless the code says what it does without it. */
rawMethod(ENVIRON, '__missing__', (cx, args): Value => {
  const error = cx.keyError(args.pos[1] ?? null);
  if (cx.tries.some(catches => catches(error.exception))) throw error;
  return cx.unknown('data-dependent', 'the environment is not known', 'str');
});
