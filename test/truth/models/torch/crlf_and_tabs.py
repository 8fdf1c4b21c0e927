"""Tabs, non-ASCII text before a call on the same line, and several calls on one line."""
import torch; from torch import nn

größe = 24; ширина = 8
名前 = "𝒳𝒴"; netz = nn.Conv2d(3, ширина, 3)
if True:
	x = torch.zeros(1, 3, größe, größe); y = netz(x)
	print("𝒳→", nn.Conv2d(ширина, 4, 3)(y).shape, '''eine
	Zeile''', nn.Conv2d(ширина, 2, 1)(y).shape)
z = nn.Conv2d(
	ширина,  # Kanäle 𝒳
	2,
	kernel_size = \
		5,
)(
	y
)
w = (torch
	.nn
	.Conv2d(2, 2, 1))(z)
print(nn.Sequential(nn.Conv2d(2, 2, 2), nn.Conv2d(2, 1, 2))(w).shape)
