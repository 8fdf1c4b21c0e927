import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runCli } from './runCli.js';

interface Layer {
  readonly range: { readonly start: { readonly line: number } };
  readonly runs: readonly { readonly input: readonly unknown[]; readonly output: readonly unknown[] }[];
  readonly counts?: readonly { readonly count: number; readonly where?: string }[];
}

/** What the command line says of a sample, by file. */
function layersOf(file: string, ...others: string[]): Map<string, readonly Layer[]> {
  const files = Object.fromEntries(
    [file, ...others].map(name => [name, readFileSync(`media/samples/${name}`, 'utf8')]),
  );
  const { status, out, err } = runCli(['layers', file, '--json'], files);
  assert.equal(status, 0, err);
  const document = JSON.parse(out) as { files: { path: string; layers: readonly Layer[] }[] };
  return new Map(document.files.map(its => [its.path, its.layers]));
}

function saidOf({ runs, counts }: Layer): string[] {
  return runs.map(({ input, output }, i) => {
    const { count, where } = counts?.[i] ?? {};
    return `${input.join('×')} → ${output.join('×')} ${String(count)} ${where ?? ''}`;
  });
}

describe('the samples', () => {
  it('a ResNet that is built in loops over two files: each size, how often and where', () => {
    const layers = layersOf('resnet.py', 'blocks.py');
    assert.deepEqual(layers.get('resnet.py')?.flatMap(saidOf), ['1×3×224×224 → 1×64×112×112 1 ResNet.stem.0']);
    assert.deepEqual(saidOf(layers.get('blocks.py')?.[0] ?? assert.fail()), [
      '1×64×56×56 → 1×64×56×56 6 ResNet.layer1',
      '1×64×56×56 → 1×128×28×28 1 ResNet.layer2.0.conv1',
      '1×128×28×28 → 1×128×28×28 7 ResNet.layer2',
      '1×128×28×28 → 1×256×14×14 1 ResNet.layer3.0.conv1',
      '1×256×14×14 → 1×256×14×14 11 ResNet.layer3',
      '1×256×14×14 → 1×512×7×7 1 ResNet.layer4.0.conv1',
      '1×512×7×7 → 1×512×7×7 5 ResNet.layer4',
    ]);
  });

  it('a training script: each batch of each epoch, from the defaults of its options', () => {
    const layers = layersOf('train_dcgan.py').get('train_dcgan.py') ?? [];
    assert.deepEqual(layers.flatMap(saidOf).slice(0, 2), [
      '32×100×1×1 → 32×512×4×4 8 Generator.layers.0',
      '32×512×4×4 → 32×256×8×8 8 Generator.layers.3',
    ]);
    assert.deepEqual(layers.flatMap(saidOf).slice(-1), ['32×512×4×4 → 32×1×1×1 24 Discriminator.layers.11']);
  });

  it('a U-Net: the skip connections fit', () => {
    const layers = layersOf('unet.py').get('unet.py') ?? [];
    assert.deepEqual(layers.flatMap(saidOf).slice(-1), ['1×64×256×256 → 1×4×256×256 1 UNet.head']);
    assert.equal(layers.flatMap(layer => layer.runs).length, 19);
  });
});
