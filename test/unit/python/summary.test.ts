import assert from 'node:assert/strict';
import { packSummary, summarize, unpackSummary } from '../../../src/python/summary.js';

const hasEffects = (text: string): boolean => summarize(text).effects;

describe('what a module’s text says without being parsed', () => {
  it('is the names that it binds, with where an import’s are from', () => {
    const { binds, maybe } = summarize(
      'import os.path, json as j\nfrom . import a\nfrom ..b.c import (d,  # why\n    e as f)\nx: int = 1\ny = z = 2\n(p, q) = 1, 2\nn: int\ndef g(): pass\nclass C(Base): pass\nif x:\n    import k\n    m = 1\nelse: n2 = 1\n',
    );
    assert.deepEqual(Object.fromEntries(binds), {
      os: { level: 0, module: 'os', name: null },
      j: { level: 0, module: 'json', name: null },
      a: { level: 1, module: '', name: 'a' },
      d: { level: 2, module: 'b.c', name: 'd' },
      f: { level: 2, module: 'b.c', name: 'e' },
      x: null,
      y: null,
      p: null,
      q: null,
      g: null,
      C: null,
    });
    assert.deepEqual(maybe, ['k', 'm', 'n2']);
  });

  it('is __all__ where it is a list of texts, or such lists added', () => {
    assert.deepEqual(summarize('__all__ = [\n  "a",  # one\n  \'b\',\n]\n__all__ += ["c"]\n').all, ['a', 'b', 'c']);
    assert.deepEqual(summarize('x = 1\n').all, null);
    assert.deepEqual(summarize('__all__ = [n for n in dir()]\n').all, undefined);
    assert.deepEqual(summarize('__all__ = ["a"]\n__all__.append(f())\n').all, undefined);
    const { all, allOf } = summarize('__all__ = a_all + ["b"]\n');
    assert.deepEqual([all, allOf], [['b'], ['a_all']]);
  });

  it('is what it may register, and of what module', () => {
    const { offers, calls, decorated } = summarize(
      'from .r import R, register\n@R.register("one")\nclass A: pass\n@register\ndef two(): pass\nR.register_all("three")\n',
    );
    assert.deepEqual(offers, ['A', 'one', 'two', 'three']);
    assert.deepEqual(calls, ['R', 'register']);
    assert.deepEqual(decorated, ['A', 'two']);
  });

  for (const text of [
    'import torch\ntorch.nn.Conv2d = None\n',
    'from a import table\ntable["x"] = 1\n',
    'from a import table\ntable.update(x=1)\n',
    'import sys\nsys.path.append("x")\n',
    'import os\nos.environ["X"] = "1"\n',
    'import torch.nn as nn\nnet = nn.Conv2d(1, 2, 3)\n',
    'setup()\n',
    'from a import x\nx.y += 1\n',
    'raise ImportError\n',
    'if a:\n    b.c = 1\n',
    'try:\n    import a\nexcept ImportError:\n    a.b()\n',
    'while f():\n    pass\n',
    'from a import x\ndel x.y\n',
    'x = 1; y.z = 2\n',
    'with open("x") as f: g.h = 1\n',
    'for a in b: a.c = 1\n',
    'x = y.z = 1\n',
  ]) {
    it(`is that ${JSON.stringify(text)} does something to others`, () => assert.ok(hasEffects(text)));
  }

  for (const text of [
    '"""text"""\nimport torch\nfrom . import a\nx = f(1)\nT = {"a": 1}\nT["b"] = 2\n',
    'def f():\n    a.b = 1\nclass C:\n    x = f()\n',
    'try:\n    import a\n    has = True\nexcept ImportError:\n    has = False\n',
    'import logging\n_logger = logging.getLogger(__name__)\n',
    'cfgs = {}\nfor k in ("a", "b"):\n    cfgs[k] = 1\n    cfgs.setdefault(k, 2)\n',
    'if TYPE_CHECKING:\n    a.b = 1\n',
    'if __name__ == "__main__":\n    main()\n',
    'from .r import register_all\nregister_all(__name__, {"a": "b"})\n',
  ]) {
    it(`is that ${JSON.stringify(text)} keeps to itself`, () => assert.ok(!hasEffects(text)));
  }

  it('never fails, whatever the text', () => {
    const text = 'from .a import (b,\nclass C(:\n  x = [\n@\ndef\n__all__ = [\nif:\n  else\n"""';
    for (let i = 0; i <= text.length; i++) summarize(text.slice(i) + text.slice(0, i));
  });

  it('is the same after it was written and read', () => {
    const summary = summarize('from .a import b\n__all__ = f()\nx = 1\n');
    assert.deepEqual(unpackSummary(JSON.parse(JSON.stringify(packSummary(summary))) as never), summary);
  });
});
