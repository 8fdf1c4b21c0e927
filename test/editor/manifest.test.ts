import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DEFAULT_BUDGET } from '../../src/analysis/index.js';
import { COMMANDS } from '../../src/editor/commandNames.js';
import { api } from './workbench.js';

describe('the manifest', () => {
  it('declares the commands that the extension registers, and no other', async () => {
    await api();
    const registered = (await vscode.commands.getCommands(true)).filter(name => name.startsWith('convExplorer.'));
    const packageJson = vscode.extensions.getExtension('conv-explorer.conv-explorer')?.packageJSON as {
      contributes: { commands: { command: string; title: string }[] };
    };
    const declared = packageJson.contributes.commands.map(its => its.command);
    // VS Code registers a command of its own for a view's or an editor's focus.
    const own = registered.filter(name => !name.endsWith('.focus') && !name.endsWith('.open'));
    assert.deepEqual(own.sort(), declared.sort());
    assert.deepEqual(declared.sort(), Object.values(COMMANDS).sort());
    for (const { title } of packageJson.contributes.commands) {
      assert.doesNotMatch(title, /%/, 'every title has its text');
    }
  });

  it('declares settings with the values that hold without them', () => {
    const settings = vscode.workspace.getConfiguration('convExplorer');
    for (const name of ['hover.enabled', 'hover.picture', 'explorer.followCursor']) {
      assert.equal(settings.inspect(name)?.defaultValue, true, name);
    }
    assert.deepEqual(settings.inspect('exampleCalls')?.defaultValue, {});
    assert.deepEqual(settings.inspect('python.searchPaths')?.defaultValue, []);
    assert.equal(settings.inspect('analysis.maxSteps')?.defaultValue, DEFAULT_BUDGET.steps);
  });
});
