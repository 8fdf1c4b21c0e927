import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { analyzeText, DocumentAnalyzer, EDITOR_BUDGET, finish } from '../../../src/analysis/index.js';
import { ceildiv, equals, Sym } from '../../../src/python/sym/sym.js';

const SAMPLES = ['dcgan.py', 'unet.py', 'keras_autoencoder.py'].map(name =>
  readFileSync(`media/samples/${name}`, 'utf8'),
);

describe('an analysis in units', () => {
  it('finds the same, whatever is computed in between', () => {
    for (const text of SAMPLES) {
      const units = new DocumentAnalyzer().updating(text);
      let count = 0;
      for (;;) {
        const next = units.next();
        if (next.done === true) {
          assert.deepEqual(next.value, analyzeText(text));
          break;
        }
        count++;
        equals(ceildiv(Sym.of('H'), 2), ceildiv(Sym.of('W'), 3));
      }
      assert.ok(count > 20, `${count} units`);
    }
  });

  it('can be ended after any unit: the next one finds what it would have found alone', () => {
    const [text = ''] = SAMPLES;
    const whole = analyzeText(text);
    const analyzer = new DocumentAnalyzer();
    for (const stop of [1, 10, 50, 100, 200]) {
      const units = analyzer.updating(text);
      for (let i = 0; i < stop; i++) units.next();
      units.return({ calls: [], problems: [] });
      assert.deepEqual(new DocumentAnalyzer().update(text), whole);
    }
    assert.deepEqual(analyzer.update(text), whole);
  });

  it('leaves no change of a shared class behind when it is ended', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `x${i} = ${i}`).join('\n');
    const text = `import torch.nn as nn\nnn.Module.width = 8\n${lines}\nc = nn.Conv2d(3, 4, 3)\n`;
    const ended = new DocumentAnalyzer().updating(text);
    const count = countUnits(text);
    for (let i = 0; i < count / 2; i++) ended.next();
    ended.return({ calls: [], problems: [] });
    const after = analyzeText('import torch.nn as nn\nc = nn.Conv2d(3, nn.Module.width, 3)\n');
    assert.equal(after.problems[0]?.message, "AttributeError: type object 'Module' has no attribute 'width'");
  });

  it('takes a statement for endless that goes beyond its share, and says that more may happen', () => {
    const text = [
      'import torch, torch.nn as nn',
      'c = nn.Conv2d(3, 4, 3)',
      'c(torch.randn(1, 3, 8, 8))',
      'for i in range(10**7):',
      '    total = i * 2',
      'd = nn.Conv2d(3, total, 3)',
      '',
    ].join('\n');
    const found = finish(new DocumentAnalyzer({ budget: EDITOR_BUDGET }).updating(text));
    const [c, d] = found.calls;
    assert.deepEqual(c?.runs.at(-1), { input: null, output: null });
    assert.equal(d?.params, null);
    assert.match(d?.arguments.find(argument => argument.name === 'out_channels')?.why ?? '', /too many steps/);
  });
});

describe('the budget of the editor', () => {
  for (const path of [...globSync('test/truth/models/*/*.py'), ...globSync('media/samples/*.py')].sort()) {
    it(`is enough for ${path.replaceAll('\\', '/')}`, () => {
      const text = readFileSync(path, 'utf8');
      assert.deepEqual(analyzeText(text, { budget: EDITOR_BUDGET }), analyzeText(text));
    });
  }
});

function countUnits(text: string): number {
  const units = new DocumentAnalyzer().updating(text);
  let count = 0;
  while (units.next().done !== true) count++;
  return count;
}
