import { readFileSync } from 'node:fs';
import { Choice } from '../../../src/python/choice.js';
import { moduleTable, type Library } from '../../../src/python/library.js';
import { NativeFn } from '../../../src/python/native.js';
import { RecordLog } from '../../../src/python/record.js';
import { runModule, type ModuleRun } from '../../../src/python/run.js';
import { PyDict, PyInstance, PyList, PyObj, Unknown, unknown, type Value } from '../../../src/python/value.js';

const FOLDER = 'test/truth/soundness';
/** Programs of other seeds may be elsewhere (see generate.py). */
const RECORDED = process.env['PROGRAMS'] ?? FOLDER;

/** A program, and what CPython did with every outcome of its conditions (see test/truth/soundness/generate.py). */
export interface Truth {
  readonly seed: number;
  readonly source: string;
  readonly executions: number;
  /** What all executions record, and what only some of them do. */
  readonly always: readonly string[];
  readonly ever: readonly string[];
  /** The values in which a variable may end; null: it may not be there. */
  readonly ends: Readonly<Record<string, readonly (string | null)[]>>;
}

/** The recorded programs, in order. */
export function recorded(): Truth[] {
  return [1, 2, 3, 4].flatMap(part => {
    const file = JSON.parse(readFileSync(`${RECORDED}/programs${part}.json`, 'utf8')) as {
      readonly programs: Truth[];
    };
    return file.programs;
  });
}

const PRELUDE = readFileSync(`${FOLDER}/prelude.py`, 'utf8');
const LOG = {};
const LIST_SHOWN = 6;

/** A run in which every flag() and pick() is unknown, and what it recorded. */
export interface AbstractRun {
  readonly run: ModuleRun;
  readonly log: RecordLog<null>;
  readonly steps: number;
}

/** Runs a program over values that are not known. */
export function abstractRun(source: string): AbstractRun {
  let log = new RecordLog<null>();
  const probe = moduleTable({
    flag: NativeFn.free('flag', '', () => unknown('data-dependent', 'flag() is not known', undefined, 'bool')),
    num: NativeFn.free('num', '', () => unknown('data-dependent', 'num() is not known', undefined, 'int')),
    pick: NativeFn.free('pick', '', () => unknown('data-dependent', 'pick() is not known')),
    rec: NativeFn.freeRaw('rec', (cx, args) => {
      log = cx.state(LOG, () => new RecordLog<null>());
      const [site, ...values] = args.pos;
      log.add(cx, `${String(site)}:${values.map(text).join(',')}`, null);
      return null;
    }),
  });
  const library: Library = { module: name => (name === 'probe' ? probe : undefined) };
  const run = runModule(`${PRELUDE}\n${source}`, { libraries: [library], maxSteps: 200_000 });
  const steps = run.machine.stepsUsed;
  run.machine.close();
  return { run, log, steps };
}

/** A value as the recording writes it; ? for one that is not known. */
function text(value: Value): string {
  if (value instanceof Unknown) return '?';
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof PyObj) return `<${value.cls.name}>`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Whether a record with ? in place of what is not known can be this one. */
function fits(said: string, real: string): boolean {
  if (!said.includes('?')) return said === real;
  const [site, values = ''] = said.split(':');
  const [itsSite, itsValues = ''] = real.split(':');
  const [mine, its] = [values.split(','), itsValues.split(',')];
  return site === itsSite && mine.length === its.length && mine.every((value, i) => value === '?' || value === its[i]);
}

/** The values in which the variables end: what each may be, null for absent; undefined: anything. */
function ends(run: ModuleRun): Map<string, readonly (string | null)[] | undefined> {
  const { globals } = run.module;
  const out = new Map<string, readonly (string | null)[] | undefined>();
  const put = (name: string, value: Value): void => {
    if (value instanceof Choice)
      out.set(
        name,
        value.alternatives.map(one => (one.value === undefined ? null : text(one.value))),
      );
    else out.set(name, value instanceof Unknown ? undefined : [text(value)]);
  };
  const result = globals.get('r');
  if (result !== undefined) put('r', result);
  for (const name of ['a', 'b', 'c']) {
    const object = globals.get(name);
    if (object instanceof PyInstance) for (const [key, value] of object.attrs) put(`${name}.${key}`, value);
  }
  const list = globals.get('l');
  if (list instanceof PyList && list.open === null) {
    put('len(l)', list.items.length);
    list.items.slice(0, LIST_SHOWN).forEach((item, i) => put(`l[${i}]`, item));
  }
  const dict = globals.get('d');
  if (dict instanceof PyDict) {
    if (dict.open === null) put('len(d)', dict.map.size);
    for (const { key, value } of [...dict.map.values(), ...(dict.maybe?.values() ?? [])]) put(`d[${text(key)}]`, value);
    if (dict.hasUnlisted) out.set('d', undefined);
  }
  return out;
}

/** What the abstract run got wrong about the executions, or null. */
export function violation(abstract: AbstractRun, truth: Truth): string | null {
  const { run, log } = abstract;
  const entries = log.entries();
  const all = [...truth.always, ...truth.ever];
  for (const { key, sureness } of entries) {
    if (sureness !== 'certain') continue;
    // With a value that is not known, some record of its form must be in each: that is checked where one always is.
    const ok = key.includes('?') ? all.some(real => fits(key, real)) : truth.always.includes(key);
    if (!ok) return `${key} is certain, and is not in every execution`;
  }
  // A run that was given up says that more may happen than it lists.
  if (run.machine.incomplete !== null) return null;
  if (run.errors.length > 0)
    return `it raises ${run.errors[0]?.type ?? ''}: ${run.errors[0]?.message ?? ''}, though executions go on`;
  for (const real of all) {
    if (!entries.some(({ key }) => fits(key, real))) return `${real} happens, and is not listed`;
  }
  const said = ends(run);
  for (const [name, values] of Object.entries(truth.ends)) {
    const mine = said.get(name);
    if (mine === undefined) {
      if (said.has(name) || canBeAnything(said, name)) continue;
      if (values.some(value => value !== null))
        return `${name} is not there at the end, and is ${String(values)} in executions`;
      continue;
    }
    for (const value of values)
      if (!mine.includes(value))
        return `${name} is ${mine.join(' or ')} at the end, and ${String(value)} in an execution`;
  }
  for (const [name, mine] of said) {
    if (mine === undefined || mine.includes(null) || name in truth.ends) continue;
    return `${name} is ${mine.join(' or ')} at the end, and in no execution`;
  }
  return null;
}

function canBeAnything(said: ReadonlyMap<string, unknown>, name: string): boolean {
  if (name.startsWith('d[')) return said.has('d');
  if (name === 'len(d)') return !said.has(name);
  return (name.startsWith('l[') || name === 'len(l)') && !said.has('len(l)');
}
