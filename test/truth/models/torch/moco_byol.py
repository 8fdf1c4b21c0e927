"""Contrastive training: MoCo's queue and momentum encoder, BYOL's hooks, deep copies, parameter loops."""
import copy
import random
from functools import wraps

import torch
import torch.nn as nn
import torch.nn.functional as F


def resnetish(num_classes=16, width=8):
    return nn.Sequential(
        nn.Conv2d(3, width, 3, 2, 1), nn.BatchNorm2d(width), nn.ReLU(inplace=True),
        nn.Conv2d(width, width * 2, 3, 2, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width * 2, num_classes))


class MoCo(nn.Module):
    def __init__(self, base_encoder, dim=16, K=64, m=0.999, T=0.07, mlp=False):
        super(MoCo, self).__init__()
        self.K, self.m, self.T = K, m, T
        self.encoder_q = base_encoder(num_classes=dim)
        self.encoder_k = base_encoder(num_classes=dim)
        if mlp:
            dim_mlp = self.encoder_q[-1].weight.shape[1]
            self.encoder_q[-1] = nn.Sequential(nn.Linear(dim_mlp, dim_mlp), nn.ReLU(), self.encoder_q[-1])
            self.encoder_k[-1] = nn.Sequential(nn.Linear(dim_mlp, dim_mlp), nn.ReLU(), self.encoder_k[-1])
        for param_q, param_k in zip(self.encoder_q.parameters(), self.encoder_k.parameters()):
            param_k.data.copy_(param_q.data)
            param_k.requires_grad = False
        self.register_buffer("queue", torch.randn(dim, K))
        self.queue = nn.functional.normalize(self.queue, dim=0)
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))

    @torch.no_grad()
    def _momentum_update_key_encoder(self):
        for param_q, param_k in zip(self.encoder_q.parameters(), self.encoder_k.parameters()):
            param_k.data = param_k.data * self.m + param_q.data * (1. - self.m)

    @torch.no_grad()
    def _dequeue_and_enqueue(self, keys):
        batch_size = keys.shape[0]
        ptr = int(self.queue_ptr)
        assert self.K % batch_size == 0
        self.queue[:, ptr:ptr + batch_size] = keys.T
        ptr = (ptr + batch_size) % self.K
        self.queue_ptr[0] = ptr

    @torch.no_grad()
    def _batch_shuffle(self, x):
        idx_shuffle = torch.randperm(x.shape[0])
        idx_unshuffle = torch.argsort(idx_shuffle)
        return x[idx_shuffle], idx_unshuffle

    def forward(self, im_q, im_k):
        q = nn.functional.normalize(self.encoder_q(im_q), dim=1)
        with torch.no_grad():
            self._momentum_update_key_encoder()
            im_k, idx_unshuffle = self._batch_shuffle(im_k)
            k = nn.functional.normalize(self.encoder_k(im_k), dim=1)
            k = k[idx_unshuffle]
        l_pos = torch.einsum('nc,nc->n', [q, k]).unsqueeze(-1)
        l_neg = torch.einsum('nc,ck->nk', [q, self.queue.clone().detach()])
        logits = torch.cat([l_pos, l_neg], dim=1)
        logits /= self.T
        labels = torch.zeros(logits.shape[0], dtype=torch.long)
        self._dequeue_and_enqueue(k)
        return logits, labels


def singleton(cache_key):
    def inner_fn(fn):
        @wraps(fn)
        def wrapper(self, *args, **kwargs):
            instance = getattr(self, cache_key)
            if instance is not None:
                return instance
            instance = fn(self, *args, **kwargs)
            setattr(self, cache_key, instance)
            return instance
        return wrapper
    return inner_fn


class NetWrapper(nn.Module):
    def __init__(self, net, projection_size, hidden, layer=-2):
        super().__init__()
        self.net = net
        self.layer = layer
        self.projector = None
        self.projection_size = projection_size
        self.hidden = {}
        self.hook_registered = False
        self.hidden_size = hidden

    def _find_layer(self):
        if type(self.layer) == str:
            modules = dict([*self.net.named_modules()])
            return modules.get(self.layer, None)
        elif type(self.layer) == int:
            children = [*self.net.children()]
            return children[self.layer]
        return None

    def _hook(self, _, input, output):
        self.hidden[input[0].device] = output.reshape(output.shape[0], -1)

    def _register_hook(self):
        layer = self._find_layer()
        assert layer is not None, f'hidden layer ({self.layer}) not found'
        handle = layer.register_forward_hook(self._hook)
        self.hook_registered = True

    @singleton('projector')
    def _get_projector(self, hidden):
        _, dim = hidden.shape
        return nn.Sequential(nn.Linear(dim, self.hidden_size), nn.BatchNorm1d(self.hidden_size), nn.ReLU(inplace=True), nn.Linear(self.hidden_size, self.projection_size))

    def get_representation(self, x):
        if not self.hook_registered:
            self._register_hook()
        self.hidden.clear()
        _ = self.net(x)
        hidden = self.hidden[x.device]
        self.hidden.clear()
        return hidden

    def forward(self, x):
        representation = self.get_representation(x)
        return self._get_projector(representation)(representation), representation


class EMA:
    def __init__(self, beta):
        self.beta = beta

    def update_average(self, old, new):
        return new if old is None else old * self.beta + (1 - self.beta) * new


class BYOL(nn.Module):
    def __init__(self, net, image_size):
        super().__init__()
        self.online_encoder = NetWrapper(net, 8, 16)
        self.target_encoder = None
        self.target_ema_updater = EMA(0.99)
        self.online_predictor = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 8))
        self.forward(torch.randn(2, 3, image_size, image_size))

    @singleton('target_encoder')
    def _get_target_encoder(self):
        target_encoder = copy.deepcopy(self.online_encoder)
        for p in target_encoder.parameters():
            p.requires_grad_(False)
        return target_encoder

    def update_moving_average(self):
        for current, ma in zip(self.online_encoder.parameters(), self.target_encoder.parameters()):
            ma.data = self.target_ema_updater.update_average(ma.data, current.data)

    def forward(self, x):
        assert not (self.training and x.shape[0] == 1)
        images = torch.cat((x, x.flip(-1)), dim=0)
        online_projections, _ = self.online_encoder(images)
        one, two = self.online_predictor(online_projections).chunk(2, dim=0)
        with torch.no_grad():
            target_encoder = self._get_target_encoder()
            target_one, target_two = target_encoder(images)[0].detach().chunk(2, dim=0)
        return (2 - 2 * (F.normalize(one, dim=-1) * F.normalize(target_two, dim=-1)).sum(dim=-1)).mean()


model = MoCo(resnetish, mlp=True)
for i in range(2):
    logits, labels = model(torch.rand(8, 3, 32, 32), torch.rand(8, 3, 32, 32))
    F.cross_entropy(logits, labels).backward()
learner = BYOL(resnetish(), 24)
optimizer = torch.optim.Adam(learner.parameters(), lr=3e-4)
for _ in range(2):
    loss = learner(torch.rand(4, 3, 24, 24))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    learner.update_moving_average()
