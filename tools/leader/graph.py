"""A small writer of ONNX graphs: constants are shared, nodes are named by what they compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
OPSET = 20


class Graph:
    """Nodes and constants collected in order; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[tuple[str, tuple[int, ...], bytes], onnx.TensorProto] = {}
        self._count = 0

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"

    def constant(self, array: Array) -> str:
        """The name of a constant; equal arrays are stored once."""
        array = np.ascontiguousarray(array)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self.constants:
            self.constants[key] = numpy_helper.from_array(array, self._name("constant"))
        return self.constants[key].name

    def floats(self, values: object) -> str:
        """A float32 constant."""
        return self.constant(np.asarray(values, np.float32))

    def integers(self, *values: int) -> str:
        """A one-dimensional int64 constant, as axes and sizes want it."""
        return self.constant(np.array(values, np.int64))

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """One node with one output."""
        output = self._name(kind.lower())
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def split(self, x: str, sizes: tuple[int, int]) -> tuple[str, str]:
        """Two slices along the channels."""
        outputs = (self._name("split"), self._name("split"))
        self.nodes.append(helper.make_node("Split", [x, self.integers(*sizes)], list(outputs), axis=1))
        return outputs

    def parts(self, x: str, count: int, *, axis: int) -> list[str]:
        """Equal slices along an axis; the last may be smaller."""
        outputs = [self._name("part") for _ in range(count)]
        self.nodes.append(helper.make_node("Split", [x], outputs, axis=axis, num_outputs=count))
        return outputs

    def conv(
        self,
        x: str,
        kernel: Array,
        bias: Array | None = None,
        *,
        dilation: int = 1,
        groups: int = 1,
        padding: int | None = None,
    ) -> str:
        """A convolution with an (out, in, height, width) kernel that keeps the size unless told otherwise."""
        size = kernel.shape[2]
        pad = (size - 1) * dilation // 2 if padding is None else padding
        inputs = [x, self.floats(kernel)]
        if bias is not None:
            inputs.append(self.floats(bias))
        return self.op(
            "Conv", *inputs, kernel_shape=[size, size], pads=[pad] * 4, dilations=[dilation] * 2, group=groups
        )

    def rename(self, x: str, name: str) -> None:
        """Give the value `x` the name of a graph output, without a copy of it."""
        for node in self.nodes:
            for names in (node.input, node.output):
                names[:] = [name if each == x else each for each in names]

    def save(
        self, path: Path, inputs: dict[str, list[int | str]], outputs: dict[str, list[int | str]]
    ) -> None:
        """Check the graph and write it."""

        def described(shapes: dict[str, list[int | str]]) -> list[onnx.ValueInfoProto]:
            return [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                for name, shape in shapes.items()
            ]

        body = helper.make_graph(
            self.nodes, path.stem, described(inputs), described(outputs), list(self.constants.values())
        )
        model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
        onnx.checker.check_model(model)
        onnx.save(model, path)
