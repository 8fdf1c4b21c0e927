import type { Library } from '../python/library.js';
import { kerasModule } from './keras/library.js';
import { lightningModule } from './torch/lightning.js';
import { torchModule } from './torch/library.js';

/** Every framework that is understood, as modules that Python code can import. */
export const FRAMEWORKS: Library = {
  module: name => torchModule(name) ?? kerasModule(name) ?? lightningModule(name),
};
