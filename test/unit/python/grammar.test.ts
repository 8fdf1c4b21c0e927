import assert from 'node:assert/strict';
import { IncrementalTree } from '../../../src/analysis/incrementalTree.js';
import { forGrammar, parser } from '../../../src/python/grammar.js';
import { runModule } from '../../../src/python/run.js';

function printed(code: string): string {
  let out = '';
  runModule(code, { print: text => (out += text) }).machine.close();
  return out.trim();
}

describe('a float that ends with its dot', () => {
  it('is a float wherever it stands', () => {
    assert.equal(
      printed('print(1., 0. + 2, [3.], 1.e3, 1_0., 1.if True else 2., "1.", -4.)'),
      '1.0 2.0 [3.0] 1000.0 10.0 1.0 1. -4.0',
    );
  });

  it('does not take the word after it for an attribute', () => {
    assert.equal(printed('x = 1\nif x > 0. and x < 2.:\n    print("in")\nprint(0. or x)'), 'in\n1');
  });

  it('is none where the dot is of a name, of another number or of an attribute', () => {
    for (const text of ['x1.y', 'a.b1.c', '0x1.y', '1.5', '1..real', 'x[1].y']) assert.equal(forGrammar(text), text);
  });

  it('keeps the places of what follows', () => {
    assert.equal(forGrammar('1. + x').length, 6);
  });

  it('is read alike when it is typed piece by piece', () => {
    const tree = new IncrementalTree();
    for (const text of ['x = 1', 'x = 1.', 'x = 1. and y', 'x = 1.5 and y', 'x = 1.a and y', 'x = 1. and y'])
      assert.equal(tree.update(text).toString(), parser.parse(text).toString(), text);
  });
});
