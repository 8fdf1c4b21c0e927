"""What OpenCV and Pillow answer: the data of interpolationPictures.json, which the engine's tests compare with.

Usage: python interpolationPictures.py > interpolationPictures.json      (opencv-python-headless, pillow, numpy)

Pictures of float32 (Pillow's mode F), so that nothing is rounded to bytes.
"""

import cv2
import numpy
import PIL
from interpolationCommon import SIZES, digits, image, random_sizes, rng, sweep, write
from PIL import Image

OPENCV = {"nearest": cv2.INTER_NEAREST, "nearest-exact": cv2.INTER_NEAREST_EXACT, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC}
PILLOW = {name: getattr(Image.Resampling, name.upper()) for name in ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]}


def opencv(x, size, mode):
    return cv2.resize(x.astype(numpy.float32), (size[1], size[0]), interpolation=OPENCV[mode])


def pillow(x, size, mode):
    return numpy.asarray(Image.fromarray(x.astype(numpy.float32), mode="F").resize((size[1], size[0]), PILLOW[mode]))


cases = []
for framework, resize, modes in [("opencv", opencv, OPENCV), ("pillow", pillow, PILLOW)]:
    for mode in modes:
        for size_in, size_out in SIZES[2] + [random_sizes(rng, 2) for _ in range(3)]:
            y = resize(image(size_in), size_out, mode)
            cases.append({"framework": framework, "mode": mode, "options": {}, "in": size_in, "out": list(y.shape), "y": digits(y)})


def swept(resize, mode):
    return lambda n, m: resize(numpy.arange(n, dtype=numpy.float32)[:, None], (m, 1), mode).ravel().astype(int).tolist()


sweeps = [
    {"framework": "opencv", **sweep("nearest", {}, False, swept(opencv, "nearest"))},
    {"framework": "opencv", **sweep("nearest-exact", {}, True, swept(opencv, "nearest-exact"))},
    {"framework": "pillow", **sweep("nearest", {}, True, swept(pillow, "nearest"))},
]
write({"framework": "pictures", "opencv": cv2.__version__, "pillow": PIL.__version__}, cases, sweeps)
