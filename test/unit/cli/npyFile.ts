const WRITERS: Readonly<
  Record<string, readonly [number, (view: DataView, at: number, value: number, little: boolean) => void]>
> = {
  f4: [4, (view, at, value, little) => view.setFloat32(at, value, little)],
  f8: [8, (view, at, value, little) => view.setFloat64(at, value, little)],
  i2: [2, (view, at, value, little) => view.setInt16(at, value, little)],
  i8: [8, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)],
  c8: [8, (view, at, value, little) => view.setFloat32(at, value, little)],
};

/** A .npy file of version 1.0 with these values in the order in which they are stored. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  values: readonly number[],
  fortran = false,
): Uint8Array {
  const [width, write] = WRITERS[descr.slice(1)] ?? [0, () => undefined];
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header =
    `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${sizes}, }`.padEnd(117) + '\n';
  const file = new Uint8Array(10 + header.length + values.length * width);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const view = new DataView(file.buffer);
  view.setUint16(8, header.length, true);
  file.set(new TextEncoder().encode(header), 10);
  values.forEach((value, i) => write(view, 10 + header.length + i * width, value, descr.startsWith('<')));
  return file;
}
