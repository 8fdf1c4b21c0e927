"""What surrounds models: jit.trace, onnx.export, fx, functional_call and vmap, AMP and GradScaler, state dicts, pruning, quantisation stubs, hooks."""
import io
import os
import tempfile

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.nn.utils.prune as prune
from torch.func import functional_call, stack_module_state, vmap


class M(nn.Module):
    def __init__(self, cin=3, cout=4):
        super().__init__()
        self.quant = torch.ao.quantization.QuantStub()
        self.conv = nn.Conv2d(cin, cout, 3, padding=1)
        self.bn = nn.BatchNorm2d(cout)
        self.relu = nn.ReLU()
        self.head = nn.ConvTranspose2d(cout, 2, 2, 2)
        self.dequant = torch.ao.quantization.DeQuantStub()
        self.register_buffer('scale', torch.ones(1), persistent=False)

    @torch.jit.export
    def extra(self, x):
        return x

    def forward(self, x):
        x = self.quant(x)
        x = self.relu(self.bn(self.conv(x)))
        return self.dequant(self.head(x)) * self.scale


device = torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')
model = M().to(device, memory_format=torch.channels_last).eval()
dummy = torch.randn(1, 3, 16, 16, device=device)
traced = torch.jit.trace(model, dummy)
print(traced(torch.rand(2, 3, 8, 12)).shape)
buffer = io.BytesIO()
torch.save({'model': model.state_dict(), 'epoch': 3}, buffer)
buffer.seek(0)
checkpoint = torch.load(buffer, map_location='cpu')
print(model.load_state_dict(checkpoint['model'], strict=True))
assert sum(p.numel() for p in model.parameters() if p.requires_grad) > 0

params, buffers = dict(model.named_parameters()), dict(model.named_buffers())
print(functional_call(model, (params, buffers), (torch.rand(3, 3, 10, 10),)).shape)
models = [nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(2 * 36, 3)) for _ in range(2)]
print(torch.stack([m(torch.rand(4, 1, 8, 8)) for m in models]).shape)

net = nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU(), nn.Conv2d(8, 8, 3, groups=2))
for name, module in net.named_modules():
    if isinstance(module, nn.Conv2d):
        prune.l1_unstructured(module, name='weight', amount=0.3)
        prune.remove(module, 'weight')
shapes = {}


def hook(module, args, kwargs, output):
    shapes[module] = tuple(output.shape)


handles = [m.register_forward_hook(hook, with_kwargs=True) for m in net if isinstance(m, nn.Conv2d)]
net(torch.rand(1, 3, 20, 20))
for h in handles:
    h.remove()
last = list(shapes.values())[-1]
nn.Conv2d(last[1], 1, last[-1])(torch.rand(1, last[1], last[2], last[3]))

scaler = torch.amp.GradScaler('cuda', enabled=False)
optimizer = torch.optim.SGD([{'params': net[0].parameters(), 'lr': 0.1}, {'params': net[2:].parameters()}], lr=0.01, momentum=0.9)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=10)
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
for step in range(2):
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast(device_type='cpu', enabled=False):
        out = net(torch.rand(2, 3, 12, 12)).mean(dim=(2, 3))
        loss = criterion(out, torch.randint(0, 8, (2,)))
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    scaler.step(optimizer)
    scaler.update()
    scheduler.step()
    lr = optimizer.param_groups[0]['lr']

graph = torch.fx.symbolic_trace(nn.Sequential(nn.Conv1d(2, 3, 3), nn.ReLU(), nn.Conv1d(3, 1, 1)))
print(graph(torch.rand(1, 2, 9)).shape)
sub = model.get_submodule('conv')
print(sub(torch.rand(1, 3, 5, 5)).shape, model.get_parameter('head.weight').shape)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'w.pt')
    torch.save(net.state_dict(), path)
    fresh = nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU(), nn.Conv2d(8, 8, 3, groups=2))
    missing, unexpected = fresh.load_state_dict(torch.load(path), strict=False)
    if not missing:
        fresh(torch.rand(1, 3, 9, 9))
