import { Choice, chooseStatement } from '../choice.js';
import { NORMAL, type Completion, type Frame } from '../frame.js';
import { T, type PyClass, type Value } from '../klass.js';
import { PyDict, PyList, PyTuple } from '../value.js';
import { Stmt, exBlock, exBlockG, type Expr, type Steps, type Target } from './base.js';

export type Pattern =
  | { readonly kind: 'capture'; readonly target: Target | null }
  | { readonly kind: 'value'; readonly expr: Expr; readonly negative: boolean; readonly identity: boolean }
  | { readonly kind: 'or'; readonly options: readonly Pattern[] }
  | { readonly kind: 'as'; readonly inner: Pattern; readonly target: Target }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[]; readonly star: number }
  | {
      readonly kind: 'mapping';
      readonly entries: readonly { readonly key: Expr; readonly negative: boolean; readonly pattern: Pattern }[];
      readonly rest: Target | null;
    }
  | {
      readonly kind: 'class';
      readonly callee: Expr;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  | { readonly kind: 'broken' };

interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

/** True, false, or undefined: not known. Later patterns of a case are tried only when earlier ones match. */
type Verdict = boolean | undefined;

export class Match extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly subject: Expr,
    readonly cases: readonly MatchCase[],
  ) {
    super(from, to);
  }

  ex(f: Frame): Completion {
    f.cx.tick(1);
    const subject = this.subject.ev(f);
    if (subject instanceof Choice) return chooseStatement(f, subject, one => this.tryCases(f, one, 0));
    return this.tryCases(f, subject, 0);
  }

  private tryCases(f: Frame, subject: Value, index: number): Completion {
    const one = this.cases[index];
    if (one === undefined) return NORMAL;
    const verdict = this.matches(f, subject, one);
    if (verdict === false) return this.tryCases(f, subject, index + 1);
    if (verdict === true) return exBlock(one.body, f);
    return f.cx.forkStatements(
      f,
      [
        {
          run: () => {
            bindUnknown(f, one.pattern, subject);
            return exBlock(one.body, f);
          },
        },
        { run: () => this.tryCases(f, subject, index + 1) },
      ],
      f.cx.whyOf(subject),
    );
  }

  private matches(f: Frame, subject: Value, one: MatchCase): Verdict {
    const verdict = test(f, one.pattern, subject);
    if (verdict !== true || one.guard === null) return verdict;
    return f.cx.truth(one.guard.ev(f));
  }

  override *exG(f: Frame): Steps<Completion> {
    const subject = this.subject.ev(f);
    for (const one of this.cases) {
      const verdict = this.matches(f, subject, one);
      if (verdict === undefined) throw f.cx.poison(f.cx.whyOf(subject));
      if (verdict) return yield* exBlockG(one.body, f);
    }
    return NORMAL;
  }

  override binds(): readonly string[] {
    return this.cases.flatMap(one => [
      ...captured(one.pattern).flatMap(target => target.names()),
      ...one.body.flatMap(statement => statement.binds()),
    ]);
  }
}

function test(f: Frame, pattern: Pattern, subject: Value): Verdict {
  const { cx } = f;
  switch (pattern.kind) {
    case 'capture':
      pattern.target?.store(f, subject);
      return true;
    case 'value': {
      const value = pattern.expr.ev(f);
      const wanted = pattern.negative ? cx.unary('-', value) : value;
      if (pattern.identity) return cx.truth(cx.compare('is', subject, wanted));
      return cx.equals(subject, wanted);
    }
    case 'or': {
      for (const option of pattern.options) {
        const verdict = test(f, option, subject);
        if (verdict !== false) return verdict;
      }
      return false;
    }
    case 'as': {
      const verdict = test(f, pattern.inner, subject);
      if (verdict === true) pattern.target.store(f, subject);
      return verdict;
    }
    case 'sequence':
      return testSequence(f, pattern, subject);
    case 'mapping':
      return testMapping(f, pattern, subject);
    case 'class':
      return testClass(f, pattern, subject);
    case 'broken':
      return undefined;
  }
}

function all(verdicts: Iterable<Verdict>): Verdict {
  for (const verdict of verdicts) if (verdict !== true) return verdict;
  return true;
}

