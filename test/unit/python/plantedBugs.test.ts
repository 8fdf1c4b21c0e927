import assert from 'node:assert/strict';
import { Heap } from '../../../src/python/heap.js';
import { ValueJoin } from '../../../src/python/join.js';
import { Path } from '../../../src/python/path.js';
import { RecordLog } from '../../../src/python/record.js';
import { PyDict, PyList } from '../../../src/python/value.js';
import { PyInstance } from '../../../src/python/value.js';
import { PyIterator } from '../../../src/python/iterators.js';
import { Frame } from '../../../src/python/frame.js';
import { Machine } from '../../../src/python/machine.js';
import { abstractRun, recorded, violation } from './soundnessCheck.js';

/** How many of these programs the check is given to find a bug. */
const PROGRAMS = 2400;

/** Puts another method in place of one, for as long as `run` takes. */
function replaced<P extends object>(prototype: P, name: keyof P & string, method: unknown, run: () => void): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
  try {
    run();
  } finally {
    if (own) Object.defineProperty(prototype, name, own);
    else Reflect.deleteProperty(prototype, name);
  }
}

const first = (_key: unknown, a: unknown): unknown => a;
const second = (_key: unknown, a: unknown, b: unknown): unknown => (b === undefined ? a : b);

/** Mistakes that somebody could make in the joins, each of which makes something certain that is not. */
const BUGS: readonly [string, (run: () => void) => void][] = [
  ['a value of one arm is taken for both', run => replaced(ValueJoin.prototype, 'joinValues', (a: unknown) => a, run)],
  ['a record of one arm stays certain', run => replaced(RecordLog.prototype, 'joinCell', second, run)],
  ['a record of the other arm is forgotten', run => replaced(RecordLog.prototype, 'joinCell', first, run)],
  ['an attribute keeps what one arm wrote', run => replaced(PyInstance.prototype, 'joinCell', second, run)],
  ['a local variable keeps what one arm wrote', run => replaced(Frame.prototype, 'joinCell', second, run)],
  ['a list keeps what one arm made of it', run => replaced(PyList.prototype, 'joinCell', second, run)],
  ['a dictionary keeps what one arm made of it', run => replaced(PyDict.prototype, 'joinCell', second, run)],
  ['an iterator stands where one arm left it', run => replaced(PyIterator.prototype, 'joinCell', second, run)],
  ['what one arm knows is taken for known after the join', run => replaced(Path.prototype, 'joinCell', second, run)],
  ['an arm is not undone before the next one runs', run => replaced(Heap.prototype, 'undo', () => undefined, run)],
  ['an outcome that was set aside is not joined', run => replaced(Heap.prototype, 'join', () => undefined, run)],
  ['a loop is taken to run once', run => replaced(Heap.prototype, 'widen', () => false, run)],
  [
    'a raise that was dropped reaches no handler',
    run => replaced(Machine.prototype, 'dropRaise', () => undefined, run),
  ],
  [
    'alternatives are hidden whatever the path says',
    run => {
      let calls = 0;
      const { allows } = Path.prototype;
      replaced(
        Path.prototype,
        'allows',
        function (this: Path, guard: Parameters<Path['allows']>[0]) {
          return ++calls % 5 !== 0 && allows.call(this, guard);
        },
        run,
      );
    },
  ],
  [
    'guards of a join are exchanged',
    run => {
      const { tellApart } = Path.prototype;
      replaced(
        Path.prototype,
        'tellApart',
        function (this: Path, ...args: Parameters<Path['tellApart']>) {
          const { now, other } = tellApart.apply(this, args);
          return { now: other, other: now };
        },
        run,
      );
    },
  ],
];

describe('the check of what is certain', () => {
  const programs = recorded().slice(0, PROGRAMS);
  for (const [name, plant] of BUGS) {
    it(`finds that ${name}`, function () {
      this.timeout(60_000);
      let found: number | null = null;
      plant(() => {
        found = programs.findIndex(truth => {
          try {
            return violation(abstractRun(truth.source), truth) !== null;
          } catch {
            // A bug that stops the interpreter is found as well.
            return true;
          }
        });
      });
      assert.notEqual(found, -1, `not found in ${PROGRAMS} programs`);
    });
  }
});
