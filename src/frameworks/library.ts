import type { Library } from '../python/library.js';
import { possibleCallsOf } from './possibleCalls.js';
import { kerasModule } from './keras/library.js';
import { lightningModule } from './torch/lightning.js';
import { torchModule } from './torch/library.js';

/** Every framework that is understood, as modules that Python code can import. */
export const FRAMEWORKS: Library = {
  calledOneOf: (cx, objects) => possibleCallsOf(cx).called(objects),
  module: name => torchModule(name) ?? kerasModule(name) ?? lightningModule(name),
};
