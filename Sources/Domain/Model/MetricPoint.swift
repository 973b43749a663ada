/// One measured value.
package struct MetricPoint: Hashable, Sendable {
    package var subject: Subject
    package var name: String
    package var at: Timestamp
    package var value: Double

    package init(subject: Subject, name: String, at: Timestamp, value: Double) {
        self.subject = subject
        self.name = name
        self.at = at
        self.value = value
    }
}
