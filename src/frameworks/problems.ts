import type { ProblemCode } from '../engine/index.js';
import type { PyRaise } from '../python/errors.js';
import type { Interp } from '../python/interp.js';
import type { PyObj } from '../python/klass.js';
import type { Refusal } from './flow.js';

/** Why a framework's exception was raised, in the vocabulary that all frameworks share. */
export interface RaisedProblem {
  readonly code: ProblemCode;
  readonly message: string;
}

/** It follows the exceptions, which nothing changes after they were made; so it needs no undoing. */
const problems = new WeakMap<PyObj, RaisedProblem>();

/** An exception of this Python type with the framework's message, to throw; its code stays with it. */
export function raiseProblem(cx: Interp, type: string, code: ProblemCode, message: string): PyRaise {
  const raised = cx.error(type, message);
  problems.set(raised.exception, { code, message });
  return raised;
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
