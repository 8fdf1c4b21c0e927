import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  buildSpec,
  composedOverlap,
  composedSentence,
  icnr,
  layerPhaseSums,
  measureNote,
  OVERLAP_TEMPLATES,
  overlapEvenness,
  overlapVerdict,
  scoreText,
  subPixelSentence,
  subPixelSums,
  VERDICT_TEMPLATES,
  weightedOverlap,
  weightedSentence,
  type ConvSpec,
} from '../../../src/engine/index.js';
import { STRINGS } from '../../../src/protocol/strings.js';
import { layer, must } from './layers.js';

const name = (index: number) => `layer ${index + 1}`;

function make(kind: 'convolution' | 'transposed', kernel: number, stride = 1, dilation = 1): ConvSpec {
  const each = (value: number) => [value, value];
  return must(buildSpec(layer(2, { kind, kernelSize: each(kernel), stride: each(stride), dilation: each(dilation) })));
}

const up = make('transposed', 3, 2);

describe('overlap in words', () => {
  it('gives the score: max/min and the coefficient of variation', () => {
    assert.equal(scoreText(overlapEvenness(up)), 'largest to smallest 4, coefficient of variation 0.48');
    assert.equal(
      scoreText(overlapEvenness(make('transposed', 4, 2))),
      'largest to smallest 1, coefficient of variation 0',
    );
    const holes = overlapEvenness(make('transposed', 4, 2, 2));
    assert.equal(scoreText(holes), 'some get none, coefficient of variation 1.73');
  });

  it('names the period that is left of a chain: two layers of kernel 3 and stride 2 give 9 to 1 in two dimensions', () => {
    const found = must(composedOverlap([up, up], null));
    assert.equal(composedSentence(found, name), 'Uneven behind the last layer: period 4, largest to smallest 9');
    const holes = must(composedOverlap([make('transposed', 1, 2)], null));
    assert.equal(composedSentence(holes, name), 'Uneven behind the last layer: period 2, some get none');
  });

  it('names the layer that levels it', () => {
    const found = must(composedOverlap([up, up, make('convolution', 4)], null));
    assert.equal(composedSentence(found, name), 'Even behind layer 3, which levels the pattern of period 4 before it');
    assert.equal(
      composedSentence(must(composedOverlap([make('convolution', 3)], null)), name),
      'Even behind every layer',
    );
    assert.equal(composedSentence([], name), 'Even behind every layer');
  });

  it('judges weights by what a constant becomes', () => {
    const line = (kernel: number, stride: number, kind: 'transposed' | 'convolution' = 'transposed') =>
      must(buildSpec(layer(1, { kind, kernelSize: [kernel], stride: [stride] })));
    const said = (...steps: [ConvSpec, number[]][]) =>
      weightedSentence(
        must(
          weightedOverlap(
            steps.map(([spec, w]) => ({ spec, weights: Float64Array.from(w) })),
            null,
          ),
        ),
        name,
      );
    // Linear interpolation by 3 is uneven by count and constant by its sums.
    assert.equal(said([line(5, 3), [1, 2, 3, 2, 1]]), OVERLAP_TEMPLATES.weightsEven);
    assert.equal(
      said([line(4, 2), [1, 2, 3, 4]]),
      'With these weights a constant input becomes a pattern of period 2, far from the border',
    );
    assert.equal(
      said([line(3, 2), [1, 1, 1]], [line(2, 1, 'convolution'), [5, 5]]),
      'With these weights layer 2 makes the pattern of period 2 before it constant again',
    );
  });

  it('tells sub-kernels that start alike from others', () => {
    const spec = must(buildSpec(layer(2, { outChannels: 8 })));
    const base = Float64Array.from({ length: 18 }, (_, n) => n);
    const sums = must(subPixelSums(spec, icnr(spec, base, [2, 2]), [2, 2]));
    assert.equal(
      subPixelSentence(sums),
      'The 4 sub-kernels of each channel have equal sums: a constant input stays constant',
    );
    const others = must(
      subPixelSums(
        spec,
        Float64Array.from({ length: 72 }, (_, n) => n),
        [2, 2],
      ),
    );
    assert.equal(
      subPixelSentence(others),
      'The sub-kernels have different sums in 2 of 2 channels: a constant input becomes a pattern of period 2',
    );
  });

  it('says what a verdict by counts is worth', () => {
    const bilinear = must(buildSpec(layer(1, { kind: 'transposed', kernelSize: [5], stride: [3] })));
    const verdict = overlapVerdict(bilinear);
    assert.equal(measureNote(verdict, null), OVERLAP_TEMPLATES.untrained);
    const flat = must(layerPhaseSums(bilinear, Float64Array.of(1, 2, 3, 2, 1)));
    assert.equal(measureNote(verdict, flat), OVERLAP_TEMPLATES.sumsNotCounts);
    const others = must(layerPhaseSums(bilinear, Float64Array.of(1, 1, 1, 1, 1)));
    assert.equal(measureNote(verdict, others), null);
  });

  it('never rounds to what would mean even', () => {
    assert.equal(
      scoreText({ ratio: 1.0004, variation: 0.0001 }),
      'largest to smallest 1.0004, coefficient of variation 0.0001',
    );
  });
});

describe('no sentence that is shown', () => {
  const chinese = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;
  const ours = [...Object.values(VERDICT_TEMPLATES), ...Object.values(OVERLAP_TEMPLATES)];

  it('about overlap speaks of artifacts at all, in either language', () => {
    for (const text of ours) {
      assert.doesNotMatch(text, /artifact|artefact|checkerboard|guarantee|promise/i);
      assert.ok(chinese[text], text);
      assert.doesNotMatch(chinese[text], /伪影|伪像|棋盘|保证|不会|避免|消除/);
    }
  });

  it('promises that there will be none', () => {
    const promise =
      /\b(no|not|never|without|free of|frees? from|avoids?|prevents?|removes?|eliminates?)\b[^.;:]{0,30}(artifact|artefact|checkerboard)/i;
    for (const text of [...ours, ...Object.values(STRINGS)]) assert.doesNotMatch(text, promise);
    for (const text of Object.values(chinese)) {
      assert.doesNotMatch(text, /(没有|不会|无|避免|消除|防止)[^。；：]{0,8}(伪影|伪像|棋盘)/);
    }
    assert.match('a picture without any checkerboard', promise);
  });
});
