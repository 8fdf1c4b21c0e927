import { equinox } from './equinox.js';
import { flax } from './flax.js';
import { haiku } from './haiku.js';
import { jax } from './jax.js';
import { keras } from './keras.js';
import { mlx } from './mlx.js';
import { onnx } from './onnx.js';
import { paddle } from './paddle.js';
import { tensorflow } from './tensorflow.js';
import { tfjs } from './tfjs.js';
import { torch } from './torch.js';
import type { Convention } from '../params.js';
import type { ConventionRules } from './rules.js';

/** Every convention whose rules are known. */
const RULES: Readonly<Partial<Record<Convention, ConventionRules>>> = {
  torch,
  keras,
  jax,
  flax,
  haiku,
  equinox,
  tensorflow,
  tfjs,
  onnx,
  paddle,
  mlx,
};

/** A framework's rules, or undefined where they are not known: buildSpec then refuses. */
export function knownRules(convention: Convention): ConventionRules | undefined {
  return RULES[convention];
}

/** The rules of a convention that buildSpec has accepted; any other is a programmer's error. */
export function conventionRules(convention: Convention): ConventionRules {
  const rules = RULES[convention];
  if (!rules) throw new RangeError(`The rules of ${convention} are not known`);
  return rules;
}
