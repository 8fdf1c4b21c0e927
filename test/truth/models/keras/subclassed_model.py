"""A model with a call method, run on arrays of two sizes."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Conv2D, Dense, Flatten, GlobalMaxPooling2D


class MyModel(Model):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = Conv2D(32, 3, activation="relu")
        self.conv2 = Conv2D(16, 5, strides=2)
        self.pool = GlobalMaxPooling2D()
        self.d1 = Dense(classes)

    def call(self, x):
        x = self.conv1(x)
        x = self.conv2(x)
        return self.d1(self.pool(x))


model = MyModel()
print(model(tf.zeros((2, 28, 28, 3))).shape)
print(model(np.ones((1, 40, 33, 3), dtype=np.float32)).shape)
