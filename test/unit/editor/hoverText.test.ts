import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ConvCall, Run } from '../../../src/analysis/index.js';
import { applyRule, Sym } from '../../../src/python/sym/sym.js';
import type { LayerParams } from '../../../src/engine/index.js';
import { hoverText } from '../../../src/editor/hoverText.js';
import { PlaceTexts } from '../../../src/editor/placeTexts.js';
import { english } from '../../../src/editor/translate.js';
import { params, sampleCall, torchCall } from './calls.js';

type Places = ConstructorParameters<typeof PlaceTexts>[0];

function hover(call: ConvCall, picture = false, places: Places = []): string {
  return hoverText(call, {
    t: english,
    places: new PlaceTexts(places),
    theme: 'dark',
    picture,
    explore: { command: 'convExplorer.exploreAtCursor', args: [{ uri: 'file:///a (1).py', offset: 10 }] },
  });
}

/** The hover's text as it is read: without markup, links' targets and escapes. */
function read(call: ConvCall, places: Places = []): string[] {
  return hover(call, false, places)
    .replace(/\]\((?:\\.|[^)])*\)/g, ']')
    .split(/\n+/)
    .map(line =>
      line.replace(/\\(.)|`([^`]*)`|[*[\]]/g, (_, escaped?: string, code?: string) => escaped ?? code ?? '').trim(),
    );
}

/** A run of the sample on a square input. */
const sized = (size: number): Run => ({ input: [1, 16, size, size], output: [1, 8, 2 * size + 1, 2 * size + 1] });

const unknownShapes = { input: null, output: null };

describe('the hover of a convolution', () => {
  it('says what it is, its shapes, the formula, the verdict with the nearest even change, and the costs, in this order', () => {
    assert.deepEqual(read(sampleCall()), [
      'ConvTranspose2d · transposed convolution · 16 → 8 channels · Explore',
      '(1, 16, 8, 8) → (1, 8, 17, 17)',
      '(8−1)·2 − 2·0 + 1·(3−1) + 0 + 1 = 17',
      '$(warning) Uneven: 1 to 4 contributions per pixel, period 2',
      'Even at the same size: kernel_size=4, padding=1, output_padding=1',
      '1,160 parameters · 73,728 multiply-adds per sample',
    ]);
  });

  it('has the link and the shapes in its first paragraph', () => {
    const [first] = hover(sampleCall()).split('\n\n');
    assert.match(first ?? '', /\[Explore\]\(command:convExplorer\.exploreAtCursor\?/);
    assert.match(first ?? '', /\(1, 16, 8, 8\) → \(1, 8, 17, 17\)/);
  });

  it('escapes what would end the link', () => {
    const target = /\]\(command:[^?]+\?(\S+) "/.exec(hover(sampleCall()))?.[1] ?? '';
    assert.ok(!/[()]/.test(target), target);
    assert.deepEqual(JSON.parse(decodeURIComponent(target)), [{ uri: 'file:///a (1).py', offset: 10 }]);
  });

  it('gives no verdict for a convolution', () => {
    const layer = params({
      kind: 'convolution',
      inChannels: 3,
      outChannels: 64,
      kernelSize: [4, 4],
      padding: [1, 1],
      outputPadding: null,
    });
    assert.deepEqual(read(torchCall(layer, { input: [2, 3, 32, 32], output: [2, 64, 16, 16] })), [
      'Conv2d · convolution · 3 → 64 channels · Explore',
      '(2, 3, 32, 32) → (2, 64, 16, 16)',
      '⌊(32 + 2·1 − 1·(4−1) − 1)/2⌋ + 1 = 16',
      '3,136 parameters · 786,432 multiply-adds per sample',
    ]);
  });

  it('writes each axis of the formula where they differ', () => {
    const layer = params({ kind: 'convolution', stride: [2, 1], padding: [1, 1], outputPadding: null });
    const lines = read(torchCall(layer, { input: [1, 16, 64, 64], output: [1, 8, 32, 64] }));
    assert.equal(lines[2], 'H: ⌊(64 + 2·1 − 1·(3−1) − 1)/2⌋ + 1 = 32');
    assert.equal(lines[3], 'W: ⌊(64 + 2·1 − 1·(3−1) − 1)/1⌋ + 1 = 64');
  });

  it('keeps the formula symbolic, and leaves out what needs a size, where the size is unknown', () => {
    const lines = read(torchCall(params(), unknownShapes));
    assert.equal(lines[2], '(H−1)·2 − 2·0 + 1·(3−1) + 0 + 1');
    assert.ok(!lines.some(line => line.includes('multiply-adds')));
    assert.ok(lines.includes('1,160 parameters'));
    assert.ok(lines.some(line => line.includes('1 to 4 contributions per pixel, period 2')));
  });

  it('knows the verdict and the even change where only the channels are unknown', () => {
    const known: Partial<LayerParams> = { ...params() };
    delete (known as { inChannels?: number }).inChannels;
    const text = read(sampleCall({ params: null, known, shown: unknownShapes })).join('\n');
    assert.match(text, /Uneven: 1 to 4 contributions per pixel, period 2/);
    assert.match(text, /Even at the same size: kernel_size=4, padding=1, output_padding=1/);
    assert.doesNotMatch(text, /parameters/);
  });

  it('says even, and offers no change, where the stride divides the kernel', () => {
    const layer = params({ kernelSize: [4, 4], padding: [1, 1] });
    const text = read(torchCall(layer, { input: [1, 16, 8, 8], output: [1, 8, 16, 16] })).join('\n');
    assert.match(text, /\$\(pass\) Even: 4 contributions per pixel/);
    assert.doesNotMatch(text, /Even at the same size/);
  });

  it('shows no number for an incomplete call', () => {
    const text = read(sampleCall({ complete: false })).join('\n');
    assert.match(text, /ConvTranspose2d · transposed convolution · Explore/);
    assert.match(text, /The call is incomplete/);
    assert.doesNotMatch(text.replace('ConvTranspose2d', ''), /\d/);
  });

  it('says a refusal in the framework’s words, with no verdict and no costs', () => {
    const message =
      'Given groups=1, weight of size [16, 8, 3, 3], expected input[1, 4, 8, 8] to have 16 channels, but got 4 channels instead';
    const text = read(
      sampleCall({
        shown: { input: [1, 4, 8, 8], output: null },
        problems: [{ code: 'channels-mismatch', message, span: { from: 10, to: 60 } }],
      }),
    );
    assert.equal(text[1], '(1, 4, 8, 8) → none');
    assert.equal(text[2], `$(error) ${message}`);
    assert.ok(!text.some(line => /contributions|parameters|= 17/.test(line)));
  });

  it('shows the size formula of a layer that is too large for its input, with its result', () => {
    const layer = params({ kind: 'convolution', kernelSize: [7, 7], stride: [1, 1], outputPadding: null });
    const message = "Kernel size can't be greater than actual input size";
    const text = read({
      ...torchCall(layer, { input: [1, 16, 5, 5], output: null }),
      problems: [{ code: 'kernel-larger-than-input', message, span: { from: 10, to: 60 } }],
    });
    assert.deepEqual(text.slice(1), [
      '(1, 16, 5, 5) → none',
      `$(error) ${message}`,
      '⌊(5 + 2·0 − 1·(7−1) − 1)/1⌋ + 1 = −1',
    ]);
  });

  it('shows no shape where the layer itself cannot be built', () => {
    const message = "Conv2d.__init__() got an unexpected keyword argument 'size'";
    const problems = [{ code: 'argument-unknown', message, span: { from: 10, to: 60 } }] as const;
    const text = read(sampleCall({ params: null, spec: null, shown: unknownShapes, problems }));
    assert.deepEqual(text.slice(1), [`$(error) ${message}`]);
  });

  it('names no channels where neither count is known', () => {
    const text = read(sampleCall({ params: null, spec: null, known: {}, arguments: [], shown: unknownShapes }));
    assert.equal(text[0], 'ConvTranspose2d · transposed convolution · Explore');
    assert.equal(text[1], 'Its shapes are not known.');
  });

  it('says why a value is unknown', () => {
    const call = sampleCall();
    const text = read({
      ...call,
      params: null,
      spec: null,
      known: { kind: 'transposed', spatialRank: 2, outChannels: 8 },
      arguments: call.arguments.map(argument =>
        argument.name === 'kernel_size'
          ? { ...argument, value: undefined, why: 'load() comes from another library' }
          : argument,
      ),
      shown: { input: [{ unknown: 'load() comes from another library' }, 16, 8, 8], output: null },
    }).join('\n');
    assert.match(text, /\$\(question\) kernel_size is unknown: load\(\) comes from another library/);
    assert.match(text, /\(\?, 16, 8, 8\) → \?/);
    assert.equal(text.match(/load\(\)/g)?.length, 1, 'one reason is told once');
  });

  it('names a channel count by its name in the code where it has no number', () => {
    const call = sampleCall();
    const text = read({
      ...call,
      params: null,
      spec: null,
      known: { kind: 'transposed', spatialRank: 2, outChannels: 8 },
      arguments: call.arguments.map(argument =>
        argument.name === 'in_channels' ? { ...argument, value: undefined, symbolic: 'ngf*8' } : argument,
      ),
    });
    assert.match(text[0] ?? '', /ngf\*8 → 8 channels/);
  });

  it('lists several runs in a table, with how sure they are, how often they happen and where', () => {
    const times = (least: number, exact: boolean, ...paths: string[]) => ({
      least,
      exact,
      places: paths.map(path => ({ path, least: 1, exact: true })),
    });
    const runs = [
      { ...sized(8), times: times(1, true, 'Net.up.0') },
      { ...sized(9), times: times(6, true, 'Net.mid.0.a', 'Net.mid.1.a') },
    ];
    const why = { message: 'it is drawn at random', place: { file: 'a.py', from: 7, to: 9 } };
    const maybe = [{ ...sized(11), times: times(2, false, 'Net.up.0', 'Net.last'), why }];
    const text = read(sampleCall({ runs, maybe }), [[why.place, { label: 'line 3', target: 'file:///a.py#L3' }]]);
    assert.match(text[1] ?? '', /→ \(1, 8, 17, 17\)( · known)?$/, 'the table has the places');
    assert.match(text[5] ?? '', /\(1,\u00a016,\u00a08,\u00a08\)/, 'no shape is broken into two lines');
    const plain = text.slice(3, 9).map(line => line.replaceAll('\u00a0', ' '));
    assert.deepEqual(plain, [
      '||input|output|times|in Net|',
      '|:--|:--|:--|--:|:--|',
      '|known|(1, 16, 8, 8)|(1, 8, 17, 17)|×1|up.0|',
      '|known|(1, 16, 9, 9)|(1, 8, 19, 19)|×6|mid|',
      '|possible|(1, 16, 11, 11)|(1, 8, 23, 23)|×2 or more|up.0, last|',
      '$(question) Possible, not certain: it is drawn at random (line 3)',
    ]);
  });

  it('says once how sure all runs are, where they are equally sure', () => {
    const times = { least: 1, exact: true, places: [{ path: 'Net.a', least: 1, exact: true }] };
    const [first, second] = [8, 9].map(size => ({ ...sized(size), times }));
    assert.ok(first && second);
    const text = read(sampleCall({ shown: first, runs: [first, second] })).map(line => line.replaceAll('\u00a0', ' '));
    assert.equal(text[1], '(1, 16, 8, 8) → (1, 8, 17, 17) · known');
    assert.ok(text.includes('|input|output|times|in Net|'));
    assert.ok(text.includes('|(1, 16, 9, 9)|(1, 8, 19, 19)|×1|a|'));
    assert.match(text.at(-1) ?? '', /^For \(1, 16, 8, 8\): 1,160 parameters · /, 'the costs are those of one run');
  });

  it('names the models where there are several', () => {
    const [a, b] = ['A', 'B'].map((path, i) => ({
      ...sized(8 + i),
      times: { least: 1, exact: true, places: [{ path: `${path}.up`, least: 1, exact: true }] },
    }));
    assert.ok(a && b);
    const text = read(sampleCall({ shown: a, runs: [a, b] }));
    assert.ok(text.includes('|input|output|times|in|'));
    assert.ok(text.some(line => line.endsWith('|×1|B.up|')));
  });

  it('says how often and where the only run happens, and which line leads to it', () => {
    const from = { file: '', from: 90, to: 99 };
    const times = { least: 6, exact: true, places: [{ path: 'Net.a.0', least: 6, exact: true }] };
    const run = { ...sized(8), times, from };
    const text = read(sampleCall({ shown: run, runs: [run] }), [
      [from, { label: 'line 9', target: 'file:///a.py#L9' }],
    ]);
    assert.equal(text[1], '(1, 16, 8, 8) → (1, 8, 17, 17) · known · ×6 in Net.a.0 · from line 9');
    assert.ok(!text.some(line => line.startsWith('|')));
  });

  it('lists eight runs, beside a picture three, and counts the others', () => {
    const rows = (count: number, picture: boolean) => {
      const runs = Array.from({ length: count }, (_, i) => sized(8 + i));
      const text = hover(sampleCall({ runs }), picture).split('\n');
      return [text.filter(line => line.startsWith('|known')).length, text.find(line => line.startsWith('…'))];
    };
    assert.deepEqual(rows(8, false), [8, undefined]);
    assert.deepEqual(rows(9, false), [9, undefined]);
    assert.deepEqual(rows(12, false), [8, '… and 4 more']);
    assert.deepEqual(rows(12, true), [3, '… and 9 more']);
  });

  it('says what is assumed, and writes sizes with it', () => {
    const half = applyRule(Sym.of('H'), { mul: 1, add: 0, div: 2, plus: 0 });
    const assumption = 'Net() on an input (N, 16, H, H), with H divisible by 2';
    const shown = { input: [1, 16, half, half], output: [1, 8, Sym.of('H'), Sym.of('H')] };
    const call = sampleCall({
      certainty: 'assumed',
      assumed: true,
      assumption,
      divisible: { H: 2 },
      shown,
      runs: [shown],
    });
    assert.deepEqual(read(call).slice(1, 3), [
      '(1, 16, H/2, H/2) → (1, 8, H, H) · assumed',
      `$(info) Assumed, as the file does not run it: ${assumption}`,
    ]);
  });

  it('says for whatever input a layer alone is shown, and why the shapes of a run are not known', () => {
    const shown = { input: [Sym.of('N'), 16, 8, 8], output: [Sym.of('N'), 8, 17, 17] };
    assert.match(read(sampleCall({ shown, runs: [] }))[1] ?? '', / · for any input$/);
    const times = { least: 1, exact: true, places: [] };
    const unknown = { ...unknownShapes, times, why: { message: 'torch.load is not modelled' } };
    const text = read(sampleCall({ shown: unknownShapes, runs: [unknown] }));
    assert.equal(text[1], 'Its shapes are not known. torch.load is not modelled');
  });

  it('draws no picture where every output gets one contribution, but one where some get none', () => {
    const shown = { input: [1, 16, 8, 8], output: [1, 8, 16, 16] };
    const ones = torchCall(params({ kernelSize: [2, 2] }), shown);
    assert.match(hover(ones, true), /1 contribution per pixel/);
    assert.doesNotMatch(hover(ones, true), /!\[/);
    const unpainted = params({ kernelSize: [2, 2], outputPadding: [1, 1] });
    assert.match(hover(torchCall(unpainted, { ...shown, output: [1, 8, 17, 17] }), true), /!\[/);
  });

  it('says when more may happen than is listed', () => {
    const open = { input: null, output: null };
    const text = read(sampleCall({ runs: [{ input: [1, 16, 8, 8], output: [1, 8, 17, 17] }, open] }));
    assert.ok(text.includes('and perhaps other shapes'));
    assert.ok(!text.some(line => line.startsWith('also')));
  });

  it('says that a shape with numbers is assumed or only possible', () => {
    assert.match(read(sampleCall({ certainty: 'assumed' }))[1] ?? '', / · assumed$/);
    assert.match(read(sampleCall({ certainty: 'possible' }))[1] ?? '', / · possible$/);
    assert.doesNotMatch(read(sampleCall())[1] ?? '', /·/);
  });

  it('counts no parameters for a function, whose weight is an argument', () => {
    const text = read(sampleCall({ api: 'torch.nn.functional.conv_transpose2d' })).join('\n');
    assert.doesNotMatch(text, /parameters/);
    assert.match(text, /73,728 multiply-adds/);
  });

  it('lets nothing of the code become markup', () => {
    const text = hover(
      sampleCall({
        problems: [
          { code: 'argument-invalid', message: '$(x) <b>[a](command:evil)</b> `c` ![i](u)', span: { from: 1, to: 2 } },
        ],
      }),
    );
    assert.ok(text.includes('\\$\\(x\\) \\<b\\>\\[a\\]\\(command\\:evil\\)'), text);
  });

  it('has a picture with the verdict as its text, sized, and the whole under the limit of a hover', () => {
    const text = hover(sampleCall(), true);
    assert.match(
      text,
      /!\[Overlap map\\: Uneven\\: 1 to 4 contributions per pixel, period 2[^\]]*\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\|width=\d+,height=\d+\)/,
    );
    assert.ok(text.length < 25_000);
  });

  it('is the same hover in Chinese, the verdict’s first word in bold', () => {
    const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;
    const text = hoverText(sampleCall(), {
      t: (message, ...values) => english(bundle[message] ?? message, ...values),
      places: new PlaceTexts(),
      theme: 'light',
      picture: false,
      explore: { command: 'convExplorer.exploreAtCursor', args: [] },
    });
    assert.match(text, /转置卷积 · 16 → 8 通道 · \[探索\]/);
    assert.match(text, /\*\*不均匀\*\*：每个像素 1 到 4 次贡献，周期 2/);
    assert.match(text, /`kernel_size=4, padding=1, output_padding=1`/);
  });

  it('survives absurd sizes', () => {
    const layer = params({ kernelSize: [1_000_000_000, 3] });
    const text = hover(torchCall(layer, { input: [1, 16, 1_000_000_000, 8], output: null }), true);
    assert.match(text, /ConvTranspose2d/);
  });
});
