# == creation and shapes
import numpy as np
a = np.array([[1, 2, 3], [4, 5, 6]])
print(a.shape, a.ndim, a.size, len(a), np.zeros((2, 3)).shape, np.ones(4).shape, np.full((2,), 7).tolist(), np.eye(2).tolist(), np.arange(6).reshape(2, 3).tolist(), np.empty((3, 1)).shape)
# == arange and linspace
import numpy as np
print(np.arange(3).tolist(), np.arange(1, 10, 4).tolist(), np.linspace(0, 1, 5).tolist(), np.linspace(0, 0.3, 4).tolist(), [int(x) for x in np.linspace(0, 10, 3)], np.arange(0, 1, 0.25).tolist())
# == prod, cumsum and sums
import numpy as np
print(int(np.prod([2, 3, 4])), int(np.prod((4, 4))), np.cumsum([1, 2, 3]).tolist(), np.sum([1, 2]).item(), np.array([1, 2, 3]).sum().item(), np.array([[1, 2], [3, 4]]).sum(axis=0).tolist(), np.mean([1, 2, 3]).item(), np.array([3, 1]).max().item(), np.array([3, 1]).argmax().item(), int(np.ceil(2.5)), np.floor(2.7).item())
# == scalars behave as numbers
import numpy as np
n = np.int64(5); f = np.float32(2.5)
print([0] * n if False else n + 1, n * 2 == 10, range(n), int(n), isinstance(n, np.integer), float(f), n // 2, list(range(np.int64(3))), [1, 2, 3][np.int64(1)], isinstance(np.float64(1.0), float), f'{n}', n == 5)
# == stacking
import numpy as np
a, b = np.array([1, 2]), np.array([3, 4])
print(np.hstack([a, b]).tolist(), np.vstack([a, b]).tolist(), np.concatenate([a, b]).tolist(), np.stack([a, b], axis=1).tolist(), np.concatenate([[1], [2, 3]]).tolist(), np.append(a, 9).tolist(), np.column_stack([a, b]).tolist(), np.tile(a, 2).tolist(), np.repeat(a, 2).tolist())
# == indexing and slices
import numpy as np
a = np.arange(12).reshape(3, 4)
print(a[1].tolist(), a[1, 2].item(), a[:, 1].tolist(), a[::2, 1:3].tolist(), a[-1, -1].item(), a[None].shape, a[..., 0].tolist(), a[[0, 2]].tolist(), a[a > 8].tolist(), a.T.shape, a.ravel().tolist()[:3])
# == arithmetic and comparison
import numpy as np
a = np.array([1, 2, 3])
print((a * 2).tolist(), (a + a).tolist(), (a ** 2).tolist(), (a / 2).tolist(), (a // 2).tolist(), (a > 1).tolist(), (-a).tolist(), (a % 2).tolist(), (np.array([[1], [2]]) + a).tolist(), (2 ** np.arange(4)).tolist(), np.sqrt(np.array([4.0, 9.0])).tolist())
# == meshgrid and shapes
import numpy as np
x, y = np.meshgrid(np.arange(3), np.arange(2))
print(x.shape, x.tolist(), y.tolist(), np.random.rand(2, 3).shape, np.random.randn(4).shape, np.random.randint(0, 5, (2, 2)).shape, np.zeros_like(x).tolist(), np.random.uniform(size=(3,)).shape)
# == iteration and unpacking
import numpy as np
for r in np.array([[1, 2], [3, 4]]): print(r.tolist())
a, b = np.array([7, 8]); print(int(a), int(b), [int(v) * 2 for v in np.arange(3)], list(map(int, np.array([1.9, 2.1]))), sum(np.array([1, 2, 3])).item())
# == assignment in place
import numpy as np
a = np.zeros(4, dtype=int); a[1] = 5; a[2:] = 7; a += 1
print(a.tolist()); b = np.zeros((2, 2)); b[0, :] = [1, 2]; b[:, 1] *= 3; print(b.tolist())
# == dtype and astype
import numpy as np
a = np.array([1.7, 2.2]).astype(int); print(a.tolist(), a.dtype == np.int64, np.array([1, 2], dtype=np.float32).dtype, np.zeros(2).dtype, np.array([True]).dtype, a.astype('float32').dtype)
# == where, clip, argsort, unique, round
import numpy as np
a = np.array([3, 1, 2])
print(np.where(a > 1, a, 0).tolist(), np.clip(a, 1, 2).tolist(), np.argsort(a).tolist(), np.unique([2, 1, 2]).tolist(), np.sort(a).tolist(), np.round(2.567, 1).item(), np.abs(-a).tolist(), np.maximum(a, 2).tolist(), np.log2(8).item(), np.flip(a).tolist(), np.diff(a).tolist())
# == math constants and helpers
import numpy as np
print(np.pi, np.inf, np.log(np.e).item(), np.exp(0).item(), np.isscalar(3), np.ndim([1, 2]), np.shape([[1, 2]]), np.array_split(np.arange(5), 2)[0].tolist(), np.expand_dims(np.arange(2), 0).shape, np.squeeze(np.zeros((1, 2))).shape, np.transpose(np.zeros((2, 3, 4)), (2, 0, 1)).shape, np.power(2, 3).item(), np.dot([1, 2], [3, 4]).item(), np.allclose([1.0], [1.0]))
# == drop path rates
import numpy as np
depths = [2, 2, 3]
dpr = [x.item() for x in np.linspace(0, 0.1, sum(depths))]
print(dpr, len(dpr), dpr[sum(depths[:1]):sum(depths[:2])])
# == channels from strides
import numpy as np
w = np.arange(4) * 8.5 + 16
print((np.round(w / 8) * 8).astype(int).tolist(), int(np.log2(64)), int(2 ** np.floor(np.log2(100))), np.cumprod([1, 2, 2]).tolist())
