// Transcoding: the values of row batches in the destination's words. A transcoder is compiled once per table from the
// forms of the source and the stored types of the destination; then one loop over the columns writes literals straight
// from the source's bytes into the statement: no value becomes an object on its way.
//
// It changes no value silently. A value that the destination cannot hold exactly is refused, or changed by the named
// rule of its column and counted.
//
// Read next: RowTranscoder.swift, ColumnOpcode.swift.
