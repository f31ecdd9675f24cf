"""Pictures in 8-bit grey: rows of dots, 0 is black."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


def grey(array: Any) -> Grey:
    """What OpenCV gives, as a picture."""
    return np.asarray(array, dtype=np.uint8)
