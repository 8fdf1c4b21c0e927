import { free, freeRaw } from '../builtins/define.js';
import type { BinaryOp, CompareOp } from '../interp.js';
import type { Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { NativeFn } from '../native.js';
import { Args } from '../native.js';
import { PyTuple } from '../value.js';

const BINARY: Readonly<Record<string, BinaryOp>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  lshift: '<<',
  rshift: '>>',
  and_: '&',
  or_: '|',
  xor: '^',
  concat: '+',
};

const COMPARE: Readonly<Record<string, CompareOp>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  is_: 'is',
  is_not: 'is not',
};

function operators(): NativeFn[] {
  return [
    ...Object.entries(BINARY).map(([name, op]) =>
      free(name, 'a, b, /', (cx, a) => cx.binary(op, a.get('a'), a.get('b'))),
    ),
    ...Object.entries(COMPARE).map(([name, op]) =>
      free(name, 'a, b, /', (cx, a) => cx.compare(op, a.get('a'), a.get('b'))),
    ),
    free('neg', 'a, /', (cx, a) => cx.unary('-', a.get('a'))),
    free('pos', 'a, /', (cx, a) => cx.unary('+', a.get('a'))),
    free('invert', 'a, /', (cx, a) => cx.unary('~', a.get('a'))),
    free('not_', 'a, /', (cx, a) => {
      const truth = cx.truth(a.get('a'));
      return truth === undefined ? cx.passOn('bool', a.get('a')) : !truth;
    }),
    free('truth', 'a, /', (cx, a) => {
      const truth = cx.truth(a.get('a'));
      return truth === undefined ? cx.passOn('bool', a.get('a')) : truth;
    }),
    free('contains', 'a, b, /', (cx, a) => cx.compare('in', a.get('b'), a.get('a'))),
    free('getitem', 'a, b, /', (cx, a) => cx.getItem(a.get('a'), a.get('b'))),
    free('setitem', 'a, b, c, /', (cx, a) => {
      cx.setItem(a.get('a'), a.get('b'), a.get('c'));
      return null;
    }),
    free('index', 'a, /', (_cx, a) => a.get('a')),
    freeRaw('itemgetter', (_cx, args) => {
      const keys = args.pos;
      return free('itemgetter', 'obj, /', (cx, a) => {
        const items = keys.map(key => cx.getItem(a.get('obj'), key));
        return items.length === 1 ? (items[0] as Value) : new PyTuple(items);
      });
    }),
    freeRaw('attrgetter', (_cx, args) => {
      const names = args.pos;
      return free('attrgetter', 'obj, /', (cx, a) => {
        const items = names.map(name =>
          String(name)
            .split('.')
            .reduce<Value>((object, part) => cx.attribute(object, part), a.get('obj')),
        );
        return items.length === 1 ? (items[0] as Value) : new PyTuple(items);
      });
    }),
    freeRaw('methodcaller', (_cx, args) => {
      const [name, ...rest] = args.pos;
      return free('methodcaller', 'obj, /', (cx, a) =>
        cx.call(cx.attribute(a.get('obj'), String(name)), new Args(rest, args.kw)),
      );
    }),
  ];
}

export const OPERATOR = moduleTable(Object.fromEntries(operators().map(fn => [fn.name, fn])));
