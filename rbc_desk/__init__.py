"""RBC Desk finds, labels, classifies and counts red cells on blood smears."""

import os

__version__ = "0.1.0"

# Nothing of a user's work leaves the machine. Libraries read these when they are first imported, which is always
# after this package; child processes inherit them, and workers of a cluster import this package first as well.
os.environ.update(
    {
        "ORT_DISABLE_TELEMETRY": "1",  # ONNX Runtime 1.29 and later reports its use to Microsoft
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",  # weights are fetched without saying who asks for them
        "DO_NOT_TRACK": "1",
    }
)
