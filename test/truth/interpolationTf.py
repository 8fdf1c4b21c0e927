"""What TensorFlow's resizes answer: the data of interpolationTf.json, which the engine's tests compare with.

Usage: TF_ENABLE_ONEDNN_OPTS=0 python interpolationTf.py > interpolationTf.json      (tensorflow with numpy; CPU)

"tensorflow" is tf.image.resize, on which Keras' layers stand (a few cases run through them); "tensorflow1" are the functions of
tf.compat.v1.image. All compute in float32.
"""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import tensorflow as tf
from interpolationCommon import SIZES, digits, image, random_sizes, rng, sweep, write

LEGACY = {
    "nearest": tf.compat.v1.image.resize_nearest_neighbor,
    "bilinear": tf.compat.v1.image.resize_bilinear,
    "bicubic": tf.compat.v1.image.resize_bicubic,
    "area": tf.compat.v1.image.resize_area,
}


def picture(size):
    return tf.constant(image(size)[None, :, :, None], tf.float32)


def modern(mode, options, size_in, size_out):
    return tf.image.resize(picture(size_in), size_out, method=mode, antialias=options.get("antialias", False))


def legacy(mode, options, size_in, size_out):
    words = {"alignCorners": "align_corners", "halfPixelCenters": "half_pixel_centers"}
    return LEGACY[mode](picture(size_in), size_out, **{words[k]: v for k, v in options.items()})


def case(framework, resize, mode, options, size_in, size_out):
    y = resize(mode, options, size_in, size_out)[0, :, :, 0].numpy()
    return {"framework": framework, "mode": mode, "options": options, "in": size_in, "out": list(y.shape), "y": digits(y)}


cases = []
for mode in ["nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"]:
    for options in [{}] if mode in ("nearest", "area") else [{}, {"antialias": True}]:
        for size_in, size_out in SIZES[2] + [random_sizes(rng, 2) for _ in range(2)]:
            # Equal sizes are handed back without a filter, also by filters that would change them.
            if size_in != size_out:
                cases.append(case("tensorflow", modern, mode, options, size_in, size_out))
for mode in LEGACY:
    for options in [{}, {"alignCorners": True}] + ([] if mode == "area" else [{"halfPixelCenters": True}]):
        if mode == "area" and options:
            continue
        for size_in, size_out in SIZES[2] + [random_sizes(rng, 2) for _ in range(2)]:
            cases.append(case("tensorflow1", legacy, mode, options, size_in, size_out))
for mode in ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]:
    for size_in, factor in [([3, 4], (2, 3)), ([5, 2], (3, 2))]:
        layer = keras.layers.UpSampling2D(factor, interpolation=mode, data_format="channels_last")
        y = layer(picture(size_in))[0, :, :, 0].numpy()
        cases.append({"framework": "tensorflow", "layer": "UpSampling2D", "mode": mode, "options": {}, "in": size_in, "out": list(y.shape), "y": digits(y)})
    for size_in, size_out in [([6, 9], [4, 13]), ([8, 5], [3, 3])]:
        layer = keras.layers.Resizing(*size_out, interpolation=mode, data_format="channels_last")
        y = layer(picture(size_in))[0, :, :, 0].numpy()
        cases.append({"framework": "tensorflow", "layer": "Resizing", "mode": mode, "options": {}, "in": size_in, "out": size_out, "y": digits(y)})


def swept(resize, options):
    def indices(n, m):
        x = tf.reshape(tf.range(n, dtype=tf.float32), (1, n, 1, 1))
        return tf.reshape(resize(x, (m, 1), options), -1).numpy().astype(int).tolist()

    return indices


def new_nearest(x, size, options):
    return tf.image.resize(x, size, method="nearest")


def old_nearest(x, size, options):
    return tf.compat.v1.image.resize_nearest_neighbor(x, size, **options)


sweeps = [
    {"framework": "tensorflow", **sweep("nearest", {}, True, swept(new_nearest, {}))},
    {"framework": "tensorflow1", **sweep("nearest", {}, False, swept(old_nearest, {}))},
    {"framework": "tensorflow1", **sweep("nearest", {"halfPixelCenters": True}, True, swept(old_nearest, {"half_pixel_centers": True}))},
]
write({"framework": "tensorflow", "tensorflow": tf.__version__, "keras": keras.__version__, "device": "cpu"}, cases, sweeps)
