import { HEAPQ_SOURCE } from './small/heapq.js';
import { BISECT_SOURCE } from './small/bisect.js';
import { FNMATCH_SOURCE } from './small/fnmatch.js';
import { STATISTICS_SOURCE } from './small/statistics.js';
import { STRING_SOURCE } from './small/string.js';
import { TEXTWRAP_SOURCE } from './small/textwrap.js';
import { QUEUE_SOURCE } from './small/queue.js';
import { SHLEX_SOURCE } from './small/shlex.js';
import { KEYWORD_SOURCE } from './small/keyword.js';
import { CSV_SOURCE } from './small/csv.js';
import { PACKAGING_VERSION_SOURCE } from './small/packagingVersion.js';

/** Small modules of the standard library and of packaging, written in Python. By name. */
export const SMALL_SOURCES: Readonly<Record<string, string>> = {
  heapq: HEAPQ_SOURCE,
  bisect: BISECT_SOURCE,
  fnmatch: FNMATCH_SOURCE,
  statistics: STATISTICS_SOURCE,
  string: STRING_SOURCE,
  textwrap: TEXTWRAP_SOURCE,
  queue: QUEUE_SOURCE,
  shlex: SHLEX_SOURCE,
  keyword: KEYWORD_SOURCE,
  csv: CSV_SOURCE,
  'packaging.version': PACKAGING_VERSION_SOURCE,
};
