import type { Library, ModuleTable } from '../library.js';
import { ARGPARSE } from './argparse.js';
import { COLLECTIONS } from './collections.js';
import { COPY } from './copy.js';
import { DATACLASSES } from './dataclasses.js';
import { ENUMS } from './enum.js';
import { FILE_NATIVES } from './files.js';
import { FUNCTOOLS } from './functools.js';
import { INSPECT } from './inspect.js';
import { ITERTOOLS } from './itertools.js';
import { JSON_MODULE } from './json.js';
import { MATH } from './math.js';
import { OPERATOR } from './operator.js';
import { COLLECTION_CLASSES, SOURCE_MODULES } from './parsing.js';
import { RE_MODULE } from './re.js';
import { OS_FILES_SOURCE, PATH_FILES_SOURCE } from './source/files.js';
import { sourceTable, tableOf } from './sourceTable.js';
import { SYSTEM } from './system.js';
import {
  CONTEXTLIB_CLASSES,
  FUNCTOOLS_CLASSES,
  INSPECT_FUNCTIONS,
  ITERTOOLS_FUNCTIONS,
  PATH_FUNCTIONS,
} from './tools.js';
import { TYPES } from './types.js';
import { COLLECTIONS_ABC, NUMBERS, TYPING } from './typing.js';

const MODULES: Readonly<Record<string, ModuleTable>> = {
  ...SOURCE_MODULES,
  ...SYSTEM,
  contextlib: tableOf(SYSTEM['contextlib'] as ModuleTable, CONTEXTLIB_CLASSES),
  os: tableOf(sourceTable('os', OS_FILES_SOURCE, { natives: FILE_NATIVES }), SYSTEM['os'] as ModuleTable),
  'os.path': tableOf(
    sourceTable('os.path', PATH_FILES_SOURCE, { natives: FILE_NATIVES }),
    PATH_FUNCTIONS,
    SYSTEM['os.path'] as ModuleTable,
  ),
  argparse: ARGPARSE,
  collections: tableOf(COLLECTIONS, COLLECTION_CLASSES),
  'collections.abc': COLLECTIONS_ABC,
  copy: COPY,
  dataclasses: DATACLASSES,
  enum: ENUMS,
  functools: tableOf(FUNCTOOLS, FUNCTOOLS_CLASSES),
  inspect: tableOf(INSPECT, INSPECT_FUNCTIONS),
  itertools: tableOf(ITERTOOLS, ITERTOOLS_FUNCTIONS),
  json: JSON_MODULE,
  math: MATH,
  numbers: NUMBERS,
  operator: OPERATOR,
  re: RE_MODULE,
  types: TYPES,
  typing: TYPING,
  typing_extensions: TYPING,
};

/** The standard library's models. */
export const stdlib: Library = {
  module: name => (Object.hasOwn(MODULES, name) ? MODULES[name] : undefined),
};
