import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { bindingCode, problemOf } from '../../../src/frameworks/problems.js';
import { FRAMEWORKS, Tensor } from '../../../src/frameworks/index.js';
import type { Value } from '../../../src/python/klass.js';
import { runModule, type StatementError } from '../../../src/python/run.js';
import { PyDict, PyList, PyTuple, Unknown } from '../../../src/python/value.js';
import { row } from '../engine/truthTable.js';
import { expectedCode } from './problemCodes.js';

/** A shape: sizes, null for one that is open. A result of several parts is a list of theirs; an int is itself. */
export type Answer = number | null | readonly Answer[];

/** What test/truth/expressions.py writes: a call, and the framework's answer. */
export interface ExpressionCase {
  readonly call: string;
  readonly output?: Answer;
  /** "Type: first line of the message". */
  readonly error?: string;
}

export interface ExpressionOptions {
  /** The table of problemCodes.json, and the first column of what is printed. */
  readonly framework: string;
  readonly what: string;
  /** The lines that the calls need before them. */
  readonly imports: readonly string[];
  /** How many answers may be unknown; 0 where the operations are ours to know. */
  readonly maxUnknown?: number;
  /**
   * Where we are right to answer otherwise: what such cases have in common, and whether one is of them. They are counted
   * in a row of their own.
   */
  readonly departure?: {
    readonly what: string;
    readonly is: (c: ExpressionCase, ourCode: string | undefined) => boolean;
  };
  /** How many refusals may name another fault first, where a call has two of them: looked at one by one. */
  readonly otherFaultFirst?: number;
  /** Whether our exception must be of the same Python type, and say the same first line. Only counted otherwise. */
  readonly sameWords?: boolean;
}

/** What the interpreter makes of a call: a shape, an exception, or nothing certain. */
type Ours =
  | { readonly shape: Answer }
  | { readonly raised: string; readonly code: string | undefined }
  | { readonly unknown: string };

const CHUNK = 250;

/** Declares the tests that compare the recorded answers with ours, and prints their rows. */
export function expressionTruth(cases: readonly ExpressionCase[], options: ExpressionOptions): void {
  const { framework, what, imports, maxUnknown = 0, sameWords = false, departure, otherFaultFirst = 0 } = options;
  let answers: Ours[] = [];
  const departs = (index: number): boolean => {
    const ours = answers[index]!;
    return departure?.is(cases[index]!, 'code' in ours ? ours.code : undefined) === true;
  };

  before(() => {
    answers = evaluate(
      cases.map(c => c.call),
      imports,
    );
  });

  it(`${what}: the same shape, and refused exactly where ${framework} refuses`, () => {
    const wrong: string[] = [];
    const unknown: string[] = [];
    let departures = 0;
    cases.forEach((c, index) => {
      const ours = answers[index]!;
      if (departs(index)) {
        departures++;
        return;
      }
      if ('unknown' in ours) unknown.push(`${c.call}: unknown (${ours.unknown}), not ${truth(c)}`);
      else if (!agrees(c, ours)) wrong.push(`${c.call}: ${text(ours)}, not ${truth(c)}`);
    });
    const refusals = cases.filter(c => c.error !== undefined).length;
    const tooMany = unknown.length > maxUnknown;
    const disagreements = wrong.length + (tooMany ? unknown.length : 0);
    if (departure) row(framework, departure.what, departures, 0);
    row(framework, what, cases.length - departures, disagreements, {
      kind: 'shapes',
      refusals,
      unknown: unknown.length,
    });
    none([...wrong, ...(tooMany ? unknown : [])]);
  });

  it(`${what}: every refusal has the code that ${framework}’s message stands for`, () => {
    const refused = cases.flatMap((c, index) =>
      c.error === undefined || departs(index) ? [] : [{ ...c, ours: answers[index]! }],
    );
    const wrong: string[] = [];
    let compared = 0;
    let worded = 0;
    for (const { call, error, ours } of refused) {
      const expected = expectedCode(framework, error!);
      if (expected === undefined) wrong.push(`no rule for ${error} (${call})`);
      if (!('raised' in ours) || expected === undefined) continue;
      compared++;
      if (ours.code !== expected && !(ours.raised === error && isPythons(error)))
        wrong.push(`${call}: ${ours.code}, not ${expected} (ours “${ours.raised}”; “${error}”)`);
      if (ours.raised === error) worded++;
      else if (sameWords) wrong.push(`${call}: “${ours.raised}”, not “${error}”`);
    }
    const tolerated =
      wrong.length <= otherFaultFirst && !wrong.some(line => line.startsWith('no rule')) ? wrong.length : 0;
    const said = `${what}: codes, ${worded} in its words${tolerated > 0 ? `, ${tolerated} of two faults the other` : ''}`;
    row(framework, said, compared, wrong.length - tolerated);
    none(tolerated > 0 ? [] : wrong);
  });
}

