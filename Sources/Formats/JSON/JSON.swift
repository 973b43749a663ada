// JSON: text to values and back, exact for 64-bit integers, with line and column in every error.
