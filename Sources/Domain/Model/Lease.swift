/// A right to act, held by one holder at a time. `epoch` grows with every change of hands, so that a write by an
/// earlier holder can be told apart and refused.
package struct Lease: Hashable, Sendable {
    package var name: String
    package var holder: String
    package var epoch: Int64
    package var expires: Timestamp

    package init(name: String, holder: String, epoch: Int64, expires: Timestamp) {
        self.name = name
        self.holder = holder
        self.epoch = epoch
        self.expires = expires
    }
}
