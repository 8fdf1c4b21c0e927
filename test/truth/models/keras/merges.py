"""What joins branches: add, multiply, average, concatenate along other axes, lambda layers, operators."""
import keras
from keras import layers, ops

a = keras.Input((20, 30, 4), name="a")
b = keras.Input((20, 30, 4), name="b")
x = layers.Add()([layers.Conv2D(8, 3, padding="same")(a), layers.Conv2D(8, 5, padding="same")(b)])
y = layers.Concatenate(axis=1)([a, b])
y = layers.Conv2D(8, (3, 1), strides=(2, 1), padding="same")(y)
z = layers.concatenate([x, y])
z = layers.Conv2D(6, 1)(z)
gate = layers.GlobalAveragePooling2D()(z)
gate = layers.Dense(6, activation="sigmoid")(gate)
gate = layers.Reshape((1, 1, 6))(gate)
z = layers.multiply([z, gate])
z = layers.Conv2D(3, 3)(z)
z = z * 2 + 1
z = layers.Cropping2D(((1, 0), (2, 3)))(z)
w = layers.Conv2D(3, 2)(layers.ZeroPadding2D(2)(z))
w = layers.Resizing(10, 12)(w)
v = layers.Conv2D(1, 3)(w)
print(keras.Model([a, b], v).output_shape)
