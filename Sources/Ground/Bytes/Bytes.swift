// Bytes: reading and writing of bytes: bounds-checked, no I/O, no dependencies.
