import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../../src/frameworks/library.js';
import { runModule } from '../../../../src/python/run.js';

/** What the code raises, by name. */
function raised(code: string): string[] {
  const run = runModule(code, { libraries: [FRAMEWORKS] });
  run.machine.close();
  return run.errors.map(error => error.type);
}

describe('the length of a DataLoader', () => {
  it('is unknown where its dataset is, and raises where the dataset has none', () => {
    const head = 'from torch.utils.data import DataLoader\n';
    assert.deepEqual(raised(`${head}from where import data\nn = len(DataLoader(data, batch_size=2)) + 1\n`), []);
    assert.deepEqual(raised(`${head}n = len(DataLoader(object()))\n`), ['TypeError']);
  });
});
