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

/** Packages that are understood by meaning. Transformers is not among them: its models are read from its files. */
const PACKAGES =
  'torch torch_xla keras tf_keras tensorflow numpy einops jax jaxlib flax haiku equinox onnx paddle mlx pytorch_lightning lightning';

/** Large packages of which no model is made: nothing is gained by reading how they compute, plot, load or log. */
const WITHOUT_MODELS =
  'scipy PIL cv2 matplotlib seaborn pandas sklearn skimage imageio h5py psutil requests librosa soundfile resampy numba llvmlite ' +
  'sympy networkx IPython ipywidgets wandb tensorboard tensorboardX tensorflow_datasets datasets accelerate deepspeed boto3 botocore ' +
  'google pyarrow nltk spacy gym gymnasium numexpr joblib dask zarr nibabel SimpleITK pydantic hydra ray optuna mlflow comet_ml';

/** Every framework that is understood, as modules that Python code can import. */
export const FRAMEWORKS: Library = {
  packages: new Set(`${PACKAGES} ${WITHOUT_MODELS}`.split(' ')),
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
