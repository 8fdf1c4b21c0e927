import assert from 'node:assert/strict';
import { FRAMEWORKS } from '../../../src/frameworks/index.js';
import { runModule } from '../../../src/python/run.js';

function printed(source: string): string {
  let text = '';
  const run = runModule(source, { libraries: [FRAMEWORKS], print: part => (text += part) });
  run.machine.close();
  assert.deepEqual(run.errors, []);
  return text.trim();
}

describe("a LightningModule's hyperparameters", () => {
  it('are the arguments of __init__, without those to be ignored', () => {
    const code = `
import torch
import pytorch_lightning as pl

class Net(pl.LightningModule):
    def __init__(self, channels=3, width=8, lr=1e-3):
        super().__init__()
        self.save_hyperparameters(ignore=['lr'])
        self.conv = torch.nn.Conv2d(self.hparams.channels, self.hparams['width'], 3)

    def forward(self, x):
        return self.conv(x)

net = Net(4)
print(tuple(net(torch.zeros(1, 4, 8, 8)).shape), net.hparams.get('lr', 'none'))`;
    assert.equal(printed(code), '(1, 8, 6, 6) none');
  });
});
