import { identityOf } from './hash.js';
import type { CompareOp } from './interp.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { answersOfBool, claim, claimOf, constantKey, subjectOf, type Proposition } from './propositions.js';
import { PyClass, PyObj, Unknown } from './value.js';

/** An operator as another one that may be denied: a >= b is not a < b. */
const OPPOSITES: Partial<Record<CompareOp, CompareOp>> = { '!=': '==', 'is not': 'is', '>=': '<', '<=': '>' };

/**
 * The result of a comparison that is not known: the same question about the same unknown value has the same answer, also in
 * other words. What the path knows of it already decides.
 */
export function claimed(cx: Machine, op: CompareOp, a: Value, b: Value, result: Unknown): Value {
  const denied = OPPOSITES[op] !== undefined;
  const proposition = comparison(OPPOSITES[op] ?? op, a, b);
  return proposition === undefined ? result : stated(cx, proposition, denied, result);
}

function comparison(op: CompareOp, a: Value, b: Value): Proposition | undefined {
  const [u, other] = a instanceof Unknown ? [a, b] : [b, a];
  if (!(u instanceof Unknown)) return undefined;
  const subject = subjectOf(u);
  if (op === 'is' && other === null) return subject.proposition({ kind: 'none' });
  if (op === '==' && other === null) return subject.proposition({ kind: 'equal', to: null }, 'None');
  const key = constantKey(other);
  if (
    op === '==' &&
    key !== undefined &&
    (typeof other === 'string' || typeof other === 'number' || typeof other === 'boolean')
  )
    return subject.proposition({ kind: 'equal', to: other }, key);
  const sides = `${u === a ? 'l' : 'r'}${op}`;
  if (key !== undefined && op !== 'in') return subject.proposition({ kind: 'other' }, `${sides}${key}`);
  // Two unknown values: each may change its content, so both versions count.
  if (other instanceof Unknown && op !== 'in')
    return subject.proposition({ kind: 'other' }, `${sides}#${identityOf(other)}.${subjectOf(other).version}`);
  if (other instanceof PyObj && op === 'is') return subject.proposition({ kind: 'other' }, `is#${identityOf(other)}`);
  return undefined;
}

/** isinstance(value, cls) of an unknown value. */
export function instanceClaim(cx: Machine, value: Unknown, cls: Value, result: Unknown): Value {
  if (!(cls instanceof PyClass)) return result;
  const proposition = subjectOf(value).proposition({ kind: 'instance', of: cls }, String(identityOf(cls)));
  return stated(cx, proposition, false, result);
}

function stated(cx: Machine, proposition: Proposition, denied: boolean, result: Unknown): Value {
  const made = claim(result, claimOf(proposition), denied);
  const { condition, yes, no } = answersOfBool(made);
  const answers = cx.path.answersOf(condition);
  if ((answers & yes) === 0) return false;
  if ((answers & no) === 0) return true;
  return made;
}
