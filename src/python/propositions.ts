import type { Value } from './klass.js';
import { Condition, type Path } from './path.js';
import type { Unknown } from './value.js';
import { type PyClass } from './value.js';

/** What is said of an unknown value. */
export type Statement =
  | { readonly kind: 'truth' }
  | { readonly kind: 'none' }
  | { readonly kind: 'equal'; readonly to: null | boolean | number | string }
  | { readonly kind: 'instance'; readonly of: PyClass }
  | { readonly kind: 'other' };

export const YES = 1;
export const NO = 2;

/** Whether something holds of an unknown value: it does in some executions, and in others it does not. */
export class Proposition extends Condition {
  constructor(
    readonly about: Subject,
    readonly statement: Statement,
    readonly key: string,
    /** Which version of the value it was said of: what is known of the content of an object changes with it. */
    readonly version: number,
  ) {
    super(2);
  }

  override implied(path: Path): number {
    for (const other of this.about.propositions) {
      if (other === this) continue;
      const told = path.told(other);
      if (told !== YES && told !== NO) continue;
      const ofKind = other.statement.kind === 'none' || other.statement.kind === 'instance';
      const forKind = this.statement.kind === 'none' || this.statement.kind === 'instance';
      if (!ofKind && !forKind && other.version !== this.version) continue;
      const follows = consequence(other.statement, told === YES, this.statement);
      if (follows !== undefined) return follows ? YES : NO;
    }
    return this.all;
  }
}

/** What the truth of one statement about a value says of another; undefined: nothing. */
function consequence(known: Statement, holds: boolean, asked: Statement): boolean | undefined {
  if (known.kind === 'none' && holds) return ofConstant(null, asked);
  if (known.kind === 'equal' && holds) return ofConstant(known.to, asked);
  if (known.kind === 'truth') {
    if (asked.kind === 'none' && holds) return false;
    if (asked.kind === 'equal' && Boolean(asked.to) !== holds) return false;
  }
  if (known.kind === 'instance' && holds && asked.kind === 'none' && hasNoNone(known.of)) return false;
  if (known.kind === 'none' && !holds && asked.kind === 'equal' && asked.to === null) return false;
  return undefined;
}

/** Whether a statement holds of a value that equals this constant; undefined where that is not enough to tell. */
function ofConstant(value: null | boolean | number | string, asked: Statement): boolean | undefined {
  switch (asked.kind) {
    case 'truth':
      return Boolean(value);
    case 'none':
      return value === null;
    case 'equal':
      return plain(asked.to) === plain(value);
    case 'instance':
      return value === null && hasNoNone(asked.of) ? false : undefined;
    case 'other':
      return undefined;
  }
}

/** True and 1 are equal, as are False and 0. */
function plain(value: null | boolean | number | string): null | number | string {
  return typeof value === 'boolean' ? Number(value) : value;
}

function hasNoNone(cls: PyClass): boolean {
  return cls.name !== 'object' && cls.name !== 'NoneType' && cls.cls.name === 'type' && cls.unknownBase === null;
}

/** What is asked of one unknown value, each question once. */
export class Subject {
  readonly propositions: Proposition[] = [];
  /** Counts what may have changed its content. */
  version = 0;
  /** Its attributes, each the same unknown value as long as nothing may have changed them. */
  readonly attributes = new Map<string, Unknown>();

  proposition(statement: Statement, detail = ''): Proposition {
    const lasting = statement.kind === 'none' || statement.kind === 'instance';
    const version = lasting ? 0 : this.version;
    const key = `${statement.kind}:${detail}`;
    const known = this.propositions.find(one => one.key === key && one.version === version);
    if (known !== undefined) return known;
    const made = new Proposition(this, statement, key, version);
    this.propositions.push(made);
    return made;
  }
}

const subjects = new WeakMap<Unknown, Subject>();

export function subjectOf(value: Unknown): Subject {
  let subject = subjects.get(value);
  if (subject === undefined) subjects.set(value, (subject = new Subject()));
  return subject;
}

/** What an unknown truth value claims: the answers of a condition under which it is true, and those under which it is false. */
export interface Claim {
  readonly condition: Condition;
  readonly yes: number;
  readonly no: number;
}

const claims = new WeakMap<Unknown, Claim>();

/** An unknown bool that says whether the proposition holds (or, denied, does not). */
export function claim(made: Unknown, { condition, yes, no }: Claim, denied = false): Unknown {
  claims.set(made, denied ? { condition, yes: no, no: yes } : { condition, yes, no });
  return made;
}

/** The condition on which the truth of an unknown value depends. */
export function answersOfBool(value: Unknown): Claim {
  return claims.get(value) ?? claimOf(subjectOf(value).proposition({ kind: 'truth' }));
}

export function claimOf(proposition: Proposition): Claim {
  return { condition: proposition, yes: YES, no: NO };
}

/** A text for a constant to which something is compared; undefined for what is none. */
export function constantKey(value: Value): string | undefined {
  if (value === null) return 'None';
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `n${Number(value)}`;
  return undefined;
}

/** What is known of the content of an unknown object, and of those that it is an attribute of, may no longer hold. */
export function mayHaveChanged(value: Unknown | null): void {
  for (let one = value; one !== null; one = one.owner) {
    const subject = subjectOf(one);
    subject.version++;
    subject.attributes.clear();
  }
}
