/// A name that no other test and no other run uses: `prefix_x1y2z3`. It is good as a schema, table or account name.
package func uniqueName(_ prefix: String) -> String {
    prefix + "_" + String(UInt64.random(in: 0 ... .max), radix: 36)
}
