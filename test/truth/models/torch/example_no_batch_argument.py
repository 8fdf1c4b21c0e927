"""Arguments that are not known by their value but by their shape: numpy arrays, pictures, random sizes."""
import numpy as np
import torch
from torch import nn

picture = np.random.randint(0, 255, size=(40, 60, 3)).astype(np.float32)
x = torch.from_numpy(picture).permute(2, 0, 1).unsqueeze(0) / 255.0
nn.Conv2d(3, 4, 3)(x)
y = torch.from_numpy(np.transpose(picture, (2, 0, 1))[np.newaxis])
nn.Conv2d(3, 4, 3)(y)
signal = np.sin(np.linspace(0, 1, 200)).astype("float32")
nn.Conv1d(1, 2, 5)(torch.tensor(signal)[None, None])
stack = np.stack([picture, picture]).reshape(2, 3, 40, 60)
nn.Conv2d(3, 4, 3)(torch.as_tensor(stack))
z = np.concatenate([signal, signal[:50]])
nn.Conv1d(1, 2, 5)(torch.from_numpy(z).view(1, 1, -1))
zeros = np.zeros((1, 3, 9, 9), dtype=np.float32)
nn.Conv2d(zeros.shape[1], int(np.prod(zeros.shape[:2])), 3)(torch.from_numpy(zeros))
nn.Conv2d(3, int(np.ceil(2.5)), kernel_size=np.array([3, 3]).tolist())(torch.from_numpy(np.ones_like(zeros)))
