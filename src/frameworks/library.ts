import type { Library } from '../python/library.js';
import { possibleCallsOf } from './possibleCalls.js';
import { einopsModule } from './einops/library.js';
import { equinoxModule } from './equinox/library.js';
import { flaxModule } from './flax/library.js';
import { haikuModule } from './haiku/library.js';
import { jaxModule } from './jax/library.js';
import { kerasModule } from './keras/library.js';
import { lightningModule } from './torch/lightning.js';
import { mlxModule } from './mlx/library.js';
import { onnxModule } from './onnx/library.js';
import { paddleModule } from './paddle/library.js';
import { tensorflowModule } from './tensorflow/library.js';
import { torchModule } from './torch/library.js';
import { transformersModule } from './transformers/library.js';

/** Every framework that is understood, as modules that Python code can import. */
export const FRAMEWORKS: Library = {
  calledOneOf: (cx, objects) => possibleCallsOf(cx).called(objects),
  module: (name, cx) =>
    transformersModule(name, cx) ??
    torchModule(name) ??
    kerasModule(name) ??
    tensorflowModule(name) ??
    lightningModule(name) ??
    jaxModule(name) ??
    flaxModule(name) ??
    haikuModule(name) ??
    equinoxModule(name) ??
    onnxModule(name) ??
    paddleModule(name) ??
    mlxModule(name) ??
    einopsModule(name),
};
