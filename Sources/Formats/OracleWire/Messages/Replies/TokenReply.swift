/// Message 33: says in a pipeline which request the following reply answers. Outside of pipelines nobody sends it.
package struct TokenReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .token }
    package var token: UInt64

    package init(token: UInt64) { self.token = token }

    package init(from reader: WireReader) throws(WireFailure) { token = try reader.ub8("token") }

    package func encode(to writer: WireWriter) { writer.ub(token) }
}
