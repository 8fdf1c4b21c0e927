import { free } from '../builtins/define.js';
import type { ModuleTable } from '../library.js';
import { plain } from '../operators.js';
import { PyBytes } from '../value.js';
import { FILE_NATIVES } from './files.js';
import { UNKNOWN_TEST, WHY } from './re.js';
import { sourceTable } from './sourceTable.js';
import { COLLECTIONS_SOURCE } from './source/collections.js';
import { CONFIG_SOURCES } from './source/configs.js';
import { CONFIGPARSER_SOURCE } from './source/configparser.js';
import { CODECS_SOURCE, GLOB_SOURCE } from './source/files.js';
import { IO_SOURCE } from './source/io.js';
import { PATHLIB_SOURCE } from './source/paths.js';
import { SMALL_SOURCES } from './source/small.js';
import { TQDM_SOURCE } from './source/small/tqdm.js';
import { YAML_SOURCE } from './source/yaml.js';
import { YamlReader } from './yaml.js';
import { YamlError } from './yamlLines.js';

const parse = free('_parse', 'text', (cx, a) => {
  const given = plain(a.get('text'));
  const text = given instanceof PyBytes ? given.value : given;
  if (typeof text !== 'string') return cx.passOn(null, text);
  cx.tick(text.length >> 2);
  try {
    return new YamlReader(cx, text).document();
  } catch (e) {
    if (e instanceof YamlError) return cx.unknown('unmodelled', `this YAML is not read: ${e.message}`);
    throw e;
  }
});

const IO = sourceTable('io', IO_SOURCE, { natives: FILE_NATIVES });

const TQDM = sourceTable('tqdm', TQDM_SOURCE);

const natives = { _unknown: UNKNOWN_TEST, _why: WHY };

/** collections' classes over other containers, and the mixins of collections.abc. */
export const COLLECTION_CLASSES = sourceTable('collections', COLLECTIONS_SOURCE);

/** The modules that are written in Python. */
export const SOURCE_MODULES: Readonly<Record<string, ModuleTable>> = {
  ...Object.fromEntries(
    Object.entries({ ...SMALL_SOURCES, ...CONFIG_SOURCES }).map(([name, text]) => [name, sourceTable(name, text)]),
  ),
  ...Object.fromEntries(
    ['tqdm', 'tqdm.auto', 'tqdm.std', 'tqdm.asyncio', 'tqdm.notebook', 'tqdm.autonotebook', 'tqdm.rich'].map(name => [
      name,
      TQDM,
    ]),
  ),
  yacs: sourceTable('yacs', ''),
  packaging: sourceTable('packaging', ''),
  configparser: sourceTable('configparser', CONFIGPARSER_SOURCE),
  io: IO,
  codecs: sourceTable('codecs', CODECS_SOURCE),
  glob: sourceTable('glob', GLOB_SOURCE, { natives: FILE_NATIVES }),
  pathlib: sourceTable('pathlib', PATHLIB_SOURCE, { natives: FILE_NATIVES }),
  yaml: sourceTable('yaml', YAML_SOURCE, { natives: { ...natives, _parse: parse } }),
};
