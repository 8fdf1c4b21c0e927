import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** What CPython 3.11 prints is below. */
const CODE = `
import inspect, functools
from typing import TypedDict
class K(TypedDict, total=False):
    a: int
print(K(a=1), K)
def f(a, /, b, *args, c=3, d, **kw): pass
p = inspect.signature(f).parameters
print(list(p), p['c'].default, p['a'].default is inspect.Parameter.empty, p['b'].default is inspect._empty)
print([x.kind.name for x in p.values()], p['d'].kind == inspect.Parameter.KEYWORD_ONLY, p['d'].kind == p['d'].KEYWORD_ONLY)
class A:
    def __init__(self, x, y=2): pass
    def m(self, z): pass
    @classmethod
    def k(cls, q): pass
    @staticmethod
    def s(q, r): pass
    def __call__(self, u): pass
print(list(inspect.signature(A).parameters), list(inspect.signature(A(1).m).parameters), list(inspect.signature(A.k).parameters), list(inspect.signature(A.s).parameters), list(inspect.signature(A(1)).parameters), list(inspect.signature(A.m).parameters))
@functools.wraps(f)
def g(*a, **k): pass
print(list(inspect.signature(g).parameters), list(inspect.signature(g, follow_wrapped=False).parameters), inspect.unwrap(g) is f)
print(inspect.isclass(A), inspect.isfunction(f), inspect.ismethod(A(1).m), inspect.isclass(f), inspect.isfunction(A.m), inspect.ismethod(A.k))
print(inspect.Parameter.VAR_KEYWORD, [x.__name__ for x in inspect.getmro(A)])
print(repr(p['a'].kind))
`;

const PRINTED = `
{'a': 1} <class '__main__.K'>
['a', 'b', 'args', 'c', 'd', 'kw'] 3 True True
['POSITIONAL_ONLY', 'POSITIONAL_OR_KEYWORD', 'VAR_POSITIONAL', 'KEYWORD_ONLY', 'KEYWORD_ONLY', 'VAR_KEYWORD'] True True
['x', 'y'] ['z'] ['q'] ['q', 'r'] ['u'] ['self', 'z']
['a', 'b', 'args', 'c', 'd', 'kw'] ['a', 'k'] True
True True True False True True
VAR_KEYWORD ['A', 'object']
<_ParameterKind.POSITIONAL_ONLY: 0>
`;

describe('inspect', () => {
  it('tells parameters, kinds and defaults as CPython does', () => {
    let out = '';
    const run = runModule(CODE, { print: text => (out += text) });
    assert.deepEqual(run.errors, []);
    run.machine.close();
    assert.deepEqual(out.trim().split('\n'), PRINTED.trim().split('\n'));
  });

  it('does not tell the parameters of what it has no signature of', () => {
    let out = '';
    const code = `
import inspect
flag = inspect.signature(print).parameters
print("end")
for name in inspect.signature(len).parameters:
    print(name)`;
    runModule(code, { print: text => (out += text) }).machine.close();
    assert.match(out, /^end/);
  });
});
