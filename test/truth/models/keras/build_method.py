"""Shapes from build(), compute_output_shape and a model inside a model."""
import keras
from keras import layers

head = keras.Sequential([layers.Conv2D(4, 3), layers.ReLU(), layers.Conv2D(2, 1)])
head.build((None, 16, 20, 6))
block = keras.Sequential(name="block")
block.add(layers.Conv2D(6, 3, padding="same"))
block.add(layers.AveragePooling2D(2))
outer = keras.Sequential([keras.Input((32, 40, 3)), block, head])
print(outer.output_shape)
layer = layers.Conv2D(5, 3, strides=2)
print(layer.compute_output_shape((None, 9, 9, 1)))
