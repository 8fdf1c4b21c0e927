import { EASYDICT_SOURCE } from './config/easydict.js';
import { MUNCH_SOURCE } from './config/munch.js';
import { ADDICT_SOURCE } from './config/addict.js';
import { YACS_CONFIG_SOURCE } from './config/yacsConfig.js';
import { ML_COLLECTIONS_SOURCE } from './config/mlCollections.js';
import { OMEGACONF_SOURCE } from './config/omegaconf.js';

/** Configuration objects of packages that are seldom installed beside the code that is read, by what they do. By name. */
export const CONFIG_SOURCES: Readonly<Record<string, string>> = {
  easydict: EASYDICT_SOURCE,
  munch: MUNCH_SOURCE,
  addict: ADDICT_SOURCE,
  'yacs.config': YACS_CONFIG_SOURCE,
  ml_collections: ML_COLLECTIONS_SOURCE,
  omegaconf: OMEGACONF_SOURCE,
};
