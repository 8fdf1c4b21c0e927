import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

/** The incomplete run's reason, or null. */
function ended(code: string): string | null {
  const { machine } = runModule(code, { maxSteps: 1_000_000 });
  const { incomplete } = machine;
  machine.close();
  return incomplete?.code ?? null;
}

describe('texts and ints beyond all use', () => {
  it('join and replace cost what they make', () => {
    assert.equal(ended("x = ('b' * 10**6).join(['c'] * 10**6)"), 'budget');
    assert.equal(ended("x = ('a' * 10**6).replace('', 'b' * 10**6)"), 'budget');
    assert.equal(ended("x = ','.join(['c'] * 1000).replace(',', '')"), null);
  });

  it('a product of more than 2¹⁷ bits is unknown, and what follows runs', () => {
    let out = '';
    const { machine } = runModule('n = 1\nfor i in range(9): n = n * (1 << 20000)\nprint(2**60 * 3)', {
      print: text => (out += text),
    });
    machine.close();
    assert.equal(out.trim(), '3458764513820540928');
  });
});
