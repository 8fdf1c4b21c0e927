import type { ProblemCode } from '../engine/index.js';
import { PyRaise } from '../python/errors.js';
import { EXCEPTIONS } from '../python/exceptions.js';
import type { Interp } from '../python/interp.js';
import { PyClass, type PyObj } from '../python/klass.js';
import { PyInstance, PyTuple } from '../python/value.js';
import type { Refusal } from './flow.js';

/** Why a framework's exception was raised, in the vocabulary that all frameworks share. */
export interface RaisedProblem {
  readonly code: ProblemCode;
  readonly message: string;
}

/** It follows the exceptions, which nothing changes after they were made; so it needs no undoing. */
const problems = new WeakMap<PyObj, RaisedProblem>();

const OP_ERROR = new PyClass(
  'OpError',
  [EXCEPTIONS.get('Exception')].flatMap(base => base ?? []),
  { native: true },
);

/** tf.errors: what TensorFlow's operations raise. */
export const TENSORFLOW_ERRORS: ReadonlyMap<string, PyClass> = new Map(
  ['OpError', 'InvalidArgumentError', 'UnimplementedError'].map(name => [
    name,
    name === 'OpError' ? OP_ERROR : new PyClass(name, [OP_ERROR], { native: true }),
  ]),
);

function raised(cx: Interp, type: string, message: string): PyRaise {
  const cls = TENSORFLOW_ERRORS.get(type);
  if (!cls) return cx.error(type, message);
  const exception = new PyInstance(cls);
  exception.attrs.set('args', new PyTuple([message]));
  exception.attrs.set('message', message);
  return new PyRaise(exception);
}

/** An exception of this Python type with the framework's message, to throw; its code stays with it. */
export function raiseProblem(cx: Interp, type: string, code: ProblemCode, message: string): PyRaise {
  const raise = raised(cx, type, message);
  problems.set(raise.exception, { code, message });
  return raise;
}

/** The exception that a rule's refusal is, to throw. */
export function raiseRefusal(cx: Interp, refusal: Refusal): PyRaise {
  return raiseProblem(cx, refusal.type, refusal.code, refusal.message);
}

/** The problem of an exception that a framework raised; undefined for any other. */
export function problemOf(exception: PyObj): RaisedProblem | undefined {
  return problems.get(exception);
}

/** What is wrong with a call whose arguments Python itself does not bind, by Python's message. */
export function bindingCode(message: string): ProblemCode {
  if (message.includes('missing')) return 'argument-missing';
  return message.includes('unexpected keyword') ? 'argument-unknown' : 'argument-invalid';
}
