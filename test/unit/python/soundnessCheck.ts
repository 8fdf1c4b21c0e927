import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { NativeFn } from '../../../src/python/native.js';
import { moduleTable, type Library } from '../../../src/python/library.js';
import { RecordLog } from '../../../src/python/record.js';
import { runModule, type ModuleRun } from '../../../src/python/run.js';
import { PyDict, PyInstance, PyList, Unknown, unknown, type Value } from '../../../src/python/value.js';

const LOG = {};
/** After this many iterations of one kind a concrete execution answers False, so that loops end. */
const MAX_FLAGS = 9;

export interface Outcome {
  readonly run: ModuleRun;
  readonly log: RecordLog<null>;
  readonly used: number;
}

let parsed: { source: string; tree: Tree } | null = null;

/** The tree of a program that is run many times. */
function treeOf(source: string): Tree {
  if (parsed?.source !== source) parsed = { source, tree: parser.parse(source) };
  return parsed.tree;
}

/** Runs the program; `answers` null: every flag() is unknown. */
export function execute(source: string, answers: readonly boolean[] | null): Outcome {
  let used = 0;
  let log: RecordLog<null> | null = null;
  const probe = moduleTable({
    flag: NativeFn.free('flag', '', () => {
      if (answers === null) return unknown('data-dependent', 'flag() is not known');
      return answers[used++] ?? false;
    }),
    rec: NativeFn.free('rec', 'site, value', (cx, a) => {
      log = cx.state(LOG, () => new RecordLog<null>());
      const value = a.get('value');
      const key = value instanceof Unknown ? '?' : String(value);
      log.add(cx, `${String(a.get('site'))}:${key}`, null);
      return null;
    }),
  });
  const library: Library = { module: name => (name === 'probe' ? probe : undefined) };
  const run = runModule(source, { libraries: [library], maxSteps: 100_000, tree: treeOf(source) });
  return { run, log: log ?? new RecordLog<null>(), used };
}

/** Every way in which the flags can fall, up to a number of executions; null when there are too many. */
export function executions(source: string, limit: number): Outcome[] | null {
  const out: Outcome[] = [];
  const stack: boolean[][] = [[]];
  while (stack.length > 0) {
    const answers = stack.pop() ?? [];
    const outcome = execute(source, answers);
    if (outcome.used > answers.length && answers.length < MAX_FLAGS) {
      stack.push([...answers, false], [...answers, true]);
      if (stack.length + out.length > limit) return null;
    } else out.push(outcome);
  }
  return out;
}

/** The variables that both executions have, by name. */
export function state(run: ModuleRun): Map<string, Value> {
  const { globals } = run.module;
  const out = new Map<string, Value>();
  for (const name of ['a', 'b']) {
    const object = globals.get(name);
    if (object instanceof PyInstance) for (const [key, value] of object.attrs) out.set(`${name}.${key}`, value);
  }
  const list = globals.get('l');
  if (list instanceof PyList && list.open === null) {
    out.set('len(l)', list.items.length);
    list.items.forEach((item, i) => out.set(`l[${i}]`, item));
  }
  const dict = globals.get('d');
  if (dict instanceof PyDict) {
    if (dict.open === null) out.set('len(d)', dict.map.size);
    for (const { key, value } of dict.map.values()) out.set(`d[${String(key)}]`, value);
  }
  const result = globals.get('r');
  if (result !== undefined) out.set('r', result);
  return out;
}

/** What the abstract run got wrong about the executions, or null. */
export function violation(abstract: Outcome, all: readonly Outcome[]): string | null {
  // An execution that raises to the end is one that the assumptions leave out, unless all do.
  const ended = all.filter(one => one.run.errors.length === 0);
  if (ended.length === 0 || abstract.run.aborted !== null) return null;
  if (abstract.run.errors.length > 0)
    return `it raises ${abstract.run.errors[0]?.type ?? ''} although an execution goes on`;
  const certain = abstract.log.entries().filter(entry => entry.sureness === 'certain');
  const listed = new Set(abstract.log.entries().map(entry => entry.key));
  for (const { log } of ended) {
    const happened = new Set(log.entries().map(entry => entry.key));
    for (const { key } of certain) {
      const site = key.slice(0, 2);
      const ok = key.endsWith('?') ? [...happened].some(one => one.startsWith(site)) : happened.has(key);
      if (!ok) return `${key} is certain and does not happen`;
    }
    for (const key of happened)
      if (!listed.has(key) && !listed.has(`${key.slice(0, 2)}?`)) return `${key} happens and is not listed`;
  }
  for (const [name, value] of state(abstract.run)) {
    if (value instanceof Unknown) continue;
    for (const { run } of ended) {
      const theirs = state(run).get(name);
      if (theirs !== value) return `${name} is ${String(value)} here and ${String(theirs)} in an execution`;
    }
  }
  return null;
}
