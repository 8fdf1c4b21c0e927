"""Options from the environment, an import that fails, and a shape that is refused."""
# env: FILTERS=12
import os

import keras
from keras import layers

try:
    import no_such_addons as addons
except ImportError:
    addons = None

filters = int(os.environ["FILTERS"])
inputs = keras.Input((10, 10, 3))
x = layers.Conv2D(filters, 3)(inputs)
x = layers.Conv2D(6, 3)(x)
if addons:
    x = addons.Blur(layers.Conv2D(3, 3)(x))  # never run
try:
    x = layers.Conv2D(4, 9)(x)
except ValueError:
    x = layers.Conv2D(4, 5)(x)
print(x.shape)
layers.Conv2D(4, 3, padding="causal")
