"""A LightningModule with a data module and its own little trainer, hparams from argparse.Namespace."""
from argparse import ArgumentParser

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset, random_split


class LightningModule(nn.Module):
    def save_hyperparameters(self, hparams):
        self.hparams = hparams

    def log(self, name, value, **kwargs):
        self.logged = {**getattr(self, 'logged', {}), name: value}


class Encoder(LightningModule):
    @staticmethod
    def add_model_specific_args(parent):
        parser = ArgumentParser(parents=[parent], add_help=False)
        parser.add_argument('--hidden_dims', type=int, nargs='+', default=[8, 16])
        parser.add_argument('--latent_dim', type=int, default=6)
        parser.add_argument('--lr', '--learning-rate', type=float, default=1e-3)
        return parser

    def __init__(self, hparams):
        super().__init__()
        self.save_hyperparameters(hparams)
        modules, cin = [], 1
        for h_dim in self.hparams.hidden_dims:
            modules.append(nn.Sequential(nn.Conv2d(cin, h_dim, 3, stride=2, padding=1), nn.BatchNorm2d(h_dim), nn.LeakyReLU()))
            cin = h_dim
        self.encoder = nn.Sequential(*modules)
        self.fc_mu = nn.Linear(cin * 49, self.hparams.latent_dim)
        self.fc_var = nn.Linear(cin * 49, self.hparams.latent_dim)
        self.decoder_input = nn.Linear(self.hparams.latent_dim, cin * 49)
        dims = list(self.hparams.hidden_dims)
        dims.reverse()
        self.decoder = nn.Sequential(*[
            nn.Sequential(nn.ConvTranspose2d(a, b, 3, stride=2, padding=1, output_padding=1), nn.LeakyReLU())
            for a, b in zip(dims, dims[1:] + [dims[-1]])])
        self.final_layer = nn.Sequential(nn.Conv2d(dims[-1], out_channels=1, kernel_size=3, padding=1), nn.Tanh())

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return eps * std + mu

    def forward(self, x):
        h = torch.flatten(self.encoder(x), start_dim=1)
        mu, log_var = self.fc_mu(h), self.fc_var(h)
        z = self.decoder_input(self.reparameterize(mu, log_var)).view(-1, self.hparams.hidden_dims[-1], 7, 7)
        return [self.final_layer(self.decoder(z)), x, mu, log_var]

    def training_step(self, batch, batch_idx):
        x, _ = batch
        recon, inp, mu, log_var = self(x)
        kld = torch.mean(-0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1), dim=0)
        loss = F.mse_loss(recon, inp) + 1e-3 * kld
        self.log('train_loss', loss.detach())
        return {'loss': loss}

    def validation_step(self, batch, batch_idx):
        recon, inp = self(batch[0])[:2]
        return F.mse_loss(recon, inp)

    def configure_optimizers(self):
        optimizer = torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
        return [optimizer], [torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.95)]


class Trainer:
    def __init__(self, max_epochs=1, gpus=None):
        self.max_epochs = max_epochs

    def fit(self, model, train, val):
        optimizers, schedulers = model.configure_optimizers()
        for epoch in range(self.max_epochs):
            model.train()
            for i, batch in enumerate(train):
                for optimizer in optimizers:
                    optimizer.zero_grad()
                out = model.training_step(batch, i)
                out['loss'].backward()
                [optimizer.step() for optimizer in optimizers]
            model.eval()
            with torch.no_grad():
                for i, batch in enumerate(val):
                    model.validation_step(batch, i)
            for scheduler in schedulers:
                scheduler.step()


if __name__ == '__main__':
    parser = ArgumentParser(add_help=False)
    parser.add_argument('--batch-size', type=int, default=12)
    parser = Encoder.add_model_specific_args(parser)
    args = parser.parse_args([])
    full = TensorDataset(torch.rand(40, 1, 28, 28), torch.arange(40))
    train, val = random_split(full, [30, 10])
    Trainer(max_epochs=2).fit(Encoder(args), DataLoader(train, args.batch_size, shuffle=True), DataLoader(val, batch_size=args.batch_size))
