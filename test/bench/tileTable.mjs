// How long the parts of a large matrix take that a view draws: tiles of an 800×800 canvas at every zoom, single rows and columns.
import { must } from './must.mjs';
import { layer, TILED } from './layers.mjs';
import { median, ms, row, steady, timed } from './report.mjs';

const CANVAS = 800;

/** @param {typeof import('./engineParts.js')} engine */
export function tileTable(engine, calibration) {
  console.log(
    `\nTiles of a ${CANVAS} × ${CANVAS} canvas, at every zoom from the whole matrix to single entries (never built)`,
  );
  row('', 'rows', 'zooms', 'median', 'slowest', 'of calibration', 'at the zoom');
  for (const [what, params, inputSpatial] of TILED) {
    const spec = must(engine.buildSpec(params));
    const { rows, cols } = engine.memoryEstimate(spec, inputSpatial, true);
    const zooms = zoomsOf(rows, cols);
    const times = zooms.map(request => median(repeats(() => must(engine.layerTile(spec, inputSpatial, request)))));
    const slowest = Math.max(...times);
    row(
      what,
      rows.toLocaleString('en'),
      zooms.length,
      ms(median(times)),
      ms(slowest),
      `× ${(slowest / calibration).toFixed(2)}`,
      describe(zooms[times.indexOf(slowest)]),
    );
  }
  console.log('\nA row and a column of a matrix that is never built (medians)');
  row('', 'entries', 'row', 'column', 'of calibration');
  const [, params, inputSpatial] = TILED[0];
  for (const [what, p] of [
    ['224², kernel 3, padding 1', params],
    ['224², 256 → 256', layer(2, { inChannels: 256, outChannels: 256, padding: [1, 1] })],
  ]) {
    const spec = must(engine.buildSpec(p));
    const { rows, cols } = engine.memoryEstimate(spec, inputSpatial, true);
    const line = () => must(engine.layerRow(spec, inputSpatial, (rows / 2) | 0));
    const down = steady(() => must(engine.layerColumn(spec, inputSpatial, (cols / 2) | 0)));
    const across = steady(line);
    row(what, line().index.length.toLocaleString('en'), ms(across), ms(down), `× ${(across / calibration).toFixed(3)}`);
  }
}

function repeats(work) {
  return Array.from({ length: 8 }, () => timed(work)).slice(1);
}

/** Rectangles about the main diagonal and off it, each half as large as the one before, until a cell is an entry and larger. */
function zoomsOf(rows, cols) {
  const zooms = [];
  for (let part = 1; Math.min(rows, cols) / part >= 50; part *= 2) {
    for (const [down, right] of part === 1
      ? [[0, 0]]
      : [
          [0, 0],
          [0.5, 0.5],
          [0.37, 0.372],
        ]) {
      zooms.push({
        rows: rangeOf(rows, part, down),
        cols: rangeOf(cols, part, right),
        resolution: [CANVAS, CANVAS],
      });
    }
  }
  return zooms;
}

function rangeOf(size, part, at) {
  const length = Math.ceil(size / part);
  const from = Math.min(Math.floor(size * at), size - length);
  return [from, from + length];
}

const describe = ({ rows, cols }) => `${rows[1] - rows[0]} × ${cols[1] - cols[0]}`;
