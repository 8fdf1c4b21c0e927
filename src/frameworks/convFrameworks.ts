import type { Convention } from '../engine/index.js';
import type { ConvFramework } from './convFramework.js';
import { equinoxConv } from './equinox/readConv.js';
import { flaxConv } from './flax/readConv.js';
import { haikuConv } from './haiku/readConv.js';
import { jaxConv } from './jax/readConv.js';
import { kerasConv } from './keras/readConv.js';
import { mlxConv } from './mlx/readConv.js';
import { onnxConv } from './onnx/readConv.js';
import { paddleConv } from './paddle/readConv.js';
import { tensorflowConv } from './tensorflow/readConv.js';
import { torchConv } from './torch/readConv.js';

const FRAMEWORKS: Readonly<Partial<Record<Convention, ConvFramework>>> = {
  torch: torchConv,
  keras: kerasConv,
  tensorflow: tensorflowConv,
  jax: jaxConv,
  flax: flaxConv,
  haiku: haikuConv,
  equinox: equinoxConv,
  onnx: onnxConv,
  paddle: paddleConv,
  mlx: mlxConv,
};

/** How a convention's calls are read. One that has rows but is not listed is a programmer's error. */
export function convFramework(convention: Convention): ConvFramework {
  const framework = FRAMEWORKS[convention];
  if (!framework) throw new RangeError(`Calls of ${convention} are not read`);
  return framework;
}
