// Bytes: reading and writing of bytes: bounds-checked, no I/O, no dependencies. `Reader` takes bytes that came from
// outside apart and never reads beyond them; `ByteWriter` builds output in one reused allocation, with the literals
// of SQL and digits written straight into it.
//
// Read next: Reader.swift, ByteWriter.swift, ByteWriter+SQL.swift.
