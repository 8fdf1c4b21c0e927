import { firstAnnotation } from '../annotations.js';
import { free } from '../builtins/define.js';
import { BoundMethod, PyFunction } from '../function.js';
import { TOOL_SOURCES } from './source/tools.js';
import { sourceTable } from './sourceTable.js';

const isGenerator = free('_is_generator', 'fn', (_cx, a) => {
  const given = a.get('fn');
  const fn = given instanceof BoundMethod ? given.fn : given;
  return fn instanceof PyFunction && fn.code.isGenerator;
});

const annotationOfFirst = free('_first_annotation', 'fn', (cx, a) => {
  const fn = a.get('fn');
  return fn instanceof PyFunction
    ? firstAnnotation(cx, fn)
    : cx.unknown('unmodelled', 'the annotations of this are not known');
});

export const CONTEXTLIB_CLASSES = sourceTable('contextlib', TOOL_SOURCES.contextlib);
export const FUNCTOOLS_CLASSES = sourceTable('functools', TOOL_SOURCES.functools, {
  natives: { _first_annotation: annotationOfFirst },
});
export const ITERTOOLS_FUNCTIONS = sourceTable('itertools', TOOL_SOURCES.itertools);
/** What inspect asks of objects beyond their signatures. */
export const INSPECT_FUNCTIONS = sourceTable('inspect', TOOL_SOURCES.inspect, {
  natives: { _is_generator: isGenerator },
});
export const PATH_FUNCTIONS = sourceTable('os.path', TOOL_SOURCES['os.path']);
