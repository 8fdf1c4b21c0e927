import type { PyClass } from '../python/klass.js';
import type { Library } from '../python/library.js';
import { kerasModule } from './keras/library.js';
import { torchModule } from './torch/library.js';
import { MODULE } from './torch/moduleClass.js';

/** Classes of packages that are absent here and are known to extend a class that is not. */
const BASES: ReadonlyMap<string, PyClass> = new Map(
  [
    'pytorch_lightning.LightningModule',
    'pytorch_lightning.core.LightningModule',
    'lightning.LightningModule',
    'lightning.pytorch.LightningModule',
    'mmcv.runner.BaseModule',
    'mmengine.model.BaseModule',
    'fastai.torch_core.Module',
  ].map(name => [name, MODULE]),
);

/** Every framework that is understood, as modules that Python code can import. */
export const FRAMEWORKS: Library = {
  module: name => torchModule(name) ?? kerasModule(name),
  bases: BASES,
};
