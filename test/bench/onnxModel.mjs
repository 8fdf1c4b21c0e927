// A model of one convolution in ONNX's format, written byte by byte. Field numbers: onnx/onnx.proto of the ONNX project (IR version 8).

const FLOAT = 1;
const INT = 2;
const INTS = 7;

/** @param {number} value not negative, below 2^53 */
function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

const number = (field, value) => Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytes = (field, content) =>
  concat([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
const text = (field, content) => bytes(field, new TextEncoder().encode(content));
const message = (field, ...parts) => bytes(field, concat(parts));

function concat(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

const tensorInfo = (field, name, shape) =>
  message(
    field,
    text(1, name),
    message(2, message(1, number(1, FLOAT), message(2, ...shape.map(size => message(1, number(1, size)))))),
  );

const attribute = (name, value) =>
  Array.isArray(value)
    ? message(5, text(1, name), ...value.map(item => number(8, item)), number(20, INTS))
    : message(5, text(1, name), number(3, value), number(20, INT));

/**
 * A model that maps x to y by one node.
 * @param {'Conv' | 'ConvTranspose'} operator
 * @param {Record<string, number | number[]>} attributes
 * @param {{x: number[], weights: number[], y: number[]}} shapes
 * @param {Float32Array} weights
 */
export function oneLayerModel(operator, attributes, shapes, weights) {
  const node = message(
    1,
    text(1, 'x'),
    text(1, 'w'),
    text(2, 'y'),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );
  const initializer = message(
    5,
    ...shapes.weights.map(size => number(1, size)),
    number(2, FLOAT),
    text(8, 'w'),
    bytes(9, new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)),
  );
  const graph = message(
    7,
    node,
    text(2, 'layer'),
    initializer,
    tensorInfo(11, 'x', shapes.x),
    tensorInfo(12, 'y', shapes.y),
  );
  return concat([number(1, 8), message(8, text(1, ''), number(2, 13)), graph]);
}
