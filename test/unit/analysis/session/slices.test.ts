import assert from 'node:assert/strict';
import { inSlices } from '../../../../src/analysis/session/slices.js';

/** Units that each hold the thread for longer than a slice. */
function* slowUnits(count: number, log: string[]): Generator<undefined, number, undefined> {
  try {
    for (let i = 0; i < count; i++) {
      const end = performance.now() + 20;
      while (performance.now() < end);
      log.push(`unit ${i}`);
      yield;
    }
    return count;
  } finally {
    log.push('closed');
  }
}

describe('work in slices', () => {
  it('lets what waits have its turn between two slices', async () => {
    const log: string[] = [];
    setImmediate(() => log.push('other'));
    assert.deepEqual(await inSlices(slowUnits(3, log), () => true), { result: 3 });
    assert.deepEqual(log, ['unit 0', 'other', 'unit 1', 'unit 2', 'closed']);
  });

  it('does short work at once', async () => {
    const log: string[] = [];
    function* short(): Generator<undefined, string, undefined> {
      for (let i = 0; i < 100; i++) yield;
      log.push('done');
      return 'result';
    }
    const work = inSlices(short(), () => true);
    assert.deepEqual(log, ['done']);
    assert.deepEqual(await work, { result: 'result' });
  });

  it('ends work that is not wanted any more, and its clean-up runs', async () => {
    const log: string[] = [];
    assert.equal(await inSlices(slowUnits(3, log), () => false), undefined);
    assert.deepEqual(log, ['unit 0', 'closed']);
  });

  it('rejects with what the work throws', async () => {
    function* failing(): Generator<undefined, never, undefined> {
      yield;
      throw new Error('broken');
    }
    await assert.rejects(
      inSlices(failing(), () => true),
      /broken/,
    );
  });
});
