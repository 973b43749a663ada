// OracleWire: the language of an Oracle database on the wire, for both sides: TNS packets, TTC messages, the encodings
// of values and the batches of rows. Pure code without input and output: a `WireReader` asks its owner for the next
// bytes when it runs dry, a `WireWriter` cuts what is written into packets that its owner sends.
//
// Bytes from outside never trap: what does not fit is a `WireFailure` with field, offset and reason, and every length
// and count that is announced is bounded before memory is taken for it. The room refuses what nobody here speaks:
// distributed transactions, queues, direct path, the native encryption of the network. Keys and the mathematics of
// passwords are in OracleLogon, sockets are in Sockets.
//
// Read next: Primitives/WireReader.swift, Primitives/WireDialect.swift, Packets/PacketBuffer.swift,
// Messages/FunctionCode.swift, Rows/RowBatchDecoder.swift, Values/OracleNumber.swift.
