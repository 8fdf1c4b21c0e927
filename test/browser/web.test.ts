import assert from 'node:assert/strict';
import { openWorkbench } from './harness.js';

const CALL = 'nn.ConvTranspose2d(16, 8, 3, stride=2)';

describe('in the browser’s own extension host, without Node, as on vscode.dev', () => {
  it('shows the hover, and the explorer that it opens', async () => {
    const workbench = await openWorkbench({ host: 'web' });
    await workbench.openFile('dcgan.py', CALL);
    const hover = await workbench.hoverOn(CALL);
    assert.match((await hover.innerText()).replace(/\u00a0/g, ' '), /\(1, 16, 8, 8\) → \(1, 8, 17, 17\)/);
    await hover.getByText('Explore').first().click();
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
  });

  it('follows imports into files that only the editor can read, in a worker of its own', async () => {
    const workbench = await openWorkbench({
      host: 'web',
      files: {
        'blocks.py':
          'from sizes import WIDTH\nfrom torch import nn\n\n\ndef head(n):\n    return nn.Conv2d(WIDTH, n, 3)\n',
        'sizes.py': 'WIDTH = 24\n',
        'main.py':
          'import torch\nfrom torch import nn\nfrom blocks import head\n\nlast = nn.Conv2d(5, 7, 3)\nlast(head(5)(torch.zeros(2, 24, 20, 20)))\n',
      },
    });
    await workbench.openFile('main.py', 'nn.Conv2d(5, 7, 3)');
    const hover = await workbench.hoverOn('nn.Conv2d(5, 7, 3)');
    assert.match((await hover.innerText()).replace(/\u00a0/g, ' '), /\(2, 5, 18, 18\) → \(2, 7, 16, 16\)/);
    await workbench.runCommand('Output: Show Output Channels...');
    await workbench.page.keyboard.type('Conv Explorer');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.output-view .view-line').getByText('worker of the browser').waitFor();
  });
});
