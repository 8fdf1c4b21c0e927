// How long the parts of a large matrix take that a view draws: tiles of an 800×800 canvas at every zoom, single rows and columns.
import { must } from './must.mjs';
import { layer, TILED } from './layers.mjs';
import { median, ms, row, steady, timed } from './report.mjs';

const CANVAS = 800;
/** Of each tile the fastest of so many runs counts: the one that the machine's other work disturbed least. */
const RUNS = 15;

/** @param {typeof import('./engineParts.js')} engine */
export function tileTable(engine, calibration) {
  console.log(
    `\nTiles of a ${CANVAS} × ${CANVAS} canvas, at every zoom from the whole matrix to single entries (never built)`,
  );
  row('', 'rows', 'first of all', 'median zoom', 'slowest zoom', 'of calibration', '  which is');
  for (const [what, params, inputSpatial] of TILED) {
    const spec = must(engine.buildSpec(params));
    const { rows, cols } = engine.memoryEstimate(spec, inputSpatial, true);
    const zooms = zoomsOf(rows, cols);
    const tile = request => timed(() => must(engine.layerTile(spec, inputSpatial, request)));
    const cold = tile(zooms[0]);
    for (const request of zooms) tile(request);
    const times = zooms.map(request => Math.min(...Array.from({ length: RUNS }, () => tile(request))));
    const slowest = Math.max(...times);
    row(
      what,
      rows.toLocaleString('en'),
      ms(cold),
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
