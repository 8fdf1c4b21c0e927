import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { CallOutcome, FileAnalysis } from '../../../../src/analysis/index.js';
import { callResult, fileResult } from '../../../../src/cli/layersJson.js';
import { Lines } from '../../../../src/cli/positions.js';
import { runCli } from '../../cli/runCli.js';
import { Asking } from './asking.js';
import { folderWith, SAMPLES, write } from './samples.js';

const WAYS = ['the disk', 'only what is fetched'] as const;

/** What the command line says of a file, and what became of its calls. */
function cli(file: string, ...options: string[]): { layers: unknown; calls: unknown } {
  const { status, out, err } = runCli(['layers', file, '--json', ...options]);
  assert.equal(status, 0, err);
  const document = JSON.parse(out) as { files: { layers: unknown; problems: unknown }[]; calls: unknown };
  const [first] = document.files;
  return { layers: { layers: first?.layers, problems: first?.problems }, calls: document.calls };
}

/** An analysis in the words of the command line. */
function asCli(text: string, parts: readonly FileAnalysis[]): unknown {
  const lines = new Lines(text);
  const result = fileResult({ path: '', parts: parts.map(analysis => ({ cell: null, text, lines, analysis })) });
  return JSON.parse(JSON.stringify({ layers: result.layers, problems: result.problems }));
}

function inputsOf(analysis: FileAnalysis | undefined, call = 0): unknown {
  return analysis?.calls[call]?.arguments[0]?.value;
}

function callsAsCli(outcomes: readonly CallOutcome[]): unknown {
  return JSON.parse(JSON.stringify(outcomes.map(callResult)));
}

