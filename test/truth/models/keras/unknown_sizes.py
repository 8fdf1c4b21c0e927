"""Inputs whose height and width are left open, and a model called on real pictures."""
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(None, None, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
x = layers.Conv2D(8, 3, strides=2)(x)
x = layers.Conv2DTranspose(4, 4, strides=2, padding="same")(x)
x = layers.GlobalAveragePooling2D(keepdims=True)(x)
outputs = layers.Conv2D(2, 1)(x)
model = keras.Model(inputs, outputs)
print(model(np.zeros((1, 31, 40, 3), "float32")).shape)
