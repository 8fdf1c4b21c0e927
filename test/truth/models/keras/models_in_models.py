"""Models taken apart and joined: layers by name and index, outputs in the middle, one model called twice."""
import keras
import numpy as np
from keras import layers

base = keras.Sequential(name="base")
base.add(keras.Input((40, 40, 3)))
base.add(layers.Conv2D(8, 3, strides=2, padding="same", name="first"))
base.add(layers.BatchNormalization())
base.add(layers.Conv2D(16, 3, strides=2, padding="same", name="second"))
base.add(layers.GlobalAveragePooling2D())
base.pop()
for layer in base.layers[:-1]:
    layer.trainable = False

features = keras.Model(base.inputs, base.get_layer("first").output)
inputs = keras.Input((40, 40, 3))
a = features(inputs)
b = base(inputs)
b = layers.UpSampling2D()(b)
x = layers.Concatenate()([a, b])
x = layers.Conv2D(4, 1)(x)
model = keras.Model(inputs, x)

left, right = keras.Input((20, 20, 1)), keras.Input((28, 20, 1))
shared = layers.Conv2D(3, 5, name="shared")
p = layers.Flatten()(shared(left))
q = layers.Flatten()(shared(right))
siamese = keras.Model([left, right], layers.concatenate([p, q]))
print(model(np.zeros((2, 40, 40, 3), "float32")).shape, siamese.output_shape, base.layers[-1].name)
