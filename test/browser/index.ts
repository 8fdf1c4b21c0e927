import { closeWorkbenches, photographWorkbenches, stop } from './harness.js';
import 'tests-of-this-folder';

// Root hooks: what a failing test saw is kept, whatever it opened is closed after it, and the server after all.
afterEach(async function () {
  if (this.currentTest?.state === 'failed') {
    await photographWorkbenches(`failed ${this.currentTest.fullTitle()}`);
  }
  await closeWorkbenches();
});
after(stop);
