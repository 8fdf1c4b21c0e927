import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fromClonable } from '../../src/analysis/session/index.js';
import type { AnalysisRequest } from '../../src/analysis/session/index.js';
import { AnalysisClient } from '../../src/editor/analysisClient.js';
import { Log } from '../../src/editor/log.js';
import { api, extensionUri, hoverOver, closeAll, showPython } from './workbench.js';

const CODE = 'from torch import nn\nnn.Conv2d(3, 8, 3)\n';

describe('the thread that analyses', () => {
  const log = new Log('Conv Explorer (the thread that analyses)');
  const worker = vscode.Uri.joinPath(extensionUri(), 'dist', 'worker.js');
  let folder: vscode.Uri;
  let client: AnalysisClient | null = null;

  before(async () => {
    await api();
    const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspaceFolder, 'a folder is open');
    folder = vscode.Uri.joinPath(workspaceFolder.uri, `threads ${Date.now()}`);
    await vscode.workspace.fs.createDirectory(folder);
  });
  afterEach(() => client?.dispose());
  after(async () => {
    await vscode.workspace.fs.delete(folder, { recursive: true });
    log.dispose();
  });

  async function clientOf(script: vscode.Uri | string): Promise<AnalysisClient> {
    let uri = script;
    if (typeof uri === 'string') {
      const code = new TextEncoder().encode(uri);
      uri = vscode.Uri.joinPath(folder, `worker${Date.now()}.js`);
      await vscode.workspace.fs.writeFile(uri, code);
    }
    return (client = new AnalysisClient(uri, log));
  }

  function request(its: AnalysisClient, text = CODE): AnalysisRequest {
    const hints = { folder: null, folders: [], interpreter: null };
    return { id: its.newId(), key: 'test', name: null, content: { text }, hints, calls: [], steps: null };
  }

  async function callsOf(its: AnalysisClient, text = CODE): Promise<number | undefined> {
    const answer = await its.analyse(request(its, text));
    return answer && fromClonable(answer.parts)[0]?.calls.length;
  }

  it('is a worker thread where the extension runs in Node', async () => {
    const { document } = await showPython(CODE);
    await hoverOver(document, 'nn.Conv2d');
    assert.equal((await api()).analysedBy, 'worker thread');
    await closeAll();
  });

  it('is started again when it dies, and the question is asked again', async () => {
    const first = `${folder.fsPath}/first`;
    const its = await clientOf(
      `const fs = require('node:fs');\n` +
        `if (fs.existsSync(${JSON.stringify(first)})) require(${JSON.stringify(worker.fsPath)});\n` +
        `else require('node:worker_threads').parentPort.once('message', () => {\n` +
        `  fs.writeFileSync(${JSON.stringify(first)}, '');\n  process.exit(3);\n});\n`,
    );
    assert.equal(await callsOf(its), 1);
    assert.equal(its.threadKind, 'worker thread');
  });

  it('gives up a question over which it died twice, and the host’s own thread takes over after a third time', async () => {
    const its = await clientOf(`require('node:worker_threads').parentPort.on('message', () => process.exit(3));\n`);
    await assert.rejects(its.analyse(request(its)), /ended twice/);
    assert.equal(await callsOf(its), 1);
    assert.notEqual(its.threadKind, 'worker thread');
    assert.equal(await callsOf(its), 1);
  });

  it('may be missing', async () => {
    const its = await clientOf(vscode.Uri.joinPath(folder, 'none.js'));
    await assert.rejects(its.analyse(request(its)), /ended twice/);
    assert.equal(await callsOf(its), 1);
  });

  it('ends what is not wanted any more while it works on it', async () => {
    const its = await clientOf(worker);
    assert.equal(await callsOf(its), 1);
    // 10^9 steps would take many minutes.
    const text = 'from torch import nn\ni = 0\nwhile True:\n    i += 1\nnn.Conv2d(i, 8, 3)\n';
    const endless = { ...request(its, text), steps: 1_000_000_000 };
    const answer = its.analyse(endless);
    its.cancel(endless.id);
    assert.equal(await answer, undefined);
    assert.equal(await callsOf(its), 1);
  });

  it('leaves nobody waiting when it is disposed of', async () => {
    const its = await clientOf(worker);
    const answer = its.analyse(request(its));
    its.dispose();
    assert.equal(await answer, undefined);
    assert.equal(await its.analyse(request(its)), undefined);
  });
});
