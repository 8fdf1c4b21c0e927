import { closeWorkbenches, stop } from './harness.js';
import 'tests-of-this-folder';

// Root hooks: whatever a test opened is closed after it, and the server after all.
afterEach(closeWorkbenches);
after(stop);