function testSequence(f: Frame, pattern: Pattern & { kind: 'sequence' }, subject: Value): Verdict {
  if (f.cx.whyUnknown(subject) !== null && !(subject instanceof PyTuple)) return undefined;
  // A str is no sequence here.
  if (!(subject instanceof PyList) && !(subject instanceof PyTuple)) return false;
  const values = subject.items;
  const { items, star } = pattern;
  if (star < 0) {
    if (values.length !== items.length) return false;
    return all(map(items, (item, i) => test(f, item, values[i] as Value)));
  }
  const after = items.length - star - 1;
  if (values.length < items.length - 1) return false;
  return all(
    map(items, (item, i) => {
      if (i === star) return test(f, item, new PyList(values.slice(star, values.length - after)));
      return test(f, item, values[i < star ? i : values.length - items.length + i] as Value);
    }),
  );
}

function* map<A, B>(items: readonly A[], fn: (item: A, index: number) => B): Generator<B> {
  for (const [i, item] of items.entries()) yield fn(item, i);
}

function testMapping(f: Frame, pattern: Pattern & { kind: 'mapping' }, subject: Value): Verdict {
  const { cx } = f;
  if (!(subject instanceof PyDict)) return cx.whyUnknown(subject) === null ? false : undefined;
  if (subject.open !== null) return undefined;
  const taken: Value[] = [];
  for (const entry of pattern.entries) {
    const plain = entry.key.ev(f);
    const key = entry.negative ? cx.unary('-', plain) : plain;
    const value = cx.dictGet(subject, key);
    if (value === undefined) return false;
    taken.push(key);
    const verdict = test(f, entry.pattern, value);
    if (verdict !== true) return verdict;
  }
  if (pattern.rest !== null) {
    const rest = new PyDict();
    cx.dictUpdate(rest, subject);
    for (const key of taken) cx.dictDelete(rest, key);
    pattern.rest.store(f, rest);
  }
  return true;
}

function testClass(f: Frame, pattern: Pattern & { kind: 'class' }, subject: Value): Verdict {
  const { cx } = f;
  const cls = pattern.callee.ev(f);
  const is = cx.isInstance(subject, cls);
  if (is !== true) return is;
  const names = pattern.positional.length === 0 ? [] : matchArgs(f, cls);
  return all(
    (function* (): Generator<Verdict> {
      for (const [i, item] of pattern.positional.entries()) {
        // int(x), str(x), …: the subject itself.
        if (names === null) yield i === 0 ? test(f, item, subject) : false;
        else {
          const name = names[i];
          const value = typeof name === 'string' ? cx.getAttr(subject, name) : undefined;
          yield value === undefined ? false : test(f, item, value);
        }
      }
      for (const { name, pattern: item } of pattern.keywords) {
        const value = cx.getAttr(subject, name);
        yield value === undefined ? false : test(f, item, value);
      }
    })(),
  );
}

const SELF_MATCHING: readonly PyClass[] = [
  T.bool,
  T.bytes,
  T.dict,
  T.float,
  T.frozenset,
  T.int,
  T.list,
  T.set,
  T.str,
  T.tuple,
];

function matchArgs(f: Frame, cls: Value): readonly Value[] | null {
  if (SELF_MATCHING.includes(cls as PyClass)) return null;
  const args = f.cx.getAttr(cls, '__match_args__');
  return args instanceof PyTuple ? args.items : [];
}

function captured(pattern: Pattern): Target[] {
  switch (pattern.kind) {
    case 'capture':
      return pattern.target === null ? [] : [pattern.target];
    case 'or':
      return pattern.options.flatMap(captured);
    case 'as':
      return [...captured(pattern.inner), pattern.target];
    case 'sequence':
      return pattern.items.flatMap(captured);
    case 'mapping':
      return [
        ...pattern.entries.flatMap(entry => captured(entry.pattern)),
        ...(pattern.rest === null ? [] : [pattern.rest]),
      ];
    case 'class':
      return [
        ...pattern.positional.flatMap(captured),
        ...pattern.keywords.flatMap(keyword => captured(keyword.pattern)),
      ];
    default:
      return [];
  }
}

function bindUnknown(f: Frame, pattern: Pattern, subject: Value): void {
  const why = f.cx.whyOf(subject);
  for (const target of captured(pattern)) target.store(f, f.cx.unknownFor(why));
}