describe('an analysis for an editor', () => {
  let remove = (): void => undefined;
  afterEach(() => remove());

  function sample(files: Readonly<Record<string, string>>): string {
    const made = folderWith(files);
    remove = made.remove;
    return made.folder;
  }

  function asking(reads: (typeof WAYS)[number], folder: string): Asking {
    const made = new Asking(reads);
    made.tell({ kind: 'folders', names: [folder] });
    return made;
  }

  for (const reads of WAYS) {
    for (const [title, { main, files }] of Object.entries(SAMPLES)) {
      it(`says what the command line says of ${title}, reading ${reads}`, async () => {
        const folder = sample(files);
        const file = `${folder}/${main}`;
        const { parts } = await asking(reads, folder).ask(file);
        assert.deepEqual(asCli(files[main] ?? '', parts), cli(file).layers);
        assert.ok(parts[0]?.calls.length, 'there are calls');
      });
    }

    it(`evaluates example calls as the command line does, reading ${reads}`, async () => {
      const main = SAMPLES['a package with relative imports, over the folder above'];
      const folder = sample(main?.files ?? {});
      const file = `${folder}/${main?.main}`;
      const calls = ['UNet()(torch.zeros(2, 3, 24, 25))', 'UNet(3)'];
      const { parts, outcomes } = await asking(reads, folder).ask(file, { calls });
      const expected = cli(file, ...calls.flatMap(call => ['--call', call]));
      assert.deepEqual(callsAsCli(outcomes), expected.calls);
      assert.deepEqual(asCli(main?.files[main.main] ?? '', parts), expected.layers);
      assert.match(outcomes[1]?.error ?? '', /^AttributeError/);
    });

    it(`follows what an imported file says now, reading ${reads}`, async () => {
      const folder = sample({
        'sizes.py': 'C = 3\n',
        'main.py': 'from torch import nn\nfrom sizes import C\nnn.Conv2d(C, 8, 3)\n',
      });
      const file = `${folder}/main.py`;
      const server = asking(reads, folder);
      const channels = async () => inputsOf((await server.ask(file)).parts[0]);
      assert.equal(await channels(), 3);
      // Not saved: what the editor holds counts.
      server.tell({ kind: 'open', files: [{ name: `${folder}/sizes.py`, text: 'C = 5\n' }] });
      assert.equal(await channels(), 5);
      server.tell({ kind: 'open', files: [{ name: `${folder}/sizes.py`, text: null }] });
      assert.equal(await channels(), 3);
      write(folder, { 'sizes.py': 'C = 70\n' });
      server.tell({ kind: 'changed', names: [`${folder}/sizes.py`] });
      assert.equal(await channels(), 70);
      rmSync(`${folder}/sizes.py`);
      server.tell({ kind: 'changed', names: [`${folder}/sizes.py`] });
      assert.equal(await channels(), undefined);
      write(folder, { 'sizes/__init__.py': 'from .one import C\n', 'sizes/one.py': 'C = 9\n' });
      server.tell({ kind: 'changed', names: [`${folder}/sizes`] });
      assert.equal(await channels(), 9);
    });

    it(`tells what it read and what it looked for in vain, reading ${reads}`, async () => {
      const folder = sample({ 'here.py': 'C = 3\n', 'main.py': 'from torch import nn\nimport here, gone\n' });
      const { answer } = await asking(reads, folder).ask(`${folder}/main.py`);
      assert.equal(answer.root, folder);
      for (const name of ['here.py', 'here/__init__.py', 'gone.py', 'gone/__init__.py'])
        assert.ok(answer.read.split('\n').includes(`${folder}/${name}`), name);
      assert.ok(answer.listed.split('\n').includes(`${folder}/gone`));
    });

    it(`finds the workspace’s folder, its src and its environment, reading ${reads}`, async () => {
      const folder = sample({
        'tools/main.py':
          'from torch import nn\nfrom a import A\nfrom b import B\nfrom c import C\nfrom d import D\nnn.Conv2d(A, B, (C, D))\n',
        'a.py': 'A = 11\n',
        'src/b.py': 'B = 12\n',
        '.venv/lib/python3.12/site-packages/c/__init__.py': 'from .inner import C\n',
        '.venv/lib/python3.12/site-packages/c/inner.py': 'C = 13\n',
        '.venv/lib/python3.12/site-packages/edit.pth': '# editable\nimport sys\n../../../../linked\n',
        'linked/d.py': 'D = 14\n',
      });
      const hints = { folder, folders: [], interpreter: null };
      const { parts } = await asking(reads, folder).ask(`${folder}/tools/main.py`, { hints });
      const values = parts[0]?.calls[0]?.arguments.slice(0, 3).map(argument => argument.value);
      assert.deepEqual(values, [11, 12, [13, 14]]);
    });

    it(`takes files elsewhere in the workspace for the workspace’s, which may refuse to be imported, reading ${reads}`, async () => {
      const text =
        'from torch import nn\ntry:\n    import own\n    C = 3\nexcept ImportError:\n    C = 4\nnn.Conv2d(C, 8, 3)\n';
      const folder = sample({
        'tools/main.py': text,
        'own.py': "raise ImportError('not here')\n",
        'whole/main.py': text.replace('own', 'packed'),
        'venv/lib/python3.12/site-packages/packed.py': "raise ImportError('not here')\n",
      });
      const hints = { folder, folders: [], interpreter: null };
      const server = asking(reads, folder);
      assert.equal(inputsOf((await server.ask(`${folder}/tools/main.py`, { hints })).parts[0]), 4);
      assert.equal(inputsOf((await server.ask(`${folder}/whole/main.py`, { hints })).parts[0]), 3);
    });

    it(`takes the packages of the interpreter that is set, and folders of the settings first, reading ${reads}`, async () => {
      const folder = sample({
        'main.py': 'from torch import nn\nfrom a import A\nfrom b import B\nnn.Conv2d(A, B, 1)\n',
        'conda/bin/python': '',
        'conda/lib/python3.9/site-packages/a.py': 'A = 1\n',
        'conda/lib/python3.11/site-packages/a.py': 'A = 2\n',
        'conda/lib/python3.11/site-packages/b.py': 'B = 3\n',
        'extra/b.py': 'B = 4\n',
      });
      const hints = { folder, folders: [`${folder}/extra`], interpreter: `${folder}/conda/bin/python` };
      const { parts } = await asking(reads, folder).ask(`${folder}/main.py`, { hints });
      assert.deepEqual(
        parts[0]?.calls[0]?.arguments.slice(0, 2).map(argument => argument.value),
        [2, 4],
      );
    });
  }

  it('fetches together what the texts name as imports', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `m${i}`);
    const folder = sample({
      'main.py': `from torch import nn\n${names.map(name => `import ${name}\n`).join('')}nn.Conv2d(m0.C, 8, 3)\n`,
      ...Object.fromEntries(names.map((name, i) => [`${name}.py`, `import n${i}\nC = ${i + 1}\n`])),
      ...Object.fromEntries(names.map((_, i) => [`n${i}.py`, '\n'])),
    });
    const server = asking('only what is fetched', folder);
    const { parts } = await server.ask(`${folder}/main.py`);
    assert.equal(inputsOf(parts[0]), 1);
    assert.equal(new Set(server.wanted).size, server.wanted.length, 'nothing is fetched twice');
    for (const name of names) assert.ok(server.wanted.includes(`${folder}/${name}.py`), name);
  });

  it('looks for nothing outside the workspace where only the editor can read', async () => {
    const folder = sample({ 'inner/main.py': 'from torch import nn\nimport outside\n', 'outside.py': '' });
    const server = asking('only what is fetched', `${folder}/inner`);
    await server.ask(`${folder}/inner/main.py`);
    assert.deepEqual(
      server.wanted.filter(name => !name.startsWith(`${folder}/inner`)),
      [],
    );
  });

  it('ends a request that is not wanted any more, within an endless loop, and answers the next one', async () => {
    const text = 'from torch import nn\ni = 0\nwhile True:\n    i += 1\nnn.Conv2d(3, 8, 3)\n';
    const folder = sample({ 'main.py': text });
    const server = asking('the disk', folder);
    const { nextId } = server;
    let questions = 0;
    server.cancelledUpTo = () => (++questions > 100 ? nextId : -1);
    // All of this budget would take many minutes.
    const { kind } = await server.message(`${folder}/main.py`, { steps: 1_000_000_000 });
    assert.equal(kind, 'cancelled');
    assert.ok(questions > 100 && questions < 1000, `it was asked ${questions} times`);
    const next = await server.ask(`${folder}/main.py`, { content: { text: text.replace('while True', 'if True') } });
    assert.equal(inputsOf(next.parts[0]), 3);
  });

  it('counts its budget in steps', async () => {
    const text = 'from torch import nn\nn = 0\nfor i in range(20000):\n    n += 1\nnn.Conv2d(n, 8, 3)\n';
    const folder = sample({ 'main.py': text });
    const server = asking('the disk', folder);
    assert.equal(inputsOf((await server.ask(`${folder}/main.py`)).parts[0]), 20000);
    assert.equal(inputsOf((await server.ask(`${folder}/main.py`, { steps: 5000 })).parts[0]), undefined);
  });

  it('reads a notebook’s imports beside it', async () => {
    const folder = sample({ 'sizes.py': 'C = 6\n' });
    const cells = ['from torch import nn\nfrom sizes import C', 'a = nn.Conv2d(C, 8, 3)'];
    const { parts } = await asking('the disk', folder).ask(`${folder}/lesson.ipynb`, { content: { cells } });
    assert.equal(parts.length, 2);
    assert.equal(inputsOf(parts[1]), 6);
  });

  it('needs no file at all', async () => {
    const content = { text: 'from torch import nn\nimport gone\nnn.Conv2d(4, 8, 3)\n' };
    const { parts, answer } = await new Asking('the disk').ask('untitled', { name: null, content });
    assert.equal(inputsOf(parts[0]), 4);
    assert.deepEqual([answer.root, answer.read], [null, '']);
  });
});
