import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/index.js';
import { runModule } from '../../../../src/python/run.js';

/** What a program prints that has torch, einops and an x of (2, 8, 5, 6). */
function run(code: string): string {
  let out = '';
  const text = `import torch\nfrom einops import rearrange, pack, unpack\nx = torch.randn(2, 8, 5, 6)\n${code}`;
  const done = runModule(text, { print: more => (out += more), libraries: [FRAMEWORKS] });
  out += done.errors.map(error => `${error.type}: ${error.message}`).join('\n');
  done.machine.close();
  return out.trim();
}

const shape = (expression: string): string => run(`print(tuple((${expression}).shape))`);

describe('a pattern of einops', () => {
  it('makes one axis of … within parentheses, and leaves … outside them as it is', () => {
    assert.equal(shape("rearrange(x, 'b (h d) ... -> b h (...) d', h=2)"), '(2, 2, 30, 4)');
    assert.equal(shape("rearrange(x, 'b c ... -> b ... c')"), '(2, 5, 6, 8)');
    assert.equal(shape("rearrange(x, 'b ... -> b (...)')"), '(2, 240)');
  });
});

describe('what einops makes', () => {
  it('has elements of the same type', () => {
    assert.equal(run("print(rearrange(torch.arange(6), '(a b) -> a b', a=2).dtype)"), 'torch.int64');
  });
});

describe('einops.pack and unpack', () => {
  it('join at the axes under the star, and part them again', () => {
    assert.equal(
      run("p, s = pack([x, x[..., 0]], 'b c *')\nprint(tuple(p.shape), [tuple(i) for i in s])"),
      '(2, 8, 35) [(5, 6), (5,)]',
    );
    const parts = "print([tuple(t.shape) for t in unpack(torch.randn(2, 8, 35), [(5, 6), (5,)], 'b c *')])";
    assert.equal(run(parts), '[(2, 8, 5, 6), (2, 8, 5)]');
    assert.equal(
      run("print([tuple(t.shape) for t in unpack(torch.randn(3, 7), [(), (-1,)], 'b *')])"),
      '[(3,), (3, 6)]',
    );
  });

  it('refuse a tensor that has too few axes', () => {
    assert.match(run("pack([torch.randn(3)], 'b c *')"), /^RuntimeError/);
  });
});
