import { sourceTable } from '../../../python/stdlib/sourceTable.js';
import { JAX_NATIVES as natives } from '../../jax/source/index.js';
import { LINEN_SOURCE } from './linenSource.js';
import { CORE_SOURCE, NNX_SOURCE, STATE_SOURCE } from './nnxSource.js';

/** Parts of Flax that are modelled in Python, run at their first use. */

export const LINEN = sourceTable('flax.linen', LINEN_SOURCE, { natives });
export const NNX = sourceTable('flax.nnx', NNX_SOURCE, { natives });
export const TRAIN_STATE = sourceTable('flax.training.train_state', STATE_SOURCE, { natives });
export const CORE = sourceTable('flax.core', CORE_SOURCE, { natives });