/** An exception that Python itself raises, in the code of the call: no framework refuses, so there is no code. */
function isPythons(error: string): boolean {
  return error === 'IndexError: tuple index out of range';
}

/** Fails with what is wrong; with TRUTH_LIST=FILE all of it is written there as well, which a failure's text would cut. */
function none(wrong: readonly string[]): void {
  const list = process.env['TRUTH_LIST'];
  if (list !== undefined && wrong.length > 0) appendFileSync(list, `${wrong.join('\n')}\n`);
  assert.equal(wrong.join('\n'), '');
}

/** Our answers: the calls are the right sides of assignments of one module after another. */
function evaluate(calls: readonly string[], imports: readonly string[]): Ours[] {
  const answers: Ours[] = [];
  for (let from = 0; from < calls.length; from += CHUNK) {
    const part = calls.slice(from, from + CHUNK);
    const head = `${imports.join('\n')}\n`;
    const run = runModule(head + part.map((call, index) => `r${index} = ${call}\n`).join(''), {
      libraries: [FRAMEWORKS],
    });
    assert.equal(run.aborted, null);
    let at = head.length;
    part.forEach((call, index) => {
      const end = at + `r${index} = ${call}\n`.length;
      const start = at;
      const error = run.errors.find(its => its.from >= start && its.from < end);
      answers.push(error ? raisedBy(error) : shapeOf(run.module.globals.get(`r${index}`)));
      at = end;
    });
    run.machine.close();
  }
  return answers;
}

function raisedBy({ type, message, raise }: StatementError): Ours {
  const first =
    message
      .split('\n')
      .find(line => line.trim() !== '')
      ?.trim() ?? '';
  const code = problemOf(raise.exception)?.code ?? (type === 'TypeError' ? bindingCode(message) : undefined);
  return { raised: `${type}: ${first}`.slice(0, type.length + 402), code };
}

function shapeOf(value: Value | undefined): Ours {
  const shape = partOf(value);
  return typeof shape === 'string' ? { unknown: shape } : { shape };
}

/** The answer's form of a value, or why there is none. An open size is null, as it is where the framework leaves it open. */
function partOf(value: Value | undefined): Answer | string {
  if (value instanceof Tensor) {
    if (!value.shape) return value.whyUnknown || 'a tensor of unknown shape';
    const open = value.shape.find(dim => typeof dim === 'object' && 'unknown' in dim);
    if (open !== undefined) return (open as { unknown: string }).unknown;
    return value.shape.map(dim => (typeof dim === 'number' ? dim : null));
  }
  if (typeof value === 'number') return value;
  if (value instanceof Unknown) return value.why.message;
  const items =
    value instanceof PyTuple || value instanceof PyList
      ? value.items
      : value instanceof PyDict
        ? [...value.map.values()].map(entry => entry.value)
        : undefined;
  if (!items) return 'it is no tensor';
  if (!(value instanceof PyTuple) && (value as PyList | PyDict).open !== null) return 'not all its parts are known';
  const parts = items.map(partOf);
  return parts.find(part => typeof part === 'string') ?? (parts as Answer[]);
}

function agrees(c: ExpressionCase, ours: Ours): boolean {
  if (c.error !== undefined) return 'raised' in ours;
  return 'shape' in ours && JSON.stringify(ours.shape) === JSON.stringify(c.output);
}

function text(ours: Ours): string {
  if ('shape' in ours) return JSON.stringify(ours.shape);
  return 'raised' in ours ? `refused (${ours.raised})` : `unknown (${ours.unknown})`;
}

function truth(c: ExpressionCase): string {
  return c.error === undefined ? JSON.stringify(c.output) : `refused (${c.error})`;
}
